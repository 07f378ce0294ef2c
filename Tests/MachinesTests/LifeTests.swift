import EventLoop
import Glibc
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

/// One after the other: each is several processes.
@Suite(.serialized) struct Plugin {}

extension Plugin {
  @Suite struct Life {
    @Test func withoutMachinedNothingIsKnownUntilItIsBack() async throws {
      try await Room.open { room in
        try await room.machined.begin("lab-1")
        try await room.see("lab-1", "runs") { $0.state == .running }
        room.machined.child.end(SIGKILL)
        let report = try await room.talk.see("no machined") {
          $0.health.state == .failed && $0.health.why?.contains("systemd-container") == true
        }
        #expect(report.desktops == nil)
        let station = AssignedStation(key: "host", number: 0, name: "Host")
        for action in [.start, .stop(force: false), .assign(to: station)] as [Operation.Action] {
          #expect(try await room.talk.perform(action, on: "lab-1")?.code == .unavailable)
        }
        let machined = try await PretendMachined(room.desk)
        try await machined.add(image: "lab-5")
        try await machined.begin("lab-5")
        try await room.see("it is back", ["lab-5: running"])
      }
    }

    /// machined ends by itself when nothing runs; to ask it then would start it again, for ever.
    @Test func aMachinedThatHasNothingToDoMayEnd() async throws {
      try await Room.open { room in
        try await room.machined.begin("lab-1")
        try await room.see("lab-1", "runs") { $0.state == .running }
        try await room.machined.end("lab-1")
        try await room.see("none runs", ["golden: stopped", "lab-1: stopped", "lab-2: stopped"])
        try room.waitUntilNothingIsAsked()
        let before = await room.talk.snapshots.count
        room.machined.child.end(SIGKILL)
        // The next one shows that the first end was heard, and what was known stayed until then.
        let machined = try await PretendMachined(room.desk)
        try await machined.begin("lab-6")
        try await room.talk.see("lab-6") { $0.desktops?.map(\.id) == ["lab-6"] }
        let since = await room.talk.snapshots.dropFirst(before)
        #expect(since.allSatisfy { $0.report.health == .ready && $0.report.desktops != nil })
      }
    }

    @Test func theBusMayGoAndComeBack() async throws {
      try await Room.open { room in
        room.desk.stopBus()
        let report = try await room.talk.see("no bus") { $0.health.state == .failed }
        #expect(report.desktops == nil)
        #expect(try await room.talk.perform(.start, on: "lab-1")?.code == .unavailable)
        let (bus, _) = try Desk.startBus(room.desk.folder, "system")
        defer { if !bus.hasEnded { bus.end(SIGTERM) } }
        let machined = try await PretendMachined(room.desk)
        try await machined.begin("lab-1")
        try await room.see("all is back", ["lab-1: running"])
      }
    }

    @Test func aNewImageIsSeenAndOneThatGoesIsSeen() async throws {
      try await Room.open { room in
        try await room.machined.add(image: "lab-3")
        mkdir(room.images + "/lab-3", 0o755)
        try await room.see(
          "a new image", ["golden: stopped", "lab-1: stopped", "lab-2: stopped", "lab-3: stopped"])
        try await room.machined.remove(image: "lab-3")
        rmdir(room.images + "/lab-3")
        try await room.see("as before", ["golden: stopped", "lab-1: stopped", "lab-2: stopped"])
      }
    }

    @Test func aFolderThatCannotBeWatchedIsSaidAndMachinesAreSeenAllTheSame() async throws {
      let desk = try Desk(loop: try Loop(), policy: .open)
      defer { desk.stopBus() }
      let machined = try await PretendMachined(desk)
      let plugin = try PluginFolder(
        "machines", on: desk,
        configuration: #"{"bus": "\#(desk.address)", "folder": "/nowhere", "choose": ["lab-*"]}"#)
      let talk = try Talk(plugin, log: desk.log("plugin"))
      try await talk.begin()
      try await talk.see("none") { $0.desktops == [] }
      try await machined.add(image: "lab-1")
      try await machined.begin("lab-2")
      try await talk.see("both") { $0.desktops?.map(\.id) == ["lab-1", "lab-2"] }
      #expect(await talk.output.contains("/nowhere cannot be watched"))
      #expect(await talk.end() == 0)
    }

    @Test func anAddressComesWhenTheMachineHasOne() async throws {
      try await Room.open { room in
        try await room.machined.begin("lab-2")
        try await room.see("lab-2", "runs without one") {
          $0.state == .running && $0.address == nil
        }
        // It comes up by and by, and no signal tells.
        try await room.machined.address("lab-2", [10, 0, 0, 5])
        let desktop = try await room.see("lab-2", "has one") { $0.address != nil }
        #expect(desktop.address?.url == "vnc://10.0.0.5:5900")
      }
    }

    @Test func aMachineOnTheHostsNetworkIsAtTheHost() async throws {
      try await Room.open { room in
        try await room.machined.address("lab-2", nil)
        try await room.machined.begin("lab-2")
        let desktop = try await room.see("lab-2", "has an address") { $0.address != nil }
        #expect(desktop.address?.url == "vnc://127.0.0.1:5900")
      }
    }

    @Test(
      arguments: [
        (#"{"templates": []}"#, "choose is missing"),
        (#"{"choose": [], "adresses": []}"#, "\"adresses\" is not one of its keys"),
        (
          #"{"choose": [], "addresses": [{"machines": ["a"], "type": "vnc", "port": 0}]}"#,
          "addresses[0].port is not between 1 and 65535"
        ), (nil, "is missing: it says which machines are desktops"),
      ] as [(String?, String)])
    func aBadConfigurationEndsItWithASentence(text: String?, words: String) async throws {
      let desk = try Desk(loop: try Loop(), policy: .open)
      defer { desk.stopBus() }
      let plugin = try PluginFolder("machines", on: desk, configuration: text)
      let talk = try Talk(plugin, log: desk.log("plugin"))
      await #expect(throws: (any Error).self) { try await talk.begin() }
      #expect(await talk.end() == 1)
      #expect(await talk.output.contains(words))
    }

    @Test func underTheRealHostItsDesktopsArrive() async throws {
      let desk = try Desk(loop: try Loop(), policy: .open)
      defer { desk.stopBus() }
      let machined = try await PretendMachined(desk)
      try await machined.add(image: "lab-1")
      try await machined.begin("lab-2")
      let picture = try await seePicture(of: try Room.install(desk), on: desk, "both") {
        $0.desktops.count == 2
      }
      #expect(picture.desktops.map(\.state) == [.stopped, .running])
    }
  }
}
