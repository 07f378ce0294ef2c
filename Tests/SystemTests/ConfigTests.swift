import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// What is configured, and what becomes of files with a mistake.
  @Suite struct Config {
    private static let bad = "[Licensing]\n# a comment\nhost-grace = soon\n"

    /// What systemd says of the state folder (`StateDirectory=`): there the copy is kept.
    private static func state(_ room: Classroom) -> [String: String] {
      ["STATE_DIRECTORY": room.desk.folder + "/state"]
    }

    private static func dropIn(_ room: Classroom, _ name: String) -> String {
      mkdir(room.desk.configurationFile + ".d", 0o755)
      return room.desk.configurationFile + ".d/\(name).conf"
    }

    @Test func eachValueIsShownWithItsFileAndLine() async throws {
      try await Classroom.open { room in
        let (early, late) = (Self.dropIn(room, "10-early"), Self.dropIn(room, "20-late"))
        try writeText("[Seats]\nseats = observe\n", to: early)
        try writeText("# why\n[Seats]\nseats = manage\n", to: late)
        try await room.startAgent("")
        let all = try room.command("config").split(separator: "\n").map(String.init)
        #expect(all.first?.hasPrefix("KEY ") == true)
        #expect(all.count == 31)
        let line = all.first { $0.hasPrefix("Seats.seats ") }
        #expect(line?.contains(" manage ") == true, "\(line ?? "-")")
        #expect(line?.hasSuffix(" \(late):3, in place of 1 more") == true, "\(line ?? "-")")
        #expect(
          all.first { $0.hasPrefix("Stations.enroll ") }?.split(separator: " ").suffix(2) == [
            "auto", "default",
          ])
        let one = try room.command("config", "show", "seats")
        for words in ["manage", "observe (\(early):2)", "Default:", "observe, manage", "logind"] {
          #expect(one.contains(words), "\(one)")
        }
        let changed = try room.command("config", "--changed", "Seats")
        #expect(changed.split(separator: "\n").count == 2)
        let json = try room.command("config", "Seats.seats", "--json")
        for words in [
          #""from" : "agent""#, #""value" : "manage""#, #""source" : "\#(late):3""#,
          #""fromCopy" : false"#,
        ] {
          #expect(json.contains(words), "\(json)")
        }
        let wrong = try room.stationctl("config", "seat")
        #expect(wrong.code == 1 && wrong.output.contains("Did you mean seats?"))
      }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    func everybodyMayAsk() async throws {
      try await Classroom.open { room in
        try await room.startAgent()
        let result = try room.desk.stationctlAsStranger(["config", "absence-grace"])
        #expect(result.code == 0 && result.output.contains("300ms"), "\(result.output)")
      }
    }

    @Test func filesThatWereChangedAndNotReadAreTold() async throws {
      try await Classroom.open { room in
        try await room.startAgent()
        #expect(try room.command("config").contains("not read yet") == false)
        try room.configure("[Stations]\nenroll = ask\n")
        let told = try room.command("config")
        #expect(told.contains("not read yet") && told.contains("Stations.enroll = ask"), "\(told)")
        try writeText(Self.bad, to: room.desk.configurationFile)
        let mistake = try room.command("config")
        #expect(mistake.contains("have a mistake: \(room.desk.configurationFile):3: "))
      }
    }

    @Test func aMistakeIsSaidEverywhereUntilTheFilesAreGood() async throws {
      try await Classroom.open { room in
        let systemd = try NotifySocket(path: room.desk.folder + "/notify")
        try await room.startAgent(environment: ["NOTIFY_SOCKET": systemd.path])
        try systemd.next("READY=1")
        let mistake = "\(room.desk.configurationFile):3: host-grace is \"soon\"; accepted is"
        try writeText(Self.bad, to: room.desk.configurationFile)
        room.agent?.send(SIGHUP)
        try await room.see("the mistake") {
          $0.host.configuration.trouble?.hasPrefix(mistake) == true
        }
        try systemd.next("STATUS=")
        for (words, code) in [(["status"], 0), (["doctor"], 2), (["config"], 0)] {
          let result = try room.desk.stationctl(words)
          #expect(result.code == Int32(code))
          for text in [mistake, "The agent goes on with the files as they were at", "check-config"]
          {
            #expect(result.output.contains(text), "\(words): \(result.output)")
          }
        }
        #expect(try room.command("config", "absence-grace").contains("300ms"))
        // A second bad file is told in place of the first, with its first time.
        let since = try await room.snapshot().host.configuration.troubleSince
        try writeText("[Moon]\n", to: room.desk.configurationFile)
        room.agent?.send(SIGHUP)
        let second = try await room.see("the other mistake") {
          $0.host.configuration.trouble?.contains("Moon") == true
        }
        #expect(second.host.configuration.troubleSince == since)

        try room.configure(Classroom.impatient)
        room.agent?.send(SIGHUP)
        try await room.see("all is good again") { $0.host.configuration.trouble == nil }
        for words in ["status", "config"] {
          #expect(try !room.command(words).contains("mistake"))
        }
        #expect(try room.stationctl("doctor").output.contains("[ok] configuration"))
      }
    }

    @Test func aMistakeAtTheStartLeavesNobodyWithoutAnAgent() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent(
          Classroom.impatient + "host-counts = never\n", environment: Self.state(room))
        #expect(try await room.stopAgent() == 0)

        let bad = Self.dropIn(room, "typo")
        try writeText(Self.bad, to: bad)
        let snapshot = try await room.startAgent("", environment: Self.state(room))
        #expect(snapshot.host.configuration.isFromCopy)
        #expect(snapshot.host.configuration.trouble?.hasPrefix("\(bad):3: ") == true)
        try await room.see("the host counts not, as in the copy") {
          $0[0]?.license == "not-needed"
        }
        #expect(room.log.contains("configuration-from-copy"))
        let status = try room.command("status")
        #expect(status.contains("started with the copy that it had kept"), "\(status)")
        #expect(try room.stationctl("doctor").code == 2)
        #expect(try room.command("config", "host-counts").contains(":4 (kept copy)"))
        // The strict question stays strict.
        let check = try run(
          Desk.programs + "/stationd", ["--check-config", "--config", room.desk.configurationFile],
          environment: Self.state(room), logPath: room.desk.log("check"))
        #expect(check.code == 78 && check.output.contains("\(bad):3: "))
        // Without its copy it would not start; with the file mended it is as the files say.
        unlink(bad)
        room.agent?.send(SIGHUP)
        let good = try await room.see("the files count") { !$0.host.configuration.isFromCopy }
        #expect(good.host.configuration.trouble == nil)
        try await room.see("the host counts again") { $0[0]?.license != "not-needed" }
      }
    }

    @Test func aCopyThatIsNotWholeIsNoConfiguration() async throws {
      try await Classroom.open { room in
        try await room.startAgent(environment: Self.state(room))
        #expect(try await room.stopAgent() == 0)
        let copy = room.desk.folder + "/state/last-good-configuration"
        #expect(truncate(copy, 100) == 0)
        try writeText(Self.bad, to: room.desk.configurationFile)
        let result = try run(
          Desk.programs + "/stationd", ["--config", room.desk.configurationFile],
          environment: Self.state(room), logPath: room.desk.log("bad"))
        #expect(result.code == 78)
        #expect(result.output.contains("\(room.desk.configurationFile):3: "))
        #expect(result.output.contains("the copy of good files cannot be used"), "\(result.output)")
      }
    }

    @Test func whereNoCopyCanBeKeptTheAgentWorksAndSaysSo() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent(
          environment: ["STATE_DIRECTORY": room.desk.folder + "/not-there"])
        try waitUntil("the warning") { room.log.contains("configuration-not-kept") }
        let doctor = try room.stationctl("doctor")
        #expect(
          doctor.output.contains("[warning] configuration: The configuration could not be copied"),
          "\(doctor.output)")
        #expect(!doctor.output.contains("would take the copy"), "\(doctor.output)")
        #expect(try await room.stopAgent() == 0)
      }
    }

    @Test func anOlderCopyThatWouldCountIsNamed() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent(environment: Self.state(room))
        #expect(try await room.stopAgent() == 0)
        // In the way of the new copy.
        mkdir(room.desk.folder + "/state/last-good-configuration.new", 0o700)
        try await room.startAgent(
          Classroom.impatient + "enroll = ask\n", environment: Self.state(room))
        try waitUntil("the warning") { room.log.contains("configuration-not-kept") }
        let doctor = try room.stationctl("doctor")
        #expect(
          doctor.output.contains("would take the copy of the files as they were at 20"),
          "\(doctor.output)")
        #expect(try await room.stopAgent() == 0)
      }
    }

    /// With untried values it might not start, and then the copy of tried ones is what helps.
    @Test func whatWaitsForARestartIsNotKeptBeforeItIsTried() async throws {
      try await Classroom.open("01-bare-host") { room in
        let copy = room.desk.folder + "/state/last-good-configuration"
        try await room.startAgent(environment: Self.state(room))
        try waitUntil("the copy") { (try? readText(copy)) != nil }
        try room.configure(Classroom.impatient + "\n[Plugins]\nstale-time = 7s\n")
        room.agent?.send(SIGHUP)
        try waitUntil("it was read") { room.log.contains("configuration read again") }
        #expect(try !readText(copy).contains("stale-time"))
        #expect(try await room.stopAgent() == 0)
        try await room.startAgent(
          Classroom.impatient + "\n[Plugins]\nstale-time = 7s\n", environment: Self.state(room))
        try waitUntil("it is kept") { try readText(copy).contains("stale-time = 7s") }
      }
    }

    /// The agent's word of a mistake is old then, though every value is as it says.
    @Test func aMistakeThatIsGoneAgainIsTold() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let good = try readText(room.desk.configurationFile)
        try writeText("[Seat]\n", to: room.desk.configurationFile)
        room.agent?.send(SIGHUP)
        try await room.see("the mistake") { $0.host.configuration.trouble != nil }
        let told = try room.command("config")
        #expect(told.contains("did you mean [Seats]? The agent goes on"), "\(told)")
        try writeText(good, to: room.desk.configurationFile)
        #expect(try room.command("config").contains("The files are good again. To read them:"))
      }
    }

    @Test func aMistakeWithoutALineIsToldToo() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        symlink("nowhere", Self.dropIn(room, "link"))
        let told = try room.command("config")
        #expect(told.contains("have a mistake: ") && told.contains("is not there"), "\(told)")
      }
    }

    @Test func whoNamesAFileIsToldThatTheAgentAnswered() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let other = room.desk.folder + "/other.conf"
        let told = try room.command("config", "enroll", "--config", other)
        #expect(told.contains("\(other) was not read"), "\(told)")
        let same = try room.command("config", "enroll", "--config", room.desk.configurationFile)
        #expect(!same.contains("was not read"), "\(same)")
      }
    }

    @Test func whatNeedsARestartIsShownAsWaiting() async throws {
      try await Classroom.open { room in
        try await room.startAgent()
        try room.configure(Classroom.impatient + "\n[Plugins]\nstale-time = 7s\n")
        room.agent?.send(SIGHUP)
        try await room.see("it waits") { $0.host.configuration.waiting == ["Plugins.stale-time"] }
        #expect(room.log.contains("take effect at the next start: Plugins.stale-time = 7s"))
        let key = try room.command("config", "stale-time")
        for words in [
          "1min", "After a restart", "7s (\(room.desk.configurationFile):", "restart stationmaster",
        ] {
          #expect(key.contains(words), "\(key)")
        }
        #expect(try room.command("status").contains("waits for a restart: Plugins.stale-time."))
      }
    }

    @Test func withoutAnAgentTheFilesAreShownAsSuch() async throws {
      try await Classroom.open { room in
        let file = room.desk.configurationFile
        try writeText("[Seats]\nseats = manage\n", to: file)
        let shown = try room.stationctl("config", "--files", "--config", file, "--changed")
        #expect(shown.code == 0)
        for words in ["manage  \(file):2", "no agent was asked"] {
          #expect(shown.output.contains(words), "\(shown.output)")
        }
        let silent = try room.stationctl("config", "enroll")
        #expect(silent.code == 69)
        for words in ["no agent was asked", "Stations.enroll", "agent is not running"] {
          #expect(silent.output.contains(words), "\(silent.output)")
        }
        try writeText(Self.bad, to: file)
        let both = try room.stationctl("config", "--config", file)
        #expect(both.code == 69)
        for words in ["\(file):3: ", "agent is not running"] {
          #expect(both.output.contains(words), "\(both.output)")
        }
        let bad = try room.stationctl("config", "--files", "--config", file)
        #expect(bad.code == 78 && bad.output.contains("\(file):3: "), "\(bad.output)")
      }
    }
  }
}
