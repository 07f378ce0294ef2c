import PluginProtocol

/// All checks of one plugin. Each has a process of its own, so that what one does to the plugin is
/// not taken for what another sees.
struct Visit {
  let patience: CheckPatience
  var report: CheckReport
  /// Set once the folder was found good enough to start something.
  var launch: PluginFolder.Launch?
  let state = TemporaryFolder()
  private let start = SuspendingClock.now
  var capabilities: Set<String> = []
  /// The desktops as they were first seen; nil if they were not.
  var desktops: DesktopSnapshot?
  /// It answers desktops.watch, if it lists that; who does not is of no use to the agent.
  var isAnswering = true
  var isListing: Bool { capabilities.contains(Contract.Capability.desktops.rawValue) }

  typealias Body = @Sendable (PluginRun) async throws(Silence) -> CheckReport.Outcome

  init(folder: String, patience: CheckPatience) {
    self.patience = patience
    report = CheckReport(folder: folder, capabilities: [], remarks: [], checks: [])
  }

  mutating func checkAll(operate: String?) async {
    guard checkFolder() else { return await leaveOut("it cannot be started") }
    guard await checkInitialize() else { return await leaveOut("it does not answer initialize") }
    await checkWatch()
    guard isAnswering else { return await leaveOut("it does not answer desktops.watch") }
    await checkHandshake()
    await checkMethods()
    await checkLines()
    await checkOperations()
    await operateOn(operate)
    await checkEnding()
    settle()
  }

  /// Starts the plugin, shakes hands unless `isFresh`, and notes what `body` says of the rule; or, if
  /// it falls silent, that.
  mutating func check(_ rule: Rule, isFresh: Bool = false, _ body: @escaping Body) async {
    guard start.duration(to: SuspendingClock.now) < patience.whole else {
      return report.note(rule, .notApplicable("it took \(patience.whole) to come so far"))
    }
    let outcome = await run { run in
      do throws(Silence) {
        if !isFresh { _ = try await run.exchange.shakeHands(run.stateFolder) }
        return try await body(run)
      } catch {
        // That it could not read something is part of this, and not found once more.
        let complaint = await run.exchange.takeComplaints().first?.text
        return .violated(
          sent: await run.exchange.lastSent,
          came: error.what + (complaint.map { "; before that came " + $0 } ?? ""))
      }
    }
    report.note(rule, outcome)
  }

  /// Starts the plugin for `body`, and notes afterwards what every line is held to.
  mutating func run(
    keepingEnvironment: Bool = false,
    _ body: @escaping @Sendable (PluginRun) async -> CheckReport.Outcome
  ) async -> CheckReport.Outcome {
    guard let launch, let state else { return .notApplicable("it cannot be started") }
    do throws(FolderTrouble) {
      let (outcome, findings) = try await PluginRun.with(
        launch, stateFolder: state.path, isEnvironmentKept: keepingEnvironment, patience: patience
      ) { run in
        let outcome = await body(run)
        return (outcome, await run.exchange.verdicts())
      }
      for finding in findings {
        report.note(finding.rule, .violated(sent: nil, came: finding.came))
      }
      return outcome
    } catch {
      return .violated(sent: nil, came: error.description)
    }
  }

  /// Every rule that was not looked at, for this reason.
  private mutating func leaveOut(_ why: String) async {
    for rule in Rule.allCases where !report.checks.contains(where: { $0.rule == rule.rawValue }) {
      report.note(rule, .notApplicable(why))
    }
    sort()
  }

  /// The rules that every line is held to are kept if nothing was found.
  private mutating func settle() {
    for rule in [Rule.output, .snapshots, .revisions, .ids] { report.note(rule, .ok()) }
    sort()
  }

  private mutating func sort() {
    let order = Rule.allCases.map(\.rawValue)
    report.checks.sort {
      (order.firstIndex(of: $0.rule) ?? 0) < (order.firstIndex(of: $1.rule) ?? 0)
    }
  }
}

extension Exchange {
  /// What `initialize` says in all checks but its own.
  static func hello(_ stateFolder: String, min: Int = 1, max: Int = 1) -> String {
    #"{"protocol":{"min":\#(min),"max":\#(max)},"agent":{"name":"stationmaster","version":"0.1"},"#
      + #""stateFolder":\#(quoted(stateFolder))}"#
  }

  @discardableResult
  func shakeHands(_ stateFolder: String) async throws(Silence) -> Answer {
    let answer = try await ask("initialize", Self.hello(stateFolder))
    let listed = (try? answer.message.result(as: InitializeResult.self))?.capabilities ?? []
    if listed.contains(Contract.Capability.desktops.rawValue) {
      setProbe(Contract.Method.watchDesktops.rawValue)
    }
    return answer
  }

  /// Asks only to see whether it still answers.
  func probe() async throws(Silence) { _ = try await ask(probeMethod) }

  /// The findings, and whatever was answered though it was not asked.
  func verdicts() -> [Finding] {
    findings
      + takeStrays().map {
        Finding(rule: .ids, came: "an answer to what was not asked, or was answered: " + $0.text)
      }
  }

  /// A text in JSON's spelling.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
