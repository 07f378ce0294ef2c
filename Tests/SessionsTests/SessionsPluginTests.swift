import DBus
import EventLoop
import Glibc
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

/// The shipped plugin as a process, against python-dbusmock's logind on a private bus.
@Suite(.serialized) struct SessionsPluginTests {
  private struct Room {
    var desk: Desk
    var plugin: PluginFolder
    var logind: PretendLogind
    var talk: Talk
  }

  private static func install(_ desk: Desk, _ more: String = "") throws -> PluginFolder {
    try PluginFolder("sessions", on: desk, configuration: #"{"bus": "\#(desk.address)"\#(more)}"#)
  }

  private static func open(
    configuration: String = "", _ body: (Room) async throws -> Void
  ) async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let logind = try await PretendLogind(desk)
    let plugin = try install(desk, configuration)
    let talk = try Talk(plugin, log: desk.log("plugin"))
    try await talk.begin()
    do {
      try await body(Room(desk: desk, plugin: plugin, logind: logind, talk: talk))
    } catch {
      throw RigError("\(error)\n\(await talk.output)\n\(logind.child.output.suffix(2000))")
    }
    #expect(await talk.violations.isEmpty)
    #expect(await talk.end() == 0)
  }

  @Test func whoSignsInFromElsewhereIsAStationUntilTheirSessionEnds() async throws {
    try await Self.open { room in
      try await room.talk.see("nobody") { $0.desktops == [] && $0.health == .ready }
      try await room.logind.addRemote("c1", "alice", from: "lab-pc-3")
      let report = try await room.talk.see("alice") { $0.desktops?.count == 1 }
      #expect(
        report.desktops == [
          Desktop(
            id: "alice@lab-pc-3", name: "alice from lab-pc-3", kind: "session", state: .running,
            isNetwork: true, user: "alice", client: "lab-pc-3")
        ])
      try await room.logind.addRemote("c2", "bo", uid: 1002, from: "")
      try await room.talk.see("bo, from somewhere") {
        $0.desktops?.map(\.id) == ["alice@lab-pc-3", "bo"]
      }
      try await room.logind.remove("c1")
      try await room.talk.see("alice has left") { $0.desktops?.map(\.id) == ["bo"] }
      // xrdp ends a session by and by.
      try await room.logind.change("c2", ["State": .string("closing")])
      try await room.talk.see("bo has left") { $0.desktops == [] }
    }
  }

  @Test func textLocalAndHiddenSessionsAreNoStations() async throws {
    try await Self.open(configuration: #", "leaveOut": ["kiosk"]"#) { room in
      let logind = room.logind
      try await logind.addRemote("c1", "ssh", from: "pc", service: "sshd", type: "tty")
      try await logind.addRemote("c2", "cron", from: "", service: "cron", type: "unspecified")
      try await logind.add(
        "c3", "local", seat: "seat0",
        ["Type": .string("wayland"), "Service": .string("gdm-password")])
      try await logind.addRemote("c4", "gdm", from: "pc", ["Class": .string("greeter")])
      try await logind.addRemote(
        "c5", "xpra", from: "pc", service: "xpra", ["Class": .string("background")])
      try await logind.addRemote("c6", "gone", from: "pc", ["State": .string("closing")])
      try await logind.addRemote("c7", "kiosk", from: "pc")
      try await logind.addRemote("c8", "manager", from: "pc", ["Class": .string("manager")])
      try await logind.addRemote("c9", "vnc", from: "203.0.113.20", service: "tigervnc")
      let report = try await room.talk.see("the only one") { $0.desktops?.isEmpty == false }
      #expect(report.desktops?.map(\.id) == ["vnc"] && report.desktops?.first?.client == nil)
    }
  }

  @Test func twoSessionsOfOnePersonFromOneComputerAreOneStation() async throws {
    try await Self.open { room in
      try await room.logind.addRemote("c1", "alice", from: "pc")
      try await room.logind.addRemote("c2", "alice", from: "PC", service: "tigervnc")
      try await room.talk.see("one") { $0.desktops?.map(\.id) == ["alice@pc"] }
      try await room.logind.remove("c1")
      // Another one shows that the first end was seen.
      try await room.logind.addRemote("c3", "bo", from: "pc")
      try await room.talk.see("still one") { $0.desktops?.map(\.id) == ["alice@pc", "bo@pc"] }
      try await room.logind.remove("c2")
      try await room.talk.see("none") { $0.desktops?.map(\.id) == ["bo@pc"] }
      // GDM's remote login: no remote host, no seat.
      try await room.logind.addRemote(
        "c4", "cy", from: "", service: "gdm-password", type: "wayland")
      try await room.talk.see("cy") { $0.desktops?.map(\.id) == ["bo@pc", "cy"] }
    }
  }

  @Test func aSessionThatBecomesGraphicalIsSeen() async throws {
    try await Self.open { room in
      try await room.logind.addRemote("c1", "alice", from: "pc", type: "tty")
      try await room.logind.addRemote("c2", "bo", from: "pc")
      try await room.talk.see("bo") { $0.desktops?.map(\.id) == ["bo@pc"] }
      try await room.logind.change("c1", ["Type": .string("wayland")])
      try await room.talk.see("both") { $0.desktops?.map(\.id) == ["alice@pc", "bo@pc"] }
    }
  }

  @Test func withoutLogindNothingIsKnownUntilItIsBack() async throws {
    try await Self.open { room in
      try await room.logind.addRemote("c1", "alice", from: "pc")
      try await room.talk.see("alice") { $0.desktops?.count == 1 }
      room.logind.child.end(SIGKILL)
      let report = try await room.talk.see("no logind") { $0.health.state == .failed }
      #expect(report.desktops == nil && report.health.why?.contains("systemd-logind") == true)
      let logind = try await PretendLogind(room.desk)
      try await room.talk.see("logind is back") { $0.health == .ready && $0.desktops == [] }
      try await logind.addRemote("c1", "alice", from: "pc")
      try await room.talk.see("alice is back") { $0.desktops?.count == 1 }
    }
  }

  @Test func theBusMayGoAndComeBack() async throws {
    try await Self.open { room in
      try await room.talk.see("nobody") { $0.desktops == [] }
      room.desk.stopBus()
      let report = try await room.talk.see("no bus") { $0.health.state == .failed }
      #expect(report.desktops == nil)
      let (bus, _) = try Desk.startBus(room.desk.folder, "system")
      defer { if !bus.hasEnded { bus.end(SIGTERM) } }
      let logind = try await PretendLogind(room.desk)
      try await logind.addRemote("c1", "alice", from: "pc")
      try await room.talk.see("alice") { $0.desktops?.map(\.id) == ["alice@pc"] }
      #expect(logind.child.hasEnded == false)
    }
  }

  @Test func whatCannotBeReadIsSaidAndTheOthersCount() async throws {
    try await Self.open { room in
      try await room.logind.addRemote("c1", "alice", from: "pc")
      try await room.logind.addRemote("c2", "odd", from: "pc", ["Class": .string("pilot")])
      let report = try await room.talk.see("degraded") { $0.health.state == .degraded }
      #expect(report.health.why?.contains("\"pilot\"") == true)
      try await room.talk.see("alice") { $0.desktops?.map(\.id) == ["alice@pc"] }
    }
  }

  @Test func itIsAskedForNothingThatItCannotDo() async throws {
    try await Self.open { room in
      for action in [.start, .stop(force: false), .unassign] as [Operation.Action] {
        let error = try await room.talk.perform(action, on: "alice@pc")
        #expect(error?.code == .methodNotFound)
      }
    }
  }

  @Test func aBadConfigurationEndsItWithASentence() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let plugin = try PluginFolder("sessions", on: desk, configuration: #"{"leaveout": []}"#)
    let talk = try Talk(plugin, log: desk.log("plugin"))
    await #expect(throws: (any Error).self) { try await talk.begin() }
    #expect(await talk.end() == 1)
    let output = await talk.output
    #expect(output.contains("<3>" + plugin.configuration + ": \"leaveout\" is not one of its keys"))
  }

  @Test func underTheRealHostItsSessionsArrive() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let logind = try await PretendLogind(desk)
    try await logind.addRemote("c1", "alice", from: "lab-pc-3")
    let picture = try await seePicture(of: try Self.install(desk), on: desk, "alice") {
      $0.desktops.count == 1
    }
    #expect(picture.desktops.first?.isNetwork == true)
    #expect(picture.desktops.first?.client == "lab-pc-3")
  }
}
