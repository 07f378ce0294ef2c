import AgentInterface
import DBus

/// What PAM knows of a sign-in (docs/sign-in.md). Everybody on this computer may write it.
struct SignInFacts: Equatable {
  var user: String
  var uid: UInt32
  var groups: Set<String>
  var service: String
  var tty: String
  var display: String
  var seat: String
  /// The class of the session that is to begin, where it is told: `user`, `greeter`.
  var sessionClass: String
  var remoteHost: String?
  /// When nobody waits for the answer any more, in milliseconds of CLOCK_MONOTONIC; nil if that is not
  /// said.
  var until: Int64?

  /// Strict in what it takes, and limited. Keys that are not known are left alone.
  init(_ value: Value?) throws(AgentError) {
    guard let list = value?.asList, list.count <= 32, let fields = value?.asDictionary else {
      throw Self.bad("The facts are no dictionary of texts, or too many.")
    }
    func text(_ key: String, limit: Int = 255) throws(AgentError) -> String {
      guard let value = fields[key] else { return "" }
      guard case .string(let text) = value, text.utf8.count <= limit,
        text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
      else { throw Self.bad("The fact '\(key)' is no text, too long, or cannot be shown.") }
      return text
    }
    user = try text("user")
    guard !user.isEmpty else { throw Self.bad("Who wants to sign in is not said.") }
    let number = try text("uid", limit: 10)
    guard let uid = UInt32(number), String(uid) == number else {
      throw Self.bad("The fact 'uid' is no number of a user.")
    }
    self.uid = uid
    groups = Set(try text("groups", limit: 16_384).split(separator: ",").map(String.init))
    service = try text("service")
    tty = try text("tty")
    display = try text("display")
    seat = try text("seat")
    sessionClass = try text("class")
    let host = try text("rhost")
    remoteHost = host.isEmpty ? nil : host
    let end = try text("until", limit: 20)
    until = Int64(end)
    guard end.isEmpty || until != nil else { throw Self.bad("The fact 'until' is no number.") }
  }

  private static func bad(_ what: String) -> AgentError {
    AgentError(
      .badArgument, what,
      nextStep:
        "The facts are those of /usr/share/doc/stationmaster/sign-in.md: user, uid, groups, service, tty, display, "
        + "seat, class, rhost, until.")
  }
}

extension SignInFacts {
  /// Whether an answer that is given now still counts: who waits lets everybody in after a second, and
  /// then nobody was refused. The way back takes some of it: on a slow machine that did it for the first time,
  /// 450 milliseconds.
  func isAwaited(at now: Int64) -> Bool { until.map { now + Self.wayBack < $0 } ?? true }

  private static let wayBack: Int64 = 500
}
