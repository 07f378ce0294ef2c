/// What the suite found out about one plugin. Also what `plugin check --json` prints.
public struct CheckReport: Sendable, Codable, Equatable {
  public var folder: String
  /// As `initialize` told it; nil if it was not reached.
  public var plugin: String?
  public var version: String?
  public var capabilities: [String]
  /// Sentences about what the checks cannot see.
  public var remarks: [String]
  public var checks: [Check]

  /// One rule, and how the plugin keeps it.
  public struct Check: Sendable, Codable, Equatable {
    public var rule: String
    public var verdict: Verdict
    public var title: String
    /// What was sent, and what came; why not, for `notApplicable`. Made fit for a terminal.
    public var sent: String?
    public var came: String?
    /// The sentence of docs/plugins.md, and what to do; only where the rule is broken.
    public var sentence: String?
    public var advice: String?

    public init(
      rule: String, verdict: Verdict, title: String, sent: String? = nil, came: String? = nil,
      sentence: String? = nil, advice: String? = nil
    ) {
      self.rule = rule
      self.verdict = verdict
      self.title = title
      self.sent = sent
      self.came = came
      self.sentence = sentence
      self.advice = advice
    }
  }

  public init(
    folder: String, plugin: String? = nil, version: String? = nil, capabilities: [String],
    remarks: [String], checks: [Check]
  ) {
    self.folder = folder
    self.plugin = plugin
    self.version = version
    self.capabilities = capabilities
    self.remarks = remarks
    self.checks = checks
  }

  public enum Verdict: String, Sendable, Codable {
    case ok, violated
    case notApplicable = "not-applicable"
  }

  public var violations: [Check] { checks.filter { $0.verdict == .violated } }

  /// How one rule stands, as the checks tell it.
  enum Outcome: Sendable, Equatable {
    case ok(String? = nil)
    case violated(sent: String?, came: String)
    case notApplicable(String)
  }

  mutating func note(_ rule: Rule, _ outcome: Outcome) {
    var check = Check(rule: rule.rawValue, verdict: .ok, title: rule.title)
    switch outcome {
    case .ok(let came): check.came = came
    case .notApplicable(let why):
      check.verdict = .notApplicable
      check.came = why
    case .violated(let sent, let came):
      check.verdict = .violated
      check.sent = sent
      check.came = came
      check.sentence = rule.sentence
      check.advice = rule.advice
    }
    // A rule that is broken stays so, with what was seen first.
    if let index = checks.firstIndex(where: { $0.rule == rule.rawValue }) {
      if checks[index].verdict != .violated, check.verdict != .notApplicable {
        checks[index] = check
      }
    } else {
      checks.append(check)
    }
  }
}
