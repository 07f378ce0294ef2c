import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// The agent as systemd's service.
  @Suite struct Service {
    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalEndsItQuicklyAndCleanly(signal: Int32) async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        try await room.startAgent()
        let began = milliseconds()
        #expect(room.agent?.end(signal) == 0)
        #expect(milliseconds() - began < 2000)
        #expect(!room.log.contains("error"))
      }
    }

    /// At any moment of the start: what was begun comes to its end after the agent has.
    @Test func aSignalDuringTheStartEndsItCleanlyToo() async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        for wait in stride(from: 0, to: 160, by: 8) {
          let agent = try room.desk.startAgent(
            configuration: Classroom.impatient, testbed: room.testbed)
          try waitUntil("it starts") { agent.output.contains("is starting") }
          poll(nil, 0, Int32(wait))  // the moment is what is tried
          #expect(agent.end(SIGTERM) == 0, "after \(wait) ms: \(agent.output)")
          #expect(!agent.output.contains("Fatal"), "after \(wait) ms: \(agent.output)")
        }
      }
    }

    @Test func aSecondAgentOnTheSameLedgerOrNameEndsWithAReason() async throws {
      try await Classroom.open("01-bare-host") { room in
        let before = try await room.startAgent()
        let second = try room.desk.startAgent(configuration: "", testbed: room.testbed)
        #expect(second.wait() == 1)
        #expect(second.output.contains("in use by another agent"))
        #expect(try await room.snapshot() == before)
      }
    }

    @Test func theLossOfTheBusEndsItWithAReason() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        room.desk.stopBus()
        #expect(room.agent?.wait() == 1)
        #expect(room.log.contains("the message bus has gone away"))
      }
    }

    @Test func aBadFileOnReloadIsNamedWithItsLineAndChangesNothing() async throws {
      try await Classroom.open("01-bare-host") { room in
        let before = try await room.startAgent()
        try writeText(
          "[Licensing]\n# a comment\nhost-grace = soon\n", to: room.desk.configurationFile)
        room.agent?.send(SIGHUP)
        try waitUntil("the error") { room.log.contains("going on with") }
        #expect(room.log.contains("\(room.desk.configurationFile):3: "))
        var after = try await room.snapshot()
        #expect(after.host.configuration.trouble != nil)
        after.host.configuration = before.host.configuration
        #expect(after == before)
        // And the next good file is taken.
        try room.configure("[Stations]\nhost-counts = never\n")
        room.agent?.send(SIGHUP)
        try await room.see("the host counts no more") { $0[0]?.license == "not-needed" }
        #expect(room.agent?.hasEnded == false)
      }
    }

    @Test func aBadFileAtTheStartIsExitCode78() async throws {
      try await Classroom.open { room in
        let file = room.desk.configurationFile
        for (text, code, words) in [
          ("[Licensing]\nhost-grace = soon\n", 78, "\(file):2: "),
          ("[Licensing]\nhost-grase = 3d\n", 78, "host-grace"),
          ("[Licensing]\nhost-grace = 3d\n", 0, "good"),
        ] {
          try writeText(text, to: file)
          let result = try run(
            Desk.programs + "/stationd", ["--check-config", "--config", file], environment: [:],
            logPath: room.desk.log("check"))
          #expect(result.code == Int32(code), "\(result.output)")
          #expect(result.output.contains(words), "\(result.output)")
        }
        try writeText("[Licensing]\nhost-grace = soon\n", to: file)
        let result = try run(
          Desk.programs + "/stationd", ["--config", file], environment: [:],
          logPath: room.desk.log("bad"))
        #expect(result.code == 78)
      }
    }

    @Test func systemdIsToldAboutEveryState() async throws {
      try await Classroom.open("01-bare-host") { room in
        let systemd = try NotifySocket(path: room.desk.folder + "/notify")
        try await room.startAgent(
          environment: ["NOTIFY_SOCKET": systemd.path, "WATCHDOG_USEC": "400000"])
        try systemd.next("READY=1")
        try systemd.next("WATCHDOG=1")
        try systemd.next("WATCHDOG=1")
        room.agent?.send(SIGHUP)
        let reloading = try systemd.next("RELOADING=1")
        #expect(reloading.contains { $0.hasPrefix("MONOTONIC_USEC=") })
        try systemd.next("READY=1")
        #expect(try await room.stopAgent() == 0)
        try systemd.next("STOPPING=1")
      }
    }

    @Test func itIsReadyOnlyWhenItIsOnTheBus() async throws {
      try await Classroom.open("01-bare-host") { room in
        let systemd = try NotifySocket(path: room.desk.folder + "/notify")
        let agent = try room.desk.startAgent(
          configuration: "", testbed: room.testbed, environment: ["NOTIFY_SOCKET": systemd.path])
        try systemd.next("READY=1")
        #expect(try await room.snapshot().stations.count == 1)
        #expect(agent.end(SIGTERM) == 0)
        #expect(!systemd.told.contains { $0.hasPrefix("WATCHDOG") })
      }
    }

    /// The display manager's start waits for it.
    @Test func theSignInScreenDoesNotWaitForAStartThatTakesLong() async throws {
      try await Classroom.open("01-bare-host") { room in
        let systemd = try NotifySocket(path: room.desk.folder + "/notify")
        // Nobody answers there.
        let bus = try NotifySocket(path: room.desk.folder + "/silence", stream: true)
        mkdir(room.desk.configurationFile + ".d", 0o755)
        try writeText(
          "[Bus]\naddress = unix:path=\(bus.path)\n",
          to: room.desk.configurationFile + ".d/silent.conf")
        let agent = try room.desk.startAgent(
          configuration: "", testbed: room.testbed,
          environment: ["NOTIFY_SOCKET": systemd.path, "WATCHDOG_USEC": "400000"])
        let start = ContinuousClock.now
        try systemd.next("READY=1")
        #expect(ContinuousClock.now - start > .seconds(8))
        #expect(systemd.told.contains { $0.hasPrefix("STATUS=Stations are not known yet") })
        // Ready too early must not mean killed by the watchdog.
        try systemd.next("WATCHDOG=1")
        // A signal is obeyed although the bus is still silent.
        let asked = milliseconds()
        #expect(agent.end(SIGTERM) == 0)
        #expect(milliseconds() - asked < 2000)
        #expect(agent.output.contains("ended as asked"))
      }
    }

    @Test func twentyStationsAtRestWakeNobody() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let recording = try Recording("06-plugable-dock-autoseat")
        for port in 1...20 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        try await room.see("20 docks", seconds: 60) { snapshot in
          snapshot.stations.count == 21 && snapshot.stations.allSatisfy { $0.state == "complete" }
        }
        let agent = try #require(room.agent)
        var last = try wakeUps(of: agent.pid)["events"]
        try waitUntil("it has come to rest") {
          poll(nil, 0, 100)
          let now = try wakeUps(of: agent.pid)["events"]
          defer { last = now }
          return now != nil && now == last
        }
        poll(nil, 0, 3000)
        #expect(try wakeUps(of: agent.pid)["events"] == last)
      }
    }
  }
}

/// On a clock that only goes forward.
func milliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
