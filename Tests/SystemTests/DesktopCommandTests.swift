import AgentInterface
import RigKit
import Testing

extension System {
  /// Virtual desktops by command, beside a dock that is a physical station.
  @Suite struct DesktopCommands {
    private static let dock = "06-plugable-dock-autoseat"

    private static func open(
      _ desktops: [[String: String]], licenses: Int?, _ configuration: String = "",
      stations: String = Classroom.impatient,
      _ body: @Sendable (Classroom, ScriptedPlugin) async throws -> Void
    ) async throws {
      try await Classroom.open(dock) { room in
        let plugin = try ScriptedPlugin(room, [])
        try await room.startAgent(
          stations + configuration
            + "\n[Plugins]\nfolders = \(plugin.root)\nstale-time = 300ms\n")
        if let licenses { try room.license(licenses) }
        try await room.see("the dock is station 1") { $0[1]?.state == "complete" }
        try plugin.write(desktops)
        try await room.see("the desktops are listed") { $0.desktops.count == desktops.count }
        try await body(room, plugin)
        #expect(try await room.stopAgent() == 0)
      }
    }

    @Test func aDesktopAndTheStationThatItIsShownAtCountOnce() async throws {
      let desktops = [["id": "a", "labels": #"["exam"]"#], ["id": "b"]]
      try await Self.open(desktops, licenses: 4) { room, _ in
        #expect(try room.command("desktop", "list", "-q") == "vms/a\nvms/b\n")
        #expect(
          try room.command("desktop", "assign", "a", "1")
            == "Desktop vms/a (Desk) is assigned to station 1.\n")
        let assigned = try await room.see("a is assigned, and a station") { snapshot in
          snapshot.desktops[0].boundTo == 1 && snapshot.desktops[0].station == 2
        }
        #expect(assigned[2]?.labels == ["exam"] && assigned[2]?.license == "not-needed")

        // One station shows one desktop.
        let taken = try room.stationctl("desktop", "assign", "vms/b", "1")
        #expect(taken.code == 1 && taken.output.contains("vms/a (Desk) is assigned to station 1"))
        #expect(taken.output.contains("stationctl desktop unassign vms/a"))

        try room.command("desktop", "start", "2")
        let running = try await room.see("a runs") { $0.desktops[0].state == "running" }
        #expect(running[2]?.license == "not-needed")
        #expect(
          running[2]?.licenseReason == "needs no license: it is shown at station 1, which counts")
        #expect(running.licensing.licensesUsed == 2)
        let story = try room.command("station", "explain", "2")
        #expect(story.contains("D3 shown at a station") && story.contains("plugin vms"))

        try room.command("desktop", "start", "b")
        try await room.see("b counts itself") { snapshot in
          snapshot[3]?.license == "licensed" && snapshot.licensing.licensesUsed == 3
        }
        try room.command("desktop", "unassign", "vms/a")
        try await room.see("a counts itself") { snapshot in
          snapshot[2]?.license == "licensed" && snapshot.licensing.licensesUsed == 4
        }
        try room.command("desktop", "stop", "b")
        let stopped = try await room.see("b is stopped") { $0.desktops[1].state == "stopped" }
        #expect(stopped[3]?.stateReason == "the desktop is stopped")
        // What is asked of a plugin is in its log, and who asked.
        let log = try room.command("plugin", "log", "vms")
        #expect(log.contains("notice: desktop.start of a") && log.contains("accepted, as user"))
        // A stopped desktop gives its number back.
        try room.command("station", "forget", "3")
      }
    }

    @Test func aStationThatMovesTakesItsDesktopAlong() async throws {
      // Longer away, the station is absent, and its desktop counts itself.
      let patient = "[Stations]\nabsence-grace = 20s\nsettle-time = 200ms\n"
      try await Self.open([["id": "a"]], licenses: 3, stations: patient) { room, plugin in
        try room.command("desktop", "assign", "a", "1")
        try room.command("desktop", "start", "a")
        try await room.see("a is shown at station 1") { snapshot in
          snapshot.desktops[0].boundTo == 1 && snapshot.desktops[0].state == "running"
        }
        let recording = try Recording(Self.dock)
        try room.testbed.pull(Docks.path(port: 1))
        try room.testbed.plug(
          Docks.dock(port: 2, of: recording).map { section in
            RecordedSection(
              path: section.path,
              text: section.text.replacing("PLUG2", with: "PLUG1").replacing("DLX2", with: "DLX1")
                .replacing("K124", with: "K123"))
          })
        // The desktop does not count for itself, and its plugin is told.
        let after = try await room.see("station 1 is in another socket") { snapshot in
          snapshot[1]?.key == Docks.key(port: 2) && snapshot[1]?.state == "complete"
            && snapshot.licensing.licensesUsed == 2
        }
        #expect(after.desktops[0].boundTo == 1)
        try waitUntil("the plugin knows the new place", seconds: 10) {
          try plugin.text.contains(Docks.key(port: 2))
        }
      }
    }

    @Test func whoIsOnADesktopKeepsItAndATemplateBecomesADesktop() async throws {
      let desktops = [
        ["id": "a", "state": "running", "user": "ada", "client": "10.0.0.9"],
        ["id": "bad"], ["id": "gold", "template": "true"],
        ["id": "r", "state": "running", "network": "true"],
      ]
      try await Self.open(desktops, licenses: 4) { room, _ in
        let seen = try await room.see("a and r are stations") { $0.stations.count == 4 }
        #expect(seen[2]?.users == ["ada"] && seen[3]?.kind == "network")
        #expect(try room.command("license", "people").contains("ada"))

        let used = try room.stationctl("desktop", "stop", "a")
        #expect(used.code == 1 && used.output.contains("ada is on it"))
        #expect(used.output.contains("--even-if-used"))
        #expect(try await room.snapshot().desktops[0].state == "running")
        try room.command("desktop", "stop", "a", "--force", "--even-if-used")
        try await room.see("a is off") { $0.desktops[0].state == "stopped" }

        let refused = try room.stationctl("desktop", "start", "bad")
        #expect(refused.code == 1 && refused.output.contains("the hypervisor says no"))
        let wrong = try room.stationctl("desktop", "start", "nobody")
        #expect(wrong.code == 1 && wrong.output.contains("There are: vms/a, vms/bad"))
        let remote = try room.stationctl("desktop", "assign", "r", "1")
        #expect(remote.code == 1 && remote.output.contains("its user sits at another computer"))

        try room.command("desktop", "assign", "gold", "1")
        let made = try await room.see("a desktop is made and enrolled") { snapshot in
          snapshot.desktops.contains { $0.id == "gold-1" && $0.boundTo == 1 && $0.station == 4 }
        }
        #expect(made[4]?.license == "not-needed")
      }
    }

    @Test func afterItsGraceADesktopIsRefusedItsNextStartAndNeverStopped() async throws {
      let grace = "\n[Licensing]\nhost-grace = 1s\nstation-grace = 1s\n"
      try await Self.open([["id": "a"], ["id": "b"]], licenses: nil, grace) { room, _ in
        // Its grace is still to begin.
        try room.command("desktop", "start", "a")
        let over = try await room.see("its grace is over") { snapshot in
          snapshot.stations.contains { $0.key == "desktop:vms/a" && $0.license == "unlicensed" }
        }
        #expect(over.desktops[0].state == "running")
        try room.command("desktop", "stop", "a")
        try await room.see("a is stopped") { $0.desktops[0].state == "stopped" }
        let refused = try room.stationctl("desktop", "start", "a")
        #expect(refused.code == 1 && refused.output.contains("vms/a (Desk) is not started"))
        #expect(refused.output.contains("stationctl license mode"))
        // The physical station that it may be shown at is out of its grace as well.
        try room.command("desktop", "assign", "b", "1")
        try await room.see("b is assigned") { $0.desktops[1].boundTo == 1 }
        let shown = try room.stationctl("desktop", "start", "b")
        #expect(shown.code == 1 && shown.output.contains("it is shown at station 1"))

        try room.license(3)
        try room.command("desktop", "start", "a")
        try room.command("desktop", "start", "b")
        try await room.see("both run") { snapshot in
          snapshot.desktops.allSatisfy { $0.state == "running" }
        }
      }
    }
  }
}
