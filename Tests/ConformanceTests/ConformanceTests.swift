import Conformance
import Glibc
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConformanceTests {
  /// Short for what hangs; as long as ever for all others, whatever else the machine does.
  static func patience(isHanging: Bool) -> CheckPatience {
    var patience = CheckPatience()
    if isHanging {
      patience.answer = .seconds(3)
      patience.closing = .seconds(1)
      patience.terminating = .seconds(1)
      patience.effect = .seconds(2)
    } else {
      patience.closing = .seconds(10)
      patience.terminating = .seconds(10)
    }
    return patience
  }

  @Test(arguments: BadPlugin.table) func eachViolationIsFoundByItsOwnCheckAndNoOther(
    plugin: BadPlugin
  ) async throws {
    setenv("STATIONMASTER_CHECK_TEST", "1", 1)
    let bench = try Bench()
    let folder = try bench.install(plugin.script)
    var report = await Gate.check(
      folder, operate: plugin.isOperated ? "a" : nil,
      patience: Self.patience(isHanging: plugin.isHanging))
    // A busy machine makes plugins slow, which is a violation as well: once more, with all the time
    // that the contract gives.
    if report.violations.map(\.rule) != [plugin.rule.rawValue] {
      report = await Gate.check(
        folder, operate: plugin.isOperated ? "a" : nil, patience: Self.patience(isHanging: false))
    }
    let seen = report.violations.map { "\($0.rule): \($0.sent ?? "") <- \($0.came ?? "")" }
    #expect(report.violations.map(\.rule) == [plugin.rule.rawValue], "\(seen)")
    #expect(report.violations.allSatisfy { $0.sentence != nil && $0.advice != nil })
    #expect(report.checks.map(\.rule) == Rule.allCases.map(\.rawValue))
  }

  @Test func aGoodPluginKeepsEveryRule() async throws {
    let bench = try Bench()
    let folder = try bench.install("class Bad(Plugin): pass")
    let report = await Gate.check(
      folder, operate: "a", patience: Self.patience(isHanging: false))
    #expect(report.violations.map { "\($0.rule): \($0.came ?? "")" } == [])
    // It lists all that there is, so nothing can be asked that it does not list.
    #expect(report.checks.filter { $0.verdict != .ok }.map(\.rule) == ["unlisted"])
    #expect(report.plugin == "bad" && report.version == "1")
    #expect(report.capabilities == ["assign", "desktops", "power"])
  }

  @Test func everyRuleThatCanBeBrokenIsBrokenByAPluginOfTheseTests() {
    let broken = Set(BadPlugin.table.map(\.rule))
    #expect(Set(Rule.allCases).subtracting(broken) == [.manifest, .permissions])
  }

  @Test(arguments: [
    (#"{"name":"bad","protocol":2,"run":["./main"]}"#, "protocol is 2"),
    (#"{"name":"good","protocol":1,"run":["./main"]}"#, "the folder's name is \"bad\""),
    (#"{"name":"bad","protocol":1,"run":["./other"]}"#, "No such file"),
    (#"{"name":"bad","protocol":1,"run":["./plugin.json"]}"#, "is not a program"),
    ("{", "not JSON"),
  ])
  func aBadManifestIsFoundAndNothingIsStarted(manifest: String, why: String) async throws {
    let bench = try Bench()
    let folder = try bench.install("class Bad(Plugin): pass", manifest: manifest)
    let report = await Gate.check(folder)
    #expect(report.violations.map(\.rule) == ["manifest"])
    #expect(report.violations.first?.came?.contains(why) == true, "\(report.violations)")
    #expect(report.checks.count == Rule.allCases.count)
  }

  @Test(arguments: ["main", "plugin.json", ""])
  func whatOthersCanWriteIsFound(file: String) async throws {
    let bench = try Bench()
    let folder = try bench.install("class Bad(Plugin): pass")
    for (mode, who) in [(0o775, "by its group"), (0o757, "by everyone")] as [(UInt32, String)] {
      chmod(folder + "/" + file, mode)
      let report = await Gate.check(folder)
      #expect(report.violations.map(\.rule) == ["permissions"])
      #expect(report.violations.first?.came?.contains(who) == true)
    }
  }

  @Test func aFolderThatIsNotThereIsAViolationAndNoTrap() async {
    let report = await Gate.check("/nowhere/at/all")
    #expect(report.violations.map(\.rule) == ["manifest"])
  }

  @Test func everySentenceStandsInTheContract() throws {
    func plain(_ text: String) -> String {
      text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }
    let document = plain(
      String(decoding: try Bench.read(Bench.source("docs/plugins.md")), as: UTF8.self))
    for rule in Rule.allCases {
      #expect(document.contains(plain(rule.sentence)), "\(rule.rawValue): \(rule.sentence)")
    }
  }

  /// They break a rule, or do not; what matters is that it comes to an end.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      "def watch(self, params):\n        while True: self.raw(b'x\\n' * 9999)",
      "def watch(self, params):\n        while True: self.raw(b'x' * 99999)",
      "def watch(self, params): os.close(0); os.close(1); signal.pause()",
      "def watch(self, params):\n        if os.fork() == 0: os.setsid(); signal.alarm(60); signal.pause()\n"
        + "        return super().watch(params)",
      "def watch(self, params):\n        signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        + "        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 60)); signal.pause()",
    ])
  func nothingThatAPluginDoesHoldsTheCheckUp(body: String) async throws {
    let bench = try Bench()
    let folder = try bench.install("class Bad(Plugin):\n    " + body + "\n")
    let report = await Gate.check(folder, patience: Self.patience(isHanging: true))
    #expect(report.checks.count == Rule.allCases.count)
  }

  @Test func slowAtEachAnswerIsSlowAsWell() async throws {
    let bench = try Bench()
    let folder = try bench.install(
      """
      import time
      class Bad(Plugin):
          def watch(self, params):
              time.sleep(60)
      """)
    var patience = CheckPatience()
    patience.check = .seconds(4)
    let report = await Gate.check(folder, patience: patience)
    #expect(report.violations.map(\.rule) == ["watch"])
    #expect(report.violations.first?.came?.contains("for those before") == true)
  }

  @Test func noCheckBeginsAfterTheTimeForAll() async throws {
    let bench = try Bench()
    let folder = try bench.install("class Bad(Plugin): pass")
    var patience = CheckPatience()
    patience.whole = .zero
    let report = await Gate.check(folder, patience: patience)
    #expect(report.checks.map(\.rule) == Rule.allCases.map(\.rawValue))
    let late = report.checks.filter { $0.came?.contains("to come so far") == true }
    #expect(late.contains { $0.rule == "closing" })
  }

  @Test func nothingIsAskedOfADesktopThatWasNotNamed() async throws {
    let bench = try Bench()
    let folder = try bench.install(
      """
      class Bad(Plugin):
          def perform(self, method, id, params): os.abort()
      """)
    let report = await Gate.check(folder)
    #expect(report.violations.isEmpty)
  }
}
