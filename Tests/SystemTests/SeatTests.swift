import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// Stations become seats, with a logind that python-dbusmock plays; the test plays udevd.
  @Suite struct Seats {
    private static let hub = "/devices/pci0000:00/0000:00:04.0/usb1/1-1"
    private static let card = "/devices/pci0000:00/0000:00:10.0/0000:01:00.0/drm/card1"

    /// The recorded hub as station 1, with a PCI card of its own.
    private func withStation(
      _ body: (Classroom, PretendLogind, Recording) async throws -> Void
    ) async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        let rules = room.desk.folder + "/rules"
        mkdir(rules, 0o755)
        try await room.startAgent(Classroom.impatient + "\n[Seats]\nrules = \(rules)\n")
        try await room.see("logind was heard, and the hub") { snapshot in
          snapshot.licensing.peopleUnknown == nil
            && snapshot.candidates.contains { $0.key == Docks.key(port: 1) }
        }
        try room.command("station", "bind", Docks.key(port: 1), "card1")
        try await room.see("station 1 is complete") { $0[1]?.state == "complete" }
        try await body(room, logind, try Recording("03-two-stations-three-cards"))
      }
    }

    private func obey(_ room: Classroom, _ recording: Recording, _ root: String) {
      for device in recording.below(root) where device.text.contains("ID_FOR_SEAT=") {
        room.testbed.change(device.path, property: "ID_SEAT", to: "seat-station-1")
      }
    }

    @Test func aStationIsASeatOnceUdevSaysItOfEveryDevice() async throws {
      try await withStation { room, logind, recording in
        try await logind.answerAttach()
        let plan = try room.command("seat", "plan")
        #expect(plan.contains("seat-station-1") && plan.contains("attach"), "\(plan)")
        let applying = Task.detached { try room.stationctl("seat", "apply", "1") }
        try waitUntil("the hub was asked for") {
          logind.attaches("seat-station-1", "/sys" + Self.hub) == 1
        }
        // The first call fell into udevd's three seconds: it is made again.
        try waitUntil("it was asked for again") {
          logind.attaches("seat-station-1", "/sys" + Self.hub) == 2
        }
        obey(room, recording, Self.hub)
        obey(room, recording, Self.card)
        let result = try await applying.value
        #expect(result.code == 0 && result.output.contains("ready"), "\(result.output)")
        #expect(try await room.snapshot()[1]?.seat == "seat-station-1")
      }
    }

    @Test func whoIsNotAllowedIsToldWhatIsMissing() async throws {
      try await withStation { room, logind, _ in
        try await logind.answerAttach(
          "raise dbus.exceptions.DBusException('no', "
            + "name='org.freedesktop.DBus.Error.AccessDenied')")
        let result = try room.stationctl("seat", "apply", "1")
        #expect(result.code == 1, "\(result.output)")
        #expect(result.output.contains("50-stationmaster.rules"), "\(result.output)")
        #expect(logind.attaches("seat-station-1", "/sys" + Self.hub) == 1)
        #expect(try room.stationctl("doctor").output.contains("does not let the agent"))
      }
    }

    @Test func nothingIsAttachedWhileSomebodySitsThere() async throws {
      try await withStation { room, logind, _ in
        try await logind.answerAttach()
        try await logind.add("c1", "anna", seat: "seat0")
        try await room.see("anna is there") { $0[0]?.users == ["anna"] }
        let result = try room.stationctl("seat", "apply", "1")
        #expect(result.code == 1, "\(result.output)")
        #expect(result.output.contains("until anna signs out"), "\(result.output)")
        #expect(logind.attaches("seat-station-1", "/sys" + Self.hub) == 0)
        #expect(try room.stationctl("seat", "apply", "99").code == 1)
      }
    }
  }
}
