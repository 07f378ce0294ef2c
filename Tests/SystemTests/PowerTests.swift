import AgentInterface
import FoundationEssentials
import Glibc
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// A station's port loses its power and gets it back: the real programs, the real libusb, and a hub
  /// that answers as one of hardware would.
  @Suite struct Power {
    private static let root = "/devices/pci0000:00/0000:00:04.0/usb1"
    private static let key = Docks.key(port: 1)

    /// The recorded station on port 1 of a root hub that says this of its power.
    private func withStation(
      power mode: UInt8, kernelHasFile: Bool,
      _ body: (Classroom, PretendHub, Recording) async throws -> Void
    ) async throws {
      try await Classroom.open { room in
        let recording = try Recording("02-station-hub-kbd-mouse")
        let hub = PretendHub(ports: 4, power: mode)
        try room.testbed.attach(hub)
        try room.testbed.plug(
          recording.sections.map { device in
            var device = device
            if device.path == Self.root { device = device.answering(as: hub) }
            if kernelHasFile, device.path == Self.root + "/1-0:1.0" {
              device = device.adding("A: usb1-port1/disable=0\\n")
            }
            return device
          })
        try await room.startAgent()
        try await room.see("the candidate is there") {
          $0.candidates.contains { $0.key == Self.key }
        }
        try await waitUntilAsked(room, hub)
        try await body(room, hub, recording)
      }
    }

    private static let port = root + "/1-0:1.0/usb1-port1"

    private func waitUntilAsked(_ room: Classroom, _ hub: PretendHub) async throws {
      try waitUntil("the hub was asked") {
        try room.stationctl("station", "power-cycle", Self.key, "--dry-run").code == 0
      }
      #expect(hub.requests.contains(PretendHub.Request(0xA0, 6, 0x2900, 0)))
    }

    @Test func theKernelSwitchesAndTheStationComesBack() async throws {
      try await withStation(power: 1, kernelHasFile: true) { room, hub, recording in
        let dock = recording.below(Self.root + "/1-1")
        let cycling = Task.detached {
          try room.stationctl("station", "power-cycle", Self.key, "--json")
        }
        // What the kernel does with a station whose port is disabled.
        try waitUntil("no power") { room.testbed.attribute(Self.port, "disable")?.first == "1" }
        try room.testbed.pull(Self.root + "/1-1")
        try await room.see("the station is gone") {
          $0.candidates.allSatisfy { $0.key != Self.key }
        }
        try waitUntil("power again") { room.testbed.attribute(Self.port, "disable")?.first == "0" }
        try room.testbed.plug(dock)
        let result = try await cycling.value
        #expect(result.code == 0, "\(result.output)")
        let view = try JSONDecoder().decode(PowerView.self, from: Data(result.output.utf8))
        #expect(view.outcome == .returned && view.station == Self.key)
        #expect(view.ports.map(\.port) == [1] && view.ports.map(\.way) == ["kernel"])
        #expect(hub.requests.allSatisfy { $0.type != 0x23 })
        #expect(room.log.contains("power is taken from it for 2 seconds: port 1 of the hub usb1"))
        #expect(access(room.desk.folder + "/state/power-owed", F_OK) != 0)
        try await room.kill9()
        let row = try Ledger(path: room.desk.ledgerFile).history(last: 20)
          .last { $0.kind == "station-power-cycled" }
        #expect(row?.station?.text == Self.key)
        #expect(
          row?.detail.contains(
            #""outcome":"returned","ports":"port 1 of the hub usb1 "#) == true,
          "\(row?.detail ?? "-")")
        #expect(row?.detail.hasSuffix(#""user":\#(geteuid())}"#) == true)
      }
    }

    /// What the command is there for: a hub that hangs and has left the bus.
    @Test func aStationThatIsGoneIsLookedForInItsPort() async throws {
      try await withStation(power: 1, kernelHasFile: true) { room, _, recording in
        let dock = recording.below(Self.root + "/1-1")
        try room.command("station", "enroll", Self.key)
        let number =
          try await room.see("it is a station") {
            $0.stations.contains { $0.key == Self.key }
          }.stations.first { $0.key == Self.key }?.number ?? -1
        try room.testbed.pull(Self.root + "/1-1")
        try await room.see("the station is gone") { $0[number]?.state == "absent" }
        let planned = try room.command("station", "power-cycle", "\(number)", "--dry-run")
        #expect(planned.contains("is not there and is looked for"))
        #expect(planned.contains("port 1 of the hub usb1"))
        let cycling = Task.detached {
          try room.stationctl("station", "power-cycle", "\(number)", "--json")
        }
        try waitUntil("no power") { room.testbed.attribute(Self.port, "disable")?.first == "1" }
        try waitUntil("power again") { room.testbed.attribute(Self.port, "disable")?.first == "0" }
        try room.testbed.plug(dock)
        let result = try await cycling.value
        #expect(result.code == 0, "\(result.output)")
        let view = try JSONDecoder().decode(PowerView.self, from: Data(result.output.utf8))
        #expect(view.outcome == .returned && view.devices.isEmpty)
        #expect(view.ports.map(\.port) == [1] && view.text.contains("was not there and came back"))
      }
    }

    /// An agent that ends in the middle leaves nobody without power.
    @Test func anAgentThatEndsGivesThePowerBackFirst() async throws {
      try await withStation(power: 1, kernelHasFile: false) { room, hub, _ in
        let off = PretendHub.Request(0x23, 1, 8, 1)
        let on = PretendHub.Request(0x23, 3, 8, 1)
        let cycling = Task.detached { try room.stationctl("station", "power-cycle", Self.key) }
        try waitUntil("no power") { hub.requests.contains(off) }
        let second = try room.stationctl("station", "power-cycle", Self.key)
        #expect(second.code == 1 && second.output.contains("is being switched already"))
        #expect(!hub.requests.contains(on))
        #expect(try await room.stopAgent() == 0)
        #expect(hub.requests.filter { $0.type == 0x23 } == [off, on])
        // It did not answer any more.
        #expect(try await cycling.value.code == 69)
      }
    }

    /// Nobody is left in the dark by an agent that was killed: the next one knows which ports.
    @Test(arguments: [true, false])
    func anAgentThatWasKilledGivesThePowerBackAtItsNextStart(kernelHasFile: Bool) async throws {
      try await withStation(power: 1, kernelHasFile: kernelHasFile) { room, hub, _ in
        func hasPower() -> Bool {
          if kernelHasFile { return room.testbed.attribute(Self.port, "disable")?.first == "0" }
          return hub.requests.last { $0.type == 0x23 } == PretendHub.Request(0x23, 3, 8, 1)
        }
        let debts = room.desk.folder + "/state/power-owed"
        let off = PretendHub.Request(0x23, 1, 8, 1)
        let cycling = Task.detached { try room.stationctl("station", "power-cycle", Self.key) }
        try waitUntil("no power") { kernelHasFile ? !hasPower() : hub.requests.contains(off) }
        try await room.kill9()
        #expect(try await cycling.value.code != 0)
        #expect(!hasPower())
        #expect(try readText(debts).contains("station \(Self.key)\nport 1 "))
        try await room.startAgent()
        try waitUntil("power again") { hasPower() }
        try waitUntil("it is said") {
          room.log.contains("it was given back: port 1 of the hub usb1")
        }
        #expect(access(debts, F_OK) != 0)
      }
    }

    /// What the agent did not write is not done.
    @Test func aListOfPortsThatIsNotOursIsSetAside() async throws {
      try await withStation(power: 1, kernelHasFile: true) { room, hub, _ in
        try await room.kill9()
        let debts = room.desk.folder + "/state/power-owed"
        try writeText(
          "power owed 1\nboot x\nstation y\nport 1 - /etc/../sys/usb1\nend\n", to: debts)
        chmod(debts, 0o600)
        try await room.startAgent()
        try waitUntil("it is said") { room.log.contains("is not what the agent writes") }
        #expect(access(debts, F_OK) != 0 && access(debts + ".unreadable", F_OK) == 0)
        #expect(hub.requests.allSatisfy { $0.type != 0x23 })
      }
    }

    @Test func whatCannotOrMustNotBeSwitchedIsSaid() async throws {
      try await Classroom.open("02-station-hub-kbd-mouse") { room in
        try await room.startAgent()
        try waitUntil("the hub could not be asked") {
          try room.stationctl("station", "power-cycle", Self.key).output.contains("cannot open")
        }
        for (words, reasons) in [
          (
            [Self.key], ["Candidate \(Self.key)", "is not known: cannot open", "stationctl doctor"]
          ),
          ([Self.key, "--dry-run"], ["is not known"]),
          (["0"], ["Station 0", "is this computer itself", "systemctl reboot"]),
          (["7"], ["There is no station or candidate 7"]),
        ] {
          let result = try room.desk.stationctl(["station", "power-cycle"] + words)
          #expect(result.code == 1, "\(words): \(result.output)")
          for reason in reasons { #expect(result.output.contains(reason), "\(result.output)") }
        }
      }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    func strangersMayOnlyAskForThePlan() async throws {
      try await withStation(power: 1, kernelHasFile: true) { room, hub, _ in
        let plan = try room.desk.stationctlAsStranger(
          ["station", "power-cycle", Self.key, "--dry-run"])
        #expect(plan.code == 0 && plan.output.contains("port 1 of the hub usb1"))
        let deed = try room.desk.stationctlAsStranger(["station", "power-cycle", Self.key])
        #expect(deed.code == 77 && deed.output.contains("Only an administrator"))
        #expect(hub.requests.allSatisfy { $0.type != 0x23 })
        #expect(room.testbed.attribute(Self.port, "disable") == "0\n")
      }
    }
  }
}
