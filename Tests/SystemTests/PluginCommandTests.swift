import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// Plugins by command, and what becomes of desktops and of physical stations meanwhile.
  @Suite struct PluginCommands {
    private static func open(
      _ more: String = "", _ body: @Sendable (Classroom, ScriptedPlugin) async throws -> Void
    ) async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        let plugin = try ScriptedPlugin(room, [])
        try await room.startAgent(
          Classroom.impatient + more
            + "\n[Plugins]\nfolders = \(plugin.root)\nstale-time = 300ms\n")
        try room.license(3)
        try await room.see("the dock is station 1") { $0[1]?.state == "complete" }
        try plugin.write([["id": "a", "state": "running"]])
        try await room.see("all three are licensed") { snapshot in
          snapshot.stations.count == 3
            && snapshot.stations.allSatisfy { $0.license == "licensed" }
        }
        try await body(room, plugin)
        #expect(try await room.stopAgent() == 0)
      }
    }

    @Test func aPluginIsShownDisabledEnabledAndRestarted() async throws {
      try await Self.open { room, _ in
        #expect(try room.command("plugin", "list", "-q") == "vms\n")
        let shown = try room.command("plugin", "show", "vms")
        #expect(shown.contains("assign, clone, desktops, power") && shown.contains("version 1"))
        let wrong = try room.stationctl("plugin", "show", "vmx")
        #expect(wrong.code == 1 && wrong.output.contains("There is: vms"))

        try room.command("plugin", "disable", "vms")
        let lost = try await room.see("nothing is known of its desktop") { snapshot in
          snapshot.plugins[0].phase == "disabled" && snapshot[2]?.state == "unknown"
        }
        #expect(lost[2]?.license == "licensed" && lost[2]?.stale == true)
        #expect(lost.desktops.map(\.state) == ["unknown"])
        #expect(lost.plugins[0].processID == nil && lost.notices.isEmpty)
        let doctor = try room.stationctl("doctor")
        #expect(doctor.output.contains("stationctl plugin enable vms"))
        // Also in the agent's next life.
        #expect(try await room.stopAgent() == 0)
        try await room.startAgent(
          Classroom.impatient + "\n[Plugins]\nfolders = \(room.desk.folder)/plugins\n")
        try await room.see("it is still disabled") { $0.plugins.first?.phase == "disabled" }

        try room.command("plugin", "enable", "vms")
        let back = try await room.see("it is back") { snapshot in
          snapshot[2]?.state == "complete" && snapshot[2]?.stale == false
        }
        #expect(back[2]?.license == "licensed")
        // What is a station here is kept.
        #expect(try room.command("plugin", "log", "vms").contains("keep a"))
        let process = back.plugins[0].processID
        try room.command("plugin", "restart", "vms")
        try await room.see("another process serves it") { snapshot in
          snapshot.plugins[0].phase == "ready" && snapshot.plugins[0].processID != process
            && snapshot[2]?.stale == false
        }
      }
    }

    @Test func aCrashedPluginsDesktopsAreStaleThenLostThenTheirLicensesFree() async throws {
      try await Self.open("\n[Licensing]\nabsence-hold = 3s\n") { room, plugin in
        plugin.allow(false)
        try await plugin.kill(of: room)
        let lost = try await room.see("nothing is known of the desktop") { snapshot in
          snapshot[2]?.state == "unknown"
        }
        #expect(lost[2]?.license == "licensed" && lost[2]?.absentSince == nil)
        // Physical stations go on, and so does who arranges them.
        #expect(lost[0]?.license == "licensed" && lost[1]?.license == "licensed")
        try room.command("station", "rename", "1", "Window row")
        #expect(try await room.snapshot()[1]?.state == "complete")
        let start = try room.stationctl("desktop", "unassign", "a")
        #expect(start.code == 1 && start.output.contains("stationctl plugin"))

        let free = try await room.see("its license is free") { $0.licensing.licensesUsed == 2 }
        #expect(free[2]?.state == "unknown" && free[2]?.license == "not-needed")
        plugin.allow(true)
        try room.command("plugin", "restart", "vms")
        let back = try await room.see("it is back and licensed") { snapshot in
          snapshot[2]?.state == "complete" && snapshot[2]?.license == "licensed"
        }
        #expect(back[2]?.key == "desktop:vms/a" && back[1]?.name == "Window row")
      }
    }

    @Test func aPluginThatIsInstalledLaterIsFoundAndOneThatIsGoneForgotten() async throws {
      try await Self.open { room, plugin in
        let other = try ScriptedPlugin(room, [["id": "z"]], named: "rdp")
        let agent = try #require(room.agent)
        agent.send(SIGHUP)
        try await room.see("rdp is found") { snapshot in
          snapshot.plugins.map(\.name) == ["rdp", "vms"] && snapshot.desktops.count == 2
        }
        try plugin.write([["id": "a", "state": "running"]], health: "it is slow")
        try await room.see("its health is shown") { snapshot in
          snapshot.plugins[1].health == "degraded"
            && snapshot.plugins[1].healthReason == "it is slow"
        }
        #expect(try room.command("plugin", "list").contains("vms: it is slow"))
        other.remove()
        agent.send(SIGHUP)
        let gone = try await room.see("rdp is gone") { $0.plugins.map(\.name) == ["vms"] }
        #expect(gone.desktops.map(\.plugin) == ["vms"])
      }
    }
  }
}
