import AgentInterface
import Glibc
import RigKit
import StationModel
import Testing

extension System {
  /// Stations that are closed, and maintenance: the real programs.
  @Suite struct Closing {
    private static let key = Docks.key(port: 1)

    /// The recorded station, enrolled.
    private func withStation(_ body: (Classroom, Int) async throws -> Void) async throws {
      try await Classroom.open("02-station-hub-kbd-mouse") { room in
        try await room.startAgent()
        try await room.see("the candidate is there") {
          $0.candidates.contains { $0.key == Self.key }
        }
        try room.command("station", "enroll", Self.key)
        let number =
          try await room.see("it is a station") {
            $0.stations.contains { $0.key == Self.key }
          }.stations.first { $0.key == Self.key }?.number ?? -1
        try await body(room, number)
      }
    }

    @Test func aDisabledStationStaysSoOverAnyEndOfTheAgent() async throws {
      try await withStation { room, number in
        let words = try room.command(
          "station", "disable", "\(number)", "--message", "The lamp  is broken\u{7}")
        #expect(words.contains("nobody new may sign in there"))
        #expect(words.contains("stationctl doctor"), "\(words)")
        func isClosed(_ snapshot: AgentSnapshot) -> Bool {
          snapshot[number]?.disabledSince != nil
            && snapshot[number]?.disabledMessage == "The lamp is broken"
        }
        let closed = try await room.snapshot()
        #expect(isClosed(closed))
        #expect(try room.command("stations").contains(", disabled"))
        #expect(try room.command("station", "show", "\(number)").contains("The lamp is broken"))
        try await room.kill9()
        #expect(isClosed(try await room.startAgent()))
        #expect(try await room.stopAgent() == 0)
        #expect(isClosed(try await room.startAgent()))
        // Another message, the same since.
        try room.command("station", "disable", "\(number)", "--message", "Exam")
        let other = try await room.snapshot()[number]
        #expect(other?.disabledMessage == "Exam")
        #expect(other?.disabledSince == closed[number]?.disabledSince)
        try room.command("station", "enable", "\(number)")
        try room.command("station", "enable", "\(number)")
        #expect(try await room.snapshot()[number]?.disabledSince == nil)
        try await room.kill9()
        #expect(try await room.startAgent()[number]?.disabledSince == nil)
        try room.command("license", "audit")
      }
    }

    @Test func whatCannotBeDisabledIsSaid() async throws {
      try await withStation { room, number in
        let host = try room.stationctl("station", "disable", "0")
        #expect(host.code == 1 && host.output.contains("always lets people in"), "\(host.output)")
        let long = try room.stationctl(
          "station", "disable", "\(number)", "--message", String(repeating: "x", count: 201))
        #expect(long.code == 1 && long.output.contains("200 characters"), "\(long.output)")
        #expect(try room.stationctl("station", "disable", "77").code == 1)
        #expect(try await room.snapshot()[number]?.disabledSince == nil)
        guard geteuid() == 0 else { return }
        for words in [
          ["station", "disable", "\(number)"], ["station", "enable", "\(number)"],
          ["maintenance", "on"], ["maintenance", "off"],
        ] {
          let result = try room.desk.stationctlAsStranger(words)
          #expect(result.code == 77, "\(words): \(result.output)")
        }
        #expect(try room.desk.stationctlAsStranger(["maintenance"]).code == 0)
      }
    }

    @Test func maintenanceGivesNoLicensesAndEndsByCommand() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try await room.see("the host is there") { $0[0] != nil }
        #expect(try room.command("maintenance").contains("off"))
        try room.command("maintenance", "on")
        try room.license(5)
        let held = try await room.see("no license is given") {
          $0[0]?.license == "grace" && $0.licensing.licenses == 5
        }
        #expect(held.host.maintenanceSince != nil && held.host.maintenanceUntil == nil)
        let reason = held[0]?.licenseReason ?? ""
        #expect(reason.contains("maintenance is on, and no new licenses are given"), "\(reason)")
        #expect(try room.command("status").contains("no new licenses are given"))
        try await room.kill9()
        let again = try await room.startAgent()
        #expect(again.host.maintenanceSince == held.host.maintenanceSince)
        try room.command("maintenance", "on", "--until", "2h")
        let ending = try await room.snapshot()
        #expect(ending.host.maintenanceUntil != nil)
        #expect(ending.host.maintenanceSince == held.host.maintenanceSince)
        try room.command("maintenance", "off")
        try await room.see("a license is given") {
          $0[0]?.license == "licensed" && $0.host.maintenanceSince == nil
        }
      }
    }

    @Test func maintenanceIsOverByItselfAlsoWhileTheAgentIsDown() async throws {
      try await withStation { room, _ in
        let soon = Timestamp(seconds: Int64(time(nil)) + 3)
        let client = AgentClient(room.bus)
        try await client.beginMaintenance(until: WireTime(soon))
        #expect(try await room.snapshot().host.maintenanceUntil == WireTime(soon))
        try await room.see("it is over") { $0.host.maintenanceSince == nil }
        try waitUntil("it is said") { room.log.contains("maintenance is over") }
        let next = Timestamp(seconds: Int64(time(nil)) + 2)
        try await client.beginMaintenance(until: WireTime(next))
        try await room.kill9()
        try waitUntil("its end has come") { Int64(time(nil)) > next.seconds }
        #expect(try await room.startAgent().host.maintenanceSince == nil)
      }
    }

    @Test(arguments: ["yesterday", "2001-01-01", "0h", "25:00", "2099-01-01", "-5m"])
    func anEndThatIsNoneIsRefused(_ until: String) async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let result = try room.stationctl("maintenance", "on", "--until=\(until)")
        #expect(result.code == 1, "\(until): \(result.output)")
        #expect(try await room.snapshot().host.maintenanceSince == nil)
      }
    }
  }
}
