import AgentInterface
import StationModel
import Words

/// What a notification says. Equal content is not shown twice.
struct Content: Equatable, Sendable {
  var severity: String
  /// One line.
  var summary: String
  var body: String
  /// Where the server has them. The first may be what a click does.
  var buttons: [Button] = []
  var category = "x-stationmaster.notice"
  var life = Life.bySeverity

  struct Button: Equatable, Sendable {
    var action: Action
    var label: String
  }

  /// What a person can ask for. The names go to the server and come back.
  enum Action: String, Sendable {
    case enroll
    case ignore
    case addLicenses = "add-licenses"
    case later
    /// By the specification, a click on the notification itself; some servers make it a button too.
    case details = "default"
  }

  enum Life: Equatable, Sendable {
    /// What is only for information goes by itself.
    case bySeverity
    /// Until the person takes it away.
    case lasting
    /// A word in passing, which no server needs to keep.
    case passing
  }

  /// A word of this program's own, which no notice of the agent stands for.
  static func passing(severity: String = "warning", _ summary: String, _ body: String) -> Content {
    Content(
      severity: severity, summary: clean(summary, limit: 200), body: cleanLines(body),
      life: .passing)
  }

  /// Whether a button works for this person, here and now.
  struct Abilities: Equatable, Sendable {
    /// Is an administrator, and somebody can ask for the password where one is needed.
    var administers = false
    /// The desktop shows files to choose from.
    var choosesFiles = false
    /// The agent remembers what is reported.
    var reports = false
  }

  /// One notice, as this reader reads it.
  init(_ notice: NoticeView, for reader: Reader, isAdministrator: Bool, _ able: Abilities) {
    let text = notice.text(for: reader, isAdministrator: isAdministrator)
    severity = notice.severity
    summary = clean(text.summary, limit: 200)
    body = cleanLines([text.body, text.nextStep].filter { !$0.isEmpty }.joined(separator: "\n"))
    if notice.cause == "candidate" { category = "device.added" }
    func add(_ action: Action, _ term: Term) {
      buttons.append(Button(action: action, label: reader.text(term)))
    }
    add(.details, .detailsButton)
    if able.administers {
      if notice.actions.contains(Action.enroll.rawValue) { add(.enroll, .enrollButton) }
      if notice.actions.contains(Action.ignore.rawValue) { add(.ignore, .ignoreButton) }
      if able.choosesFiles, notice.actions.contains(Action.addLicenses.rawValue) {
        add(.addLicenses, .addLicensesButton)
      }
    }
    // Tomorrow it is too late on the last day.
    if able.reports, notice.stage != "1-day" { add(.later, .laterButton) }
  }

  init(
    severity: String, summary: String, body: String, buttons: [Button] = [],
    category: String = "x-stationmaster.notice", life: Life = .bySeverity
  ) {
    self.severity = severity
    self.summary = summary
    self.body = body
    self.buttons = buttons
    self.category = category
    self.life = life
  }
}

extension NoticeView {
  func text(for reader: Reader, isAdministrator: Bool) -> NoticeText {
    reader.notice(
      words, english: NoticeText(summary: summary, body: body, nextStep: nextStep),
      isAdministrator: isAdministrator)
  }
}

/// One line without what would turn a line around, or control a terminal: names of devices are from
/// whoever built them.
func clean(_ text: String, limit: Int) -> String {
  // French has spaces at which no line may end.
  text.split(separator: "\u{A0}", omittingEmptySubsequences: false).map { part in
    part.split(separator: "\u{202F}", omittingEmptySubsequences: false)
      .map { Label.clean(String($0), limit: limit) }.joined(separator: "\u{202F}")
  }.joined(separator: "\u{A0}")
}

/// Some lines of that kind; longer ones than any screen shows are cut.
func cleanLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: true).prefix(60)
    .map { clean(String($0), limit: 1000) }.joined(separator: "\n")
}
