import AgentInterface
import FoundationEssentials
import Glibc
import RigKit
import Testing

extension System {
  /// What doctor says of the real agent.
  @Suite struct DoctorCommand {
    private struct Printed: Decodable {
      var level: FindingView.Level
      var findings: [FindingView]
    }

    private func json(_ text: String) throws -> Printed {
      try JSONDecoder().decode(Printed.self, from: Data(text.utf8))
    }

    @Test func hubsThatCannotBeAskedAreNamedWithWhatHelps() async throws {
      try await Classroom.open("02-station-hub-kbd-mouse") { room in
        try await room.startAgent()
        try waitUntil("no hub could be asked") {
          try room.stationctl("doctor").output.contains("3 hubs could not be asked")
        }
        let result = try room.stationctl("doctor")
        #expect(result.code == 1)
        #expect(result.output.split(separator: "\n").first?.contains("warning") == true)
        for words in ["usb1 (", "1-1 (", "/dev/bus/usb from its host", "license mode per-device"] {
          #expect(result.output.contains(words), "\(result.output)")
        }
        let printed = try json(try room.stationctl("doctor", "--json").output)
        #expect(printed.level == .warning && printed.findings.first?.level == .warning)
        #expect(printed.findings.contains { $0.area == "ledger" && $0.level == .ok })
      }
    }

    @Test func aHubThatAnswersIsSaidToo() async throws {
      try await Classroom.open { room in
        let hub = PretendHub(ports: 4, power: 1)
        try room.testbed.attach(hub)
        let root = "/devices/pci0000:00/0000:00:04.0/usb1"
        try room.testbed.plug(
          try Recording("01-bare-host").sections.map {
            $0.path == root ? $0.answering(as: hub) : $0
          })
        try await room.startAgent()
        try room.command("license", "mode", "per-device")
        try waitUntil("the hub was asked") {
          try room.stationctl("doctor").output.contains("1 can switch the power of each port")
        }
      }
    }

    @Test func withoutAnAgentItSaysWhatCanBeSeen() async throws {
      try await Classroom.open { room in
        let result = try room.stationctl("doctor")
        #expect(result.code == 69)
        for words in ["problem", "[problem] agent: The Stationmaster agent is not running", "udev"]
        {
          #expect(result.output.contains(words), "\(result.output)")
        }
        room.desk.stopBus()
        #expect(try room.stationctl("doctor").code == 69)
      }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    func everybodyMayAsk() async throws {
      try await Classroom.open("02-station-hub-kbd-mouse") { room in
        try await room.startAgent()
        let result = try room.desk.stationctlAsStranger(["doctor"])
        #expect(result.code == 1 && result.output.contains("[ok] ledger"), "\(result.output)")
      }
    }
  }
}
