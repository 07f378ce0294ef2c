import AgentInterface
import Words

/// All that the presenter knows from one look to the next.
struct Scene {
  var screen = Screen()
  var sign = StationSign()
  var server: Server?
  var reports = Reports()
  var attendance = Attendance.unknown
  var trouble = Trouble.none
  var backOff = BackOff()
  /// The next look that is arranged.
  var wake: ContinuousClock.Instant?
  /// Why nothing can be shown.
  enum Trouble: Equatable {
    case none
    case missing
    case failing(String)

    /// For the agent, in English; empty for none.
    var text: String {
      switch self {
      case .none: ""
      case .missing: "there is no notification server in the session"
      case .failing(let why): "the notification server shows nothing: " + why
      }
    }
  }

  /// In how long to look again though nothing happens; nil if that need not be.
  var nextLook: Duration?
  /// What was to be shown at the last look, by notice.
  var notices: [String: NoticeView] = [:]
  var isAdministrator = false
  /// Words of this program's own that no server has shown yet.
  var unsaid: [Content] = []
  /// What the file holds.
  var remembered: ScreenMemory?
  /// The earlier life's screen was looked for.
  var hasRecalled = false

  /// What the agent knows of this program.
  enum Attendance: Equatable {
    /// It was not told yet, or is another one now.
    case unknown
    case told(trouble: String)
    /// It has no ear for that: of an earlier version.
    case ignorant
  }

  mutating func lookAgain(in delay: Duration) { nextLook = min(nextLook ?? delay, delay) }

  mutating func add(_ outcomes: [Screen.Outcome]) {
    if attendance == .ignorant { return }
    for outcome in outcomes { reports.add(outcome) }
  }

  /// What the agent does not know, though it was or should have been told.
  mutating func addForgotten(_ outcomes: [Screen.Outcome]) {
    if attendance == .ignorant { return }
    for outcome in outcomes { reports.repeatLast(outcome) }
  }
}
