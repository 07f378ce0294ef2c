import DBus

/// What polkit says to one question, or why it says nothing.
enum PolkitAnswer: Equatable, Sendable {
  case allowed
  case denied
  /// Somebody would have to be asked for a password, and the caller did not say that this may be done.
  case needsInteraction
  /// Nobody could be asked: no session of the caller shows questions.
  case nobodyToAsk
  /// The question was closed without a password.
  case dismissed
  /// polkit does not run, or does not answer; as the rest of a sentence.
  case unknown(why: String)
}

/// One question to polkit (org.freedesktop.PolicyKit1.Authority, polkit's reference manual).
struct PolkitQuestion: Sendable {
  var action: String
  /// The caller's unique name on the bus.
  var caller: String
  var details: [String: String]
  var isInteractive: Bool
  /// Names the question for whoever takes it back; unique for the connection.
  var id: String
  var milliseconds: UInt64

  static let service = "org.freedesktop.PolicyKit1"
  private static let path = "/org/freedesktop/PolicyKit1/Authority"
  private static let interface = "org.freedesktop.PolicyKit1.Authority"

  func ask(on bus: Connection) async -> PolkitAnswer {
    let answer: [Value]
    do throws(DBusError) {
      answer = try await bus.call(
        Self.service, Self.path, Self.interface, "CheckAuthorization", arguments,
        timeoutMilliseconds: milliseconds)
    } catch {
      return Self.answer(to: error)
    }
    guard let result = answer.first?.asList, result.count == 3, let isAuthorized = result[0].asBool,
      let isChallenge = result[1].asBool
    else { return .unknown(why: "polkit answered what is no answer") }
    if isAuthorized { return .allowed }
    if isChallenge { return isInteractive ? .nobodyToAsk : .needsInteraction }
    let isDismissed = result[2].asDictionary?["polkit.dismissed"]?.asString?.isEmpty == false
    return isDismissed ? .dismissed : .denied
  }

  /// The question is not shown any longer; what is answered to it does not matter.
  func takeBack(on bus: Connection) async {
    _ = try? await bus.call(
      Self.service, Self.path, Self.interface, "CancelCheckAuthorization", [.string(id)],
      timeoutMilliseconds: 5000)
  }

  private var arguments: [Value] {
    [
      .structure([.string("system-bus-name"), .properties(["name": .string(caller)])]),
      .string(action),
      .array(
        of: "{ss}",
        details.sorted { $0.key < $1.key }.map { .entry(.string($0.key), .string($0.value)) }),
      .uint32(isInteractive ? 1 : 0), .string(id),
    ]
  }

  private static func answer(to error: DBusError) -> PolkitAnswer {
    switch error.name {
    case "org.freedesktop.PolicyKit1.Error.Cancelled": .dismissed
    case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Timeout":
      .unknown(why: "polkit, which decides about it, does not answer")
    default:
      error.isServiceUnknown
        ? .unknown(why: "polkit, which could ask for a password, does not run here")
        : .unknown(why: "polkit could not be asked: \(oneSentence(error.message))")
    }
  }
}
