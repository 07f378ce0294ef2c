import AgentInterface
import DBus
import Glibc
import RigKit
import Testing

extension System {
  /// A station shows which one it is: the shipped agent and session agent, a logind that
  /// python-dbusmock plays, and the recorded dock.
  @Suite struct Identify {
    private static let lights =
      Docks.path(port: 1) + "/1-1.2/1-1.2:1.0/0003:046D:C31C.0001/input/input5/input5::"

    private static func open(
      _ body: (Classroom, PretendLogind, String) async throws -> Void
    ) async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        try await room.startAgent()
        let seen = try await room.see("the dock is station 1, and logind was heard") {
          $0[1]?.state == "complete" && $0.host.sessionsUnknown == nil
        }
        let seat = try #require(seen[1]?.seat)
        #expect(seat != "seat0")
        try await body(room, logind, seat)
      }
    }

    @Test func thePersonThereSeesANotificationUntilItsEnd() async throws {
      try await Self.open { room, logind, seat in
        let uid = UInt32(geteuid())
        try await logind.add("c1", "ada", uid: uid, seat: seat, ["Type": .string("x11")])
        try await logind.add("c2", "bo", uid: uid + 1, seat: "seat0", ["Type": .string("x11")])
        try await room.see("both are listed") { $0.sessions.map(\.station) == [1, 0] }
        let (bus, address) = try Desk.startBus(room.desk.folder, "session")
        defer { bus.end(SIGTERM) }
        let screen = NotificationStub(loop: room.desk.loop)
        try await screen.start(address)
        var environment = room.desk.clientEnvironment
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        environment["XDG_SESSION_ID"] = "c1"
        let notifier = try Child(
          Desk.programs + "/station-notifier", ["--log-level", "debug"],
          environment: environment, logPath: room.desk.log("notifier"))
        defer { notifier.end(SIGTERM) }
        // It listens once it has shown something: the notice that the licenses are not set up.
        _ = try await screen.next("a notice") { _ in true }

        let said = try room.command("station", "identify", "1")
        #expect(said.hasSuffix(") shows a notification for 10 seconds.\n"), "\(said)")
        let event = try await screen.next("the station's number") { event in
          if case .notify(let shown) = event {
            shown.summary.hasPrefix("This is station 1 (")
          } else {
            false
          }
        }
        guard case .notify(let shown) = event else { return }
        #expect(try await room.snapshot()[1]?.identifyUntil != nil)
        #expect(room.testbed.attribute(Self.lights + "capslock", "brightness")?.first == "0")
        // Another station is no business of this screen.
        _ = try room.stationctl("station", "identify", "0")
        _ = try await screen.next("it closes") { $0 == .close(shown.id) }
        #expect(try await room.snapshot()[1]?.identifyUntil == nil)
        let signs = await screen.history.filter { event in
          if case .notify(let other) = event {
            other.summary.hasPrefix("This is station")
          } else {
            false
          }
        }
        #expect(signs.count == 1)
        await screen.stop()
      }
    }

    @Test func aTextSessionGetsLinesOnItsTerminalAndNobodyElsesIsWrittenTo() async throws {
      try await Self.open { room, logind, seat in
        var (master, terminal) = (Int32(-1), Int32(-1))
        var name = [CChar](repeating: 0, count: 64)
        guard openpty(&master, &terminal, &name, nil, nil) == 0 else {
          throw RigError("no pseudo-terminal")
        }
        defer {
          close(master)
          close(terminal)
        }
        let tty = String(
          decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self
        )
        .dropFirst("/dev/".count)
        try await logind.add(
          "c1", "ada", uid: UInt32(geteuid()), seat: seat,
          ["Type": .string("tty"), "TTY": .string(String(tty))])
        try await room.see("ada is listed") { $0.sessions.map(\.type) == ["text"] }
        let said = try room.command("station", "identify", "1")
        #expect(said.hasSuffix(") shows it on its text terminal.\n"), "\(said)\(room.log)")
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let written = poll(&waiting, 1, 0)
        try #require(written == 1, "nothing was written")
        var bytes = [UInt8](repeating: 0, count: 1000)
        let count = read(master, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        #expect(text.contains("\u{07}") && text.contains("** This is station 1 ("), "\(text)")

        // The same terminal under another person's name: logind's word is old.
        try await logind.add(
          "c2", "bo", uid: UInt32(geteuid()) + 1, seat: seat,
          ["Type": .string("tty"), "TTY": .string(String(tty))])
        try await logind.remove("c1")
        try await room.see("bo is listed") { $0.sessions.map(\.user) == ["bo"] }
        #expect(try room.command("station", "identify", "1").contains("lights of its keyboard"))
        let more = poll(&waiting, 1, 0)
        #expect(more == 0)
      }
    }

    @Test func whereNobodyIsTheLightsBlinkAndAreAsBeforeEvenIfTheAgentEnds() async throws {
      try await Self.open { room, _, _ in
        let said = try room.command("station", "identify", "1", "--json")
        #expect(said.contains(#""how" : "lights""#), "\(said)")
        func light(_ name: String) -> Character? {
          room.testbed.attribute(Self.lights + name, "brightness")?.first
        }
        try waitUntil("off") { light("capslock") == "0" }
        try waitUntil("on") { light("capslock") == "1" && light("numlock") == "1" }
        #expect(
          room.testbed.attribute(
            "/devices/platform/i8042/serio0/input/input0/input0::capslock", "brightness")?.first
            == "0", "the host's keyboard is left alone")
        #expect(try await room.stopAgent() == 0)
        #expect(light("capslock") == "0" && light("numlock") == "0" && light("scrolllock") == "0")
      }
    }

    @Test func onlyWhoIsThereSaysThatItIsShown() async throws {
      try await Self.open { room, logind, seat in
        guard geteuid() == 0 else { return }
        try await logind.add("c1", "ada", uid: 65534, seat: seat, ["Type": .string("x11")])
        try await room.see("ada is listed") { $0.sessions.count == 1 }
        chmod(room.desk.folder, 0o755)
        func say(as uid: Int) throws -> CommandResult {
          try run(
            "setpriv",
            [
              "--reuid=\(uid)", "--regid=65534", "--clear-groups", "busctl",
              "--address=\(room.desk.address)", "call", BusName.agent,
              BusName.path("station", "1"), BusName.station, "Identified",
            ], environment: [:], logPath: room.desk.log("busctl"))
        }
        let stranger = try say(as: 1)
        #expect(stranger.code != 0 && stranger.output.contains("Only who is signed in"))
        #expect(try say(as: 65534).code == 0)
      }
    }

    @Test func whoIsSignedInIsListedAndUnknownIsNotNobody() async throws {
      try await Self.open { room, logind, seat in
        #expect(try room.command("session", "list") == "")
        try await logind.add("c1", "ada", seat: seat, ["Type": .string("x11")])
        try await logind.addRemote(
          "c2", "bo", uid: 1002, from: "lab-pc-4", service: "sshd", type: "tty")
        try await room.see("both are listed") { $0.sessions.map(\.station) == [1, nil] }
        let table = try room.command("session", "list").split(separator: "\n")
        #expect(table.count == 3 && table[1].hasPrefix("c1  ada   1        \(seat)"), "\(table)")
        #expect(table[2].contains("from lab-pc-4"))
        logind.child.end(SIGTERM)
        try await room.see("logind is gone") { $0.host.sessionsUnknown != nil }
        let unknown = try room.stationctl("session", "list")
        #expect(unknown.code == 1 && unknown.output.contains("systemd-logind"))
        let json = try room.stationctl("session", "list", "--json")
        #expect(json.code == 1 && json.output.contains(#""unknown""#))
        #expect(!json.output.contains(#""sessions""#))
      }
    }
  }
}
