import DBus
import EventLoop
import Glibc
import RigKit
import StationModel
import Testing

@testable import Seats

/// The watch against python-dbusmock's logind on a private bus.
@Suite struct WatchTests {
  private static func open(
    patience: Patience = Patience(),
    _ body: (Desk, PretendLogind, Watched) async throws -> Void
  ) async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let logind = try await PretendLogind(desk)
    let watched = try await Watched(desk, patience: patience)
    do { try await body(desk, logind, watched) } catch {
      throw RigError("\(error)\n\(logind.child.output.suffix(3000))")
    }
    await watched.watch.stop()
  }

  @Test func withoutLogindNothingIsKnownUntilItArrives() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let watched = try await Watched(desk)
    await watched.watch.start()
    try await watched.seeUnknown("is not running")
    let logind = try await PretendLogind(desk)
    try await watched.see([])
    try await logind.add("c1", "zoe", seat: "seat-left")
    try await watched.see([("zoe", "seat-left")])
  }

  @Test func whoSignsInIsThereUntilTheySignOut() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "early", seat: "seat0")
      await watched.watch.start()
      try await watched.see([("early", "seat0")])
      try await logind.add("c2", "zoe", uid: 1002, seat: "seat-left")
      try await watched.see([("early", "seat0"), ("zoe", "seat-left")])
      try await logind.remove("c1")
      try await watched.see([("zoe", "seat-left")])
      guard case .known(let signIns) = await watched.watch.picture else { return }
      #expect(signIns.map(\.uid) == [1002])
      #expect(await watched.watch.remarks.isEmpty)
    }
  }

  @Test func aGreeterIsNobodyUntilItIsSomebody() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "gdm", seat: "seat-left", ["Class": .string("greeter")])
      try await logind.prepare("c2", "zoe", seat: "seat-right")
      await watched.watch.start()
      try await watched.see([("zoe", "seat-right")])
      try await logind.change("c1", ["Class": .string("user")])
      try await watched.see([("gdm", "seat-left"), ("zoe", "seat-right")])
    }
  }

  @Test func aSessionEndsWhenItBeginsToClose() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      await watched.watch.start()
      try await watched.see([("zoe", "seat-left")])
      try await logind.change("c1", ["State": .string("closing")])
      try await watched.see([])
    }
  }

  /// Older versions of logind announce no new `State`, but they do say that it is active no more.
  @Test func aSessionThatClosesUnsaidEndsWithTheNextWordAboutIt() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      try await logind.prepare("c2", "adam", seat: "seat-right")
      await watched.watch.start()
      try await watched.see([("zoe", "seat-left"), ("adam", "seat-right")])
      try await logind.prepare("c1", "zoe", seat: "seat-left", ["State": .string("closing")])
      try await logind.change("c1", ["Active": .bool(false)])
      try await watched.see([("adam", "seat-right")])
      try await logind.prepare("c2", "adam", seat: "seat-right", ["State": .string("closing")])
      try await logind.emit("PrepareForShutdown", "b", [.variant(.bool(true))])
      try await watched.see([])
    }
  }

  @Test func aRemoteSessionHasNoSeat() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "far", seat: "", ["Remote": .bool(true)])
      await watched.watch.start()
      try await watched.see([("far", nil)])
      #expect(people(await watched.watch.picture, seats: [.host: "seat0"]) == [.host: []])
    }
  }

  @Test func whenLogindGoesNothingIsKnownAndWhenItIsBackItIsAskedAnew() async throws {
    try await Self.open { desk, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      await watched.watch.start()
      try await watched.see([("zoe", "seat-left")])
      logind.child.end(SIGKILL)
      try await watched.see("unknown") { picture, _ in
        if case .unknown(let why) = picture { !why.isEmpty } else { false }
      }
      let second = try await PretendLogind(desk)
      try await watched.see([])
      try await second.add("c1", "adam", seat: "seat-right")
      try await watched.see([("adam", "seat-right")])
      second.child.end(SIGTERM)
      try await watched.seeUnknown("systemd-logind")
    }
  }

  @Test func whatCannotBeReadIsLeftOutAndSaid() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      try await logind.prepare("c2", "odd", seat: "seat-right", ["Class": .string("pilot")])
      try await logind.prepare("c3", "bad\nname", seat: "seat-right")
      try await logind.prepare("c4", "odd", seat: "seat-right", ["Class": .uint32(7)])
      await watched.watch.start()
      try await watched.see([("zoe", "seat-left")])
      let remarks = await watched.watch.remarks
      #expect(remarks.count == 3)
      #expect(await watched.watch.uncertainSeats == .at(["seat-right"]))
      #expect(remarks.contains { $0.contains("\"c2\"") && $0.contains("\"pilot\"") })
      try await logind.change("c2", ["Class": .string("user")])
      try await watched.see([("zoe", "seat-left"), ("odd", "seat-right")])
      #expect(await watched.watch.remarks.count == 2)
      try await logind.remove("c3")
      try await logind.remove("c4")
      try await watched.see("all is read") { $1.isEmpty }
      #expect(await watched.watch.uncertainSeats == .nowhere)
    }
  }

  @Test func whereSomebodyWaitsForTheirHomeItIsNotKnownWhoSits() async throws {
    try await Self.open { _, logind, watched in
      #expect(await watched.watch.uncertainSeats == .everywhere, "nobody was asked yet")
      let waiting: [String: Value] = ["Class": .string("user-incomplete")]
      try await logind.prepare("c1", "zoe", seat: "seat-left", waiting)
      try await logind.prepare("c2", "far", seat: "", ["Remote": .bool(true)])
      try await logind.prepare("c3", "gdm", seat: "seat-right", ["Class": .string("greeter")])
      await watched.watch.start()
      try await watched.see([("far", nil)])
      #expect(await watched.watch.uncertainSeats == .at(["seat-left"]))
      #expect(await watched.watch.remarks.isEmpty, "nothing is wrong with it")
      try await logind.change("c1", ["Class": .string("user")])
      try await watched.see([("zoe", "seat-left"), ("far", nil)])
      #expect(await watched.watch.uncertainSeats == .nowhere)
    }
  }

  /// A person at a station says that the session is shown on the host's display.
  @Test func noSessionElsewhereTakesADisplayOfTheHosts() async throws {
    try await Self.open { _, logind, watched in
      let greeter: [String: Value] = ["Class": .string("greeter"), "Display": .string(":0")]
      try await logind.prepare("c1", "lightdm", seat: "seat0", greeter)
      try await logind.prepare("c2", "zoe", seat: "seat-left", ["Display": .string(":0")])
      try await logind.prepare("c3", "adam", seat: "seat-b", ["Display": .string(":1")])
      try await logind.prepare("c4", "eve", seat: "seat-a", ["Display": .string(":1.0")])
      try await logind.prepare("c5", "bo", seat: "seat-c", ["Display": .string(":2")])
      await watched.watch.start()
      try await watched.see([
        ("zoe", "seat-left"), ("adam", "seat-b"), ("eve", "seat-a"), ("bo", "seat-c"),
      ])
      #expect(await watched.watch.displays == [":0": "seat0", ":2": "seat-c"])
    }
  }

  @Test func onlyWhatChangedIsAskedFor() async throws {
    try await Self.open { _, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      await watched.watch.start()
      try await watched.see([("zoe", "seat-left")])
      try await logind.add("c2", "adam", seat: "seat-right")
      try await watched.see([("zoe", "seat-left"), ("adam", "seat-right")])
      // Says nothing about who is there.
      try await logind.change("c1", ["IdleHint": .bool(true)])
      try await logind.change("c2", ["Class": .string("greeter")])
      try await watched.see([("zoe", "seat-left")])
      #expect(logind.questions(about: "c1") == 1)
      #expect(logind.questions(about: "c2") == 2)
    }
  }

  @Test func onlyLogindItselfIsHeard() async throws {
    try await Self.open { desk, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      await watched.watch.start()
      try await watched.see([("zoe", "seat-left")])
      // To everybody by name: what is broadcast the bus sorts out by itself.
      let stranger = try await desk.connect()
      let names = try await stranger.askBus("ListNames").first?.asStrings ?? []
      for name in names where name.hasPrefix(":") {
        let words = ["--bus=\(desk.address)", "--type=signal", "--dest=\(name)"]
        let new = [
          "/org/freedesktop/login1", "org.freedesktop.login1.Manager.SessionNew", "string:c1",
          "objpath:\(PretendLogind.session("c1"))",
        ]
        let gone = [
          "/org/freedesktop/DBus", "org.freedesktop.DBus.NameOwnerChanged",
          "string:org.freedesktop.login1", "string:", "string:",
        ]
        for signal in [new, gone] {
          let result = try run(
            "dbus-send", words + signal, environment: [:], logPath: desk.log("stranger"))
          #expect(result.code == 0, "\(result.output)")
        }
      }
      try await logind.add("c2", "adam", seat: "seat-right")
      try await watched.see([("zoe", "seat-left"), ("adam", "seat-right")])
      #expect(logind.lists(with: "c1") == 2)
      #expect(logind.questions(about: "c1") == 1)
      await stranger.close()
    }
  }

  @Test func aLogindThatHangsIsUnknownUntilItGoesOn() async throws {
    try await Self.open(patience: Patience(first: 50)) { _, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "seat-left")
      logind.child.send(SIGSTOP)
      await watched.watch.start()
      try await watched.seeUnknown("does not answer")
      logind.child.send(SIGCONT)
      try await watched.see([("zoe", "seat-left")])
    }
  }

  @Test func aLogindThatIsSlowIsNotTakenForASessionWithoutATerminal() async throws {
    try await Self.open(patience: Patience(first: 500)) { _, logind, watched in
      try await logind.prepare("c1", "zoe", seat: "", ["TTY": .string("pts/3")])
      try await logind.prepare("c2", "adam", seat: "", ["TTY": .string("")])
      await watched.watch.start()
      try await watched.see([("zoe", nil), ("adam", nil)])
      #expect(await watched.watch.terminal(of: "c1") == .named("pts/3"))
      #expect(await watched.watch.terminal(of: "c2") == .missing)
      #expect(await watched.watch.terminal(of: "c3") == .missing)
      logind.child.send(SIGSTOP)
      #expect(await watched.watch.terminal(of: "c1") == .unanswered)
      logind.child.send(SIGCONT)
      try await logind.remove("c1")
      try await watched.see([("adam", nil)])
      #expect(await watched.watch.terminal(of: "c1") == .missing)
    }
  }

  @Test func theEndOfTheBusIsSaid() async throws {
    try await Self.open { desk, _, watched in
      await watched.watch.start()
      try await watched.see([])
      desk.stopBus()
      try await watched.seeUnknown("bus")
    }
  }
}
