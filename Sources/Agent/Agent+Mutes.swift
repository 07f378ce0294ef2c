import AgentInterface
import DBus
import Ledger
import Notices
import StationModel

/// Which notices are told to nobody for a time.
extension Agent {
  func mute(_ call: Call, by user: Int) throws(AgentError) {
    guard call.arguments.count == 3, let cause = call.arguments[0].asString,
      let audience = call.arguments[1].asString, let end = call.arguments[2].asInt
    else { throw unknownMethod(call) }
    let mute = try Mute(
      cause: cause, audience: audience, until: Timestamp(milliseconds: Int64(end)), by: user,
      now: clock.now)
    try apply([.mute(mute)], by: user)
  }

  /// What is not muted stays so: whoever asks twice has what was asked for.
  func unmute(_ call: Call, by user: Int) throws(AgentError) {
    guard call.arguments.count == 2, let cause = call.arguments[0].asString,
      let audience = call.arguments[1].asString
    else { throw unknownMethod(call) }
    try apply(
      [.unmute(cause: try Mute.cause(cause), try Mute.audience(audience))], by: user)
  }
}

extension Mute {
  /// As somebody asks for it.
  init(
    cause: String, audience: String, until: Timestamp, by user: Int, now: Timestamp
  ) throws(AgentError) {
    self.init(
      cause: try Mute.cause(cause), audience: try Mute.audience(audience), since: now,
      until: until, user: user)
    guard until > now else {
      throw AgentError(
        .badArgument, "Notices cannot be muted until \(until.utcText): that is over.",
        nextStep: "Name a time to come: stationctl notice mute \(cause) --for 14d")
    }
    guard until <= now + Mute.longest else {
      throw AgentError(
        .badArgument, "Notices are muted for a year at most.",
        nextStep: "Name an earlier end: stationctl notice mute \(cause) --for 14d")
    }
  }

  static func cause(_ text: String) throws(AgentError) -> String {
    guard NoticeID.causes.contains(text) else {
      throw AgentError(
        .badArgument, "There are no notices of the cause '\(Label.clean(text, limit: 60))'.",
        nextStep: "The causes are: \(NoticeID.causes.joined(separator: ", ")).")
    }
    return text
  }

  static func audience(_ text: String) throws(AgentError) -> Audience {
    guard let audience = Audience(rawValue: text) else {
      throw AgentError(
        .badArgument, "'\(Label.clean(text, limit: 60))' is nobody whom notices are told to.",
        nextStep: "Take administrators, people (all others) or everyone.")
    }
    return audience
  }
}
