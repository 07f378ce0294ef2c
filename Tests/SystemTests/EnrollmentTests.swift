import AgentInterface
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// Who becomes a station, stays one, and is known again: the shipped agent and command line.
  @Suite struct Enrolling {
    private static let plain = "02-station-hub-kbd-mouse"
    private static let dock = "06-plugable-dock-autoseat"
    private static let hub = "pci-0000:00:04.0/1"

    private static func impatient(_ enroll: String) -> String {
      Classroom.impatient + "enroll = \(enroll)\n"
    }

    private func history(_ room: Classroom) async throws -> [String] {
      #expect(try await room.stopAgent() == 0)
      return try Ledger(path: room.desk.ledgerFile).history(last: 1000).map(\.kind)
    }

    // MARK: Policies

    @Test func askRaisesANoticeThatEnrollingCloses() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent(Self.impatient("ask"))
        let asked = try await room.see("administrators are asked") { snapshot in
          snapshot.notices.contains { $0.cause == "candidate" }
        }
        #expect(asked.stations.map(\.number) == [0])
        let notice = try #require(asked.notices.first { $0.cause == "candidate" })
        #expect(notice.subject == Self.hub && notice.actions == ["enroll", "ignore"])
        #expect(notice.nextStep.contains("stationctl station enroll \(Self.hub)"))
        try room.command("station", "enroll", Self.hub)
        let after = try await room.see("station 1") { $0[1]?.state == "complete" }
        #expect(!after.notices.contains { $0.cause == "candidate" } && after.candidates.isEmpty)
      }
    }

    @Test func whatIsIgnoredStaysSoOverARestartUntilItIsEnrolled() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent(Self.impatient("ask"))
        try await room.see("asked") { $0.notices.contains { $0.cause == "candidate" } }
        let said = try room.command("station", "ignore", Self.hub)
        #expect(said.contains("stationctl station enroll \(Self.hub)"))
        let ignored = try await room.snapshot()
        #expect(!ignored.notices.contains { $0.cause == "candidate" })
        #expect(ignored.candidates.map(\.ignored) == [true])
        #expect(try room.command("stations").contains("ignored"))
        #expect(try await room.stopAgent() == 0)
        // Also where all would be taken.
        let again = try await room.startAgent(Self.impatient("auto"))
        #expect(again.stations.map(\.number) == [0] && again.candidates.map(\.ignored) == [true])
        try room.command("station", "enroll", Self.hub)
        let rows = try await history(room)
        #expect(
          rows.suffix(2) == ["station-enrolled", "candidate-heeded"]
            || rows.contains("candidate-heeded"))
      }
    }

    @Test func aStationThatIsThereCanBeIgnored() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent()
        try await room.see("station 1") { $0[1]?.state == "complete" }
        let kept = try room.stationctl("station", "forget", "1")
        #expect(kept.code == 1 && kept.output.contains("stationctl station ignore 1"))
        try room.command("station", "ignore", "1")
        let after = try await room.snapshot()
        #expect(after.stations.map(\.number) == [0] && after.candidates.map(\.ignored) == [true])
        let host = try room.stationctl("station", "ignore", "0")
        #expect(host.code == 1 && host.output.contains("Station 0 is the host."))
      }
    }

    @Test func manualAsksNobodyAndTakesNothing() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent(Self.impatient("manual"))
        let seen = try await room.see("the dock is listed") { $0.candidates.count == 1 }
        #expect(seen.candidates[0].state == "complete" && seen.stations.count == 1)
        #expect(!seen.notices.contains { $0.cause == "candidate" })
      }
    }

    @Test func theHostsOnlyKeyboardIsNotTakenByACommandAlone() async throws {
      try await Classroom.open { room in
        let plain = try Recording(Self.plain)
        // All but the keyboard and the mouse of the computer itself.
        try room.testbed.plug(plain.sections.filter { !$0.path.contains("i8042") })
        try await room.startAgent(Self.impatient("ask"))
        let before = try await room.settled()
        #expect(before.stations.map(\.number) == [0], "the hub's keyboard is the host's")
        #expect(!before.notices.contains { $0.cause == "candidate" })
        let refused = try room.stationctl("station", "enroll", Self.hub)
        #expect(refused.code == 1 && refused.output.contains("station bind \(Self.hub) DISPLAY"))
        #expect(try await room.snapshot().stations == before.stations)
      }
    }

    // MARK: Priority, labels, numbers

    @Test func priorityAndLabelsSurviveAndAreChecked() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent()
        try await room.see("station 1") { $0[1]?.state == "complete" }
        let said = try room.command(
          "station", "set", "1", "--priority", "7", "--label", "exam", "--label", "room-3")
        #expect(said == "Station 1 has priority 7 and the labels exam, room-3.\n")
        try room.command("station", "set", "1", "--unlabel", "exam")
        #expect(try room.stationctl("station", "set", "1", "--priority", "5000").code == 1)
        #expect(try room.stationctl("station", "set", "1", "--label", "No Spaces").code == 1)
        #expect(try room.stationctl("station", "set", "1").code == 64)
        #expect(try await room.stopAgent() == 0)
        let again = try await room.startAgent()
        #expect(again[1]?.priority == 7 && again[1]?.labels == ["room-3"])
        #expect(try room.command("station", "show", "1").contains("room-3"))
      }
    }

    @Test func aRemapIsShownBeforeItIsDone() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let recording = try Recording(Self.dock)
        for port in [3, 1] {
          try room.testbed.plug(Docks.dock(port: port, of: recording))
          try await room.see("the dock on port \(port)") { snapshot in
            snapshot.stations.contains { $0.key == Docks.key(port: port) }
          }
        }
        try room.command("station", "rename", "1", "Window")
        let plan = try room.stationctl("station", "remap")
        #expect(plan.code == 0 && plan.output.contains("Nothing was changed."))
        #expect(plan.output.contains("2   1    Window"))
        #expect(try await room.snapshot()[1]?.key == Docks.key(port: 3))
        try room.command("station", "remap", "--confirm")
        let after = try await room.snapshot()
        #expect(after[1]?.key == Docks.key(port: 1) && after[1]?.name == "Station 1")
        #expect(after[2]?.key == Docks.key(port: 3) && after[2]?.name == "Window")
        #expect(try room.stationctl("station", "remap").output.contains("Nothing changes"))
        #expect(try await history(room).contains("stations-renumbered"))
      }
    }

    // MARK: Identity

    @Test func aStationIsKnownAgainInAnotherSocketByItsSerial() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent("[Stations]\nabsence-grace = 20s\n")
        try room.license(2)
        let before = try await room.see("station 1 is licensed") { $0[1]?.license == "licensed" }
        try room.command("station", "rename", "1", "Window")
        try room.command("station", "set", "1", "--label", "exam")
        let recording = try Recording(Self.dock)
        try room.testbed.pull(Docks.path(port: 1))
        // The same thing, serial numbers and all, on another port.
        let moved = Docks.dock(port: 2, of: recording).map { section in
          RecordedSection(
            path: section.path,
            text: section.text.replacing("PLUG2", with: "PLUG1").replacing("DLX2", with: "DLX1")
              .replacing("K124", with: "K123"))
        }
        try room.testbed.plug(moved)
        let after = try await room.see("station 1 is there again") {
          $0[1]?.key == Docks.key(port: 2) && $0[1]?.state == "complete"
        }
        #expect(after[1]?.name == "Window" && after[1]?.labels == ["exam"])
        #expect(after[1]?.leaseExpires == before[1]?.leaseExpires)
        #expect(after.stations.count == 2 && after.candidates.isEmpty)
        #expect(after.licensing.licensesUsed == 2)
        let rows = try await history(room)
        #expect(rows.filter { $0.hasPrefix("station-moved") }.count == 1)
        #expect(!rows.contains("station-absent"), "it was never gone for long: \(rows)")
      }
    }

    @Test func whereNothingTellsAnAdministratorDoes() async throws {
      try await Classroom.open(Self.plain) { room in
        let more = try Recording("03-two-stations-three-cards")
        try room.testbed.plug(more.below("/devices/pci0000:00/0000:00:10.1"))
        try await room.startAgent()
        try room.command("station", "bind", Self.hub, "card2")
        try await room.see("station 1") { $0[1]?.state == "complete" }
        try room.testbed.pull(Docks.path(port: 1))
        try await room.see("it is absent") { $0[1]?.state == "absent" }
        let present = try room.stationctl("station", "moved", "1", "pci-0000:00:04.0/5")
        #expect(present.code == 1, "there is nothing: \(present.output)")
        // The same models on port 2; the serial number is another one.
        let other = try Recording(Self.plain).below(Docks.path(port: 1)).map { section in
          RecordedSection(
            path: section.path.replacing("/1-1", with: "/1-2"),
            text: section.text.replacing("/1-1", with: "/1-2").replacing("usb-0:1", with: "usb-0:2")
              .replacing("devpath=1", with: "devpath=2").replacing("STATION-A", with: "STATION-X"))
        }
        try room.testbed.plug(other)
        try await room.see("a candidate") { $0.candidates.contains { $0.key.hasSuffix("/2") } }
        try room.command("station", "moved", "1", "pci-0000:00:04.0/2")
        let after = try await room.snapshot()
        #expect(after[1]?.key == "pci-0000:00:04.0/2" && after[1]?.state == "complete")
        #expect(after[1]?.binding == "pci-0000:02:00.0" && after.candidates.isEmpty)
      }
    }

    // MARK: Coming and going

    @Test func aHubThatResetsIsAwayAndWritesNothing() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent("[Stations]\nabsence-grace = 20s\nsettle-time = 200ms\n")
        try room.license(2)
        try await room.see("station 1 is licensed") { $0[1]?.license == "licensed" }
        let dock = try Recording(Self.dock).below(Docks.path(port: 1))
        try room.testbed.pull(Docks.path(port: 1))
        let away = try await room.see("station 1 is away") { $0[1]?.state == "away" }
        #expect(away[1]?.license == "licensed" && away[1]?.parts.isEmpty == true)
        #expect(away[1]?.stateReason.contains("within 20 seconds") == true)
        let remap = try room.stationctl("station", "remap", "--confirm")
        #expect(remap.code == 1 && remap.output.contains("Station 1 comes or goes"))
        try room.testbed.plug(dock)
        try await room.see("station 1 is back") { $0[1]?.state == "complete" }
        let rows = try await history(room)
        #expect(!rows.contains("station-absent") && !rows.contains("station-returned"))
      }
    }

    @Test func whatIsIncompleteIsProbedFirst() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent("[Stations]\nsettle-time = 1s\n")
        try room.testbed.plug(try Recording(Self.plain).below(Docks.path(port: 1)))
        let probing = try await room.see("it is probed") {
          $0.candidates.first?.state == "probing"
        }
        #expect(probing.candidates[0].missing.contains("display"))
        try await room.see("it is incomplete") { $0.candidates.first?.state == "incomplete" }
      }
    }

    @Test func aStationThatFlapsKeepsItsLicenseAndIsNamed() async throws {
      try await Classroom.open(Self.dock) { room in
        try await room.startAgent()
        try room.license(2)
        try await room.see("station 1 is licensed") { $0[1]?.license == "licensed" }
        let dock = try Recording(Self.dock).below(Docks.path(port: 1))
        for _ in 0..<5 {
          try room.testbed.pull(Docks.path(port: 1))
          try await room.see("it is gone") { ["away", "absent"].contains($0[1]?.state) }
          try room.testbed.plug(dock)
          try await room.see("it is back") { $0[1]?.state == "complete" }
        }
        let told = try await room.see("it is named") {
          $0.notices.contains { $0.cause == "flapping" }
        }
        #expect(told.notices.first { $0.cause == "flapping" }?.station == 1)
        try room.testbed.pull(Docks.path(port: 1))
        let away = try await room.see("it is away") { $0[1]?.state == "away" }
        #expect(away[1]?.license == "licensed")
        let absences = try await history(room).count { $0 == "station-absent" }
        #expect(absences <= 4, "written down until it was known to flap")
      }
    }
  }
}
