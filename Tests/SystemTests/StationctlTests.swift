import AgentInterface
import FoundationEssentials
import Glibc
import RigKit
import Testing

extension System {
  /// The command line as people and scripts use it.
  @Suite struct CommandLine {
    private static let hub = "pci-0000:00:04.0/2"

    @Test func withoutAnAgentEveryCommandSaysSoInOneSentence() async throws {
      try await Classroom.open { room in
        for words in [
          ["status"], ["stations"], ["stations", "--json"], ["station", "show", "1"],
          ["station", "rename", "1", "x"], ["license", "list"], ["license", "mode", "per-device"],
          ["notices"], ["watch"],
        ] {
          let result = try room.desk.stationctl(words)
          #expect(result.code == 69, "\(words)")
          #expect(
            result.output == """
              stationctl: The Stationmaster agent is not running.
              Start it with: systemctl start stationmaster; if it does not stay, see why with: \
              journalctl -u stationmaster

              """, "\(words)")
        }
        room.desk.stopBus()
        let result = try room.stationctl("status")
        #expect(result.code == 69)
        #expect(result.output.hasPrefix("stationctl: "))
      }
    }

    @Test func wrongUsageIs64() async throws {
      try await Classroom.open { room in
        for words in [
          ["bogus"], ["station", "rename", "1"], ["stations", "--colour"],
          ["license", "issue", "--count", "many"], ["station", "show", ""],
        ] {
          let result = try room.desk.stationctl(words)
          #expect(result.code == 64, "\(words): \(result.output)")
        }
      }
    }

    @Test func whatIsRefusedIs1WithItsReason() async throws {
      try await Classroom.open("02-station-hub-kbd-mouse") { room in
        try await room.startAgent()
        let before = try await room.settled()
        let hub = "pci-0000:00:04.0/1"
        for (words, reason) in [
          (["station", "show", "7"], "There is no station or candidate 7."),
          (["station", "rename", "7", "x"], "There is no station or candidate 7."),
          (["station", "rename", "0", ""], "no name for a station"),
          (["station", "rename", "0", "a\nb"], "no name for a station"),
          (["station", "rename", "0", String(repeating: "x", count: 65)], "no name for a station"),
          (["station", "rename", hub, "x"], "is not a station yet"),
          (["station", "bind", hub, "card0"], "is the host's only display"),
          (["station", "bind", hub, "card0-Virtual-1"], "is the host's only display"),
          (["station", "bind", hub, "card9"], "There is no display 'card9'"),
          (["station", "bind", "0", "card0"], "is the host"),
          (["station", "forget", "0"], "Station 0 is still there."),
          (["station", "enroll", "0"], "station 0 already"),
          (["license", "mode", "free"], "There is no license mode 'free'"),
        ] {
          let result = try room.desk.stationctl(words)
          #expect(result.code == 1, "\(words): \(result.output)")
          #expect(result.output.contains(reason), "\(words): \(result.output)")
        }
        #expect(try await room.snapshot() == before)
      }
    }

    @Test func everyCommandSpeaksJSON() async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        try await room.startAgent()
        _ = try await room.settled()
        let status = try decode(AgentSnapshot.self, room.command("status", "--json"))
        #expect(try await room.snapshot() == status)
        #expect(
          try keys(room.command("status", "--json")) == [
            "candidates", "desktops", "host", "licensing", "notices", "packs", "plugins",
            "sessions",
            "stations",
          ])
        #expect(try keys(room.command("stations", "--json")) == ["candidates", "stations"])
        let list = try decode(Lists.self, room.command("stations", "--json"))
        #expect(list.stations == status.stations && list.candidates == status.candidates)
        #expect(
          try decode(StationView.self, room.command("station", "show", "0", "--json"))
            == status[0])
        #expect(
          try decode(CandidateView.self, room.command("station", "show", Self.hub, "--json"))
            == status.candidates[1])
        let lines = try decode(
          [DeviceView].self, room.command("station", "explain", "0", "--json"))
        #expect(lines.contains { $0.device.hasSuffix("/card0") && !$0.why.isEmpty })
        #expect(
          try decode(
            [DisplayView].self, room.command("station", "bind", Self.hub, "--json"))
            == status.host.displays)
        let bound = try decode(
          StationView.self, room.command("station", "bind", Self.hub, "card2", "--json"))
        #expect(bound.number == 1 && bound.state == "complete" && bound.binding != nil)
        let enrolled = try decode(
          StationView.self, room.command("station", "enroll", "pci-0000:00:04.0/1", "--json"))
        #expect(enrolled.number == 2 && enrolled.missing == ["display"])
        let renamed = try decode(
          StationView.self, room.command("station", "rename", "2", "Wärmeküche", "--json"))
        #expect(renamed.name == "Wärmeküche")
        try room.testbed.pull(Docks.path(port: 1))
        try await room.see("station 2 is gone") { $0[2]?.state == "absent" }
        #expect(
          try decode(
            StationView.self, room.command("station", "forget", "2", "--json")
          ).number == 2)
        #expect(try await room.snapshot()[2] == nil)
        #expect(try !decode([NoticeView].self, room.command("notices", "--json")).isEmpty)
        #expect(try decode([PackView].self, room.command("license", "list", "--json")).isEmpty)
        #expect(
          try decode([String: String].self, room.command("license", "mode", "--json"))
            == ["mode": "unset"])
        mkdir(room.trusted, 0o755)
        #expect(
          try keys(room.command("license", "keygen", room.trusted + "/a", "--json")) == [
            "issuer", "keyID", "privateKey", "publicKey",
          ])
        let pack = try room.issue("p", count: 3, key: room.trusted + "/a")
        let added = try decode([PackView].self, room.command("license", "add", pack, "--json"))
        #expect(added.map(\.id) == ["p"])
      }
    }

    @Test func scriptsGetBareNumbersAndIds() async throws {
      try await Classroom.open("04-two-stations-attached-to-seats") { room in
        try await room.startAgent()
        #expect(try room.command("stations", "-q") == "0\n1\n2\n")
        #expect(try room.command("license", "list", "-q") == "")
        try room.license(2)
        #expect(try room.command("license", "list", "--quiet") == "school-1\n")
      }
    }

    @Test func bindWithoutADisplayListsThemWithTheirOwners() async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        try await room.startAgent()
        let lines = try room.command("station", "bind", "1").split(separator: "\n")
        #expect(lines.first?.hasPrefix("DISPLAY") == true)
        #expect(lines.count == 3)
        #expect(lines.contains { $0.contains("card0-Virtual-1") && $0.hasSuffix("0 Host") })
        #expect(lines.contains { $0.contains("card1-VGA-1") && $0.hasSuffix("1 Station 1") })
      }
    }

    @Test func watchPrintsALineForEachChangeAndWaitsForAnAgentThatRestarts() async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        try await room.startAgent()
        let watch = try Child(
          Desk.programs + "/stationctl", ["watch", "--json"],
          environment: room.desk.clientEnvironment, logPath: room.desk.log("watch"))
        func lists() throws -> [Lists] {
          try watch.output.split(separator: "\n").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }
            .map { try decode(Lists.self, String($0)) }
        }
        try waitUntil("the first line") { try lists().count == 1 }
        try room.command("station", "rename", "1", "Window desk")
        try waitUntil("the new name") { try lists().last?.stations.last?.name == "Window desk" }
        try room.testbed.pull(Docks.path(port: 1))
        try waitUntil("it is pulled") { try lists().last?.stations.last?.state == "absent" }
        #expect(try await room.stopAgent() == 0)
        try waitUntil("the agent is gone") { watch.output.contains("the agent has stopped") }
        try await room.startAgent()
        let count = try lists().count
        try room.command("station", "rename", "1", "Door desk")
        try waitUntil("the next name") { try lists().last?.stations.last?.name == "Door desk" }
        #expect(try lists().count > count)
        #expect(watch.end(SIGINT) == -SIGINT)
      }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    func strangersMayReadAndChangeNothing() async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        try await room.startAgent()
        let before = try await room.settled()
        let pack = room.desk.folder + "/some.pack"
        // Of the form of a pack, which is looked at before the agent is asked.
        try writeText("e30.e30.\(String(repeating: "A", count: 86))\n", to: pack)
        chmod(pack, 0o644)
        for words in [
          ["status", "--json"], ["stations"], ["station", "show", "0"],
          ["station", "explain", "0"], ["station", "bind", Self.hub], ["license", "list"],
          ["license", "mode"], ["notices"], ["station", "remap"],
        ] {
          let result = try room.desk.stationctlAsStranger(words)
          #expect(result.code == 0, "\(words): \(result.output)")
        }
        for words in [
          ["station", "rename", "0", "Mine"], ["station", "bind", Self.hub, "card2"],
          ["station", "enroll", Self.hub], ["station", "forget", "0"],
          ["station", "ignore", Self.hub], ["station", "set", "0", "--priority", "1"],
          ["station", "set", "0", "--label", "x"], ["station", "moved", "0", Self.hub],
          ["station", "remap", "--confirm"],
          ["license", "mode", "per-device"], ["license", "add", pack],
        ] {
          let result = try room.desk.stationctlAsStranger(words)
          #expect(result.code == 77, "\(words): \(result.output)")
          #expect(result.output.contains("Only an administrator may do this."), "\(words)")
        }
        #expect(try await room.snapshot() == before)
      }
    }
  }
}

/// What `stations --json` and `watch --json` print.
private struct Lists: Decodable {
  var stations: [StationView]
  var candidates: [CandidateView]
}

private func decode<Value: Decodable>(_: Value.Type, _ text: String) throws -> Value {
  try JSONDecoder().decode(Value.self, from: Data(text.utf8))
}

/// The keys of a JSON object.
private func keys(_ text: String) throws -> [String] {
  struct Anything: Decodable {
    init(from _: any Decoder) {}
  }
  return try decode([String: Anything].self, text).keys.sorted()
}
