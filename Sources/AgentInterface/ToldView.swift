import DBus

/// Somebody was told the present stage of a notice.
public struct ToldView: Sendable, Equatable, Codable {
  /// `user/<name>`, program or mail.
  public var recipient: String
  /// desktop, terminal, command or hook.
  public var way: String
  /// shown, expired, dismissed, acted, later or failed; due once the time of later has come.
  public var state: String
  /// When that stage reached them first.
  public var at: WireTime?
  /// When they are told again; nil unless the state is later.
  public var again: WireTime?

  public init(recipient: String, way: String, state: String, at: WireTime?, again: WireTime? = nil)
  {
    self.recipient = recipient
    self.way = way
    self.state = state
    self.at = at
    self.again = again
  }

  static let signature = "(sssxx)"

  var value: Value {
    .structure([
      .string(recipient), .string(way), .string(state), WireTime.value(at), WireTime.value(again),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let recipient = fields[0].asString,
      let way = fields[1].asString, let state = fields[2].asString
    else { return nil }
    self.init(
      recipient: recipient, way: way, state: state, at: WireTime(fields[3]),
      again: WireTime(fields[4]))
  }
}

/// Somebody who should be told a notice and was not.
public struct UndeliveredView: Sendable, Equatable, Codable {
  /// The name of the person.
  public var user: String
  /// In English, as the rest of a sentence.
  public var why: String

  public init(user: String, why: String) {
    self.user = user
    self.why = why
  }

  static let signature = "(ss)"

  var value: Value { .structure([.string(user), .string(why)]) }

  init?(_ value: Value) {
    guard let fields = value.asStrings, fields.count == 2 else { return nil }
    self.init(user: fields[0], why: fields[1])
  }
}

/// Notices of a cause are told to nobody of an audience for a time.
public struct MuteView: Sendable, Equatable, Codable {
  public var cause: String
  /// administrators, people (all others) or everyone.
  public var audience: String
  public var since: WireTime?
  public var until: WireTime?
  /// Who asked for it: the name, or the number where there is none.
  public var by: String

  public init(cause: String, audience: String, since: WireTime?, until: WireTime?, by: String) {
    self.cause = cause
    self.audience = audience
    self.since = since
    self.until = until
    self.by = by
  }

  static let signature = "(ssxxs)"

  var value: Value {
    .structure([
      .string(cause), .string(audience), WireTime.value(since), WireTime.value(until), .string(by),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let cause = fields[0].asString,
      let audience = fields[1].asString, let by = fields[4].asString
    else { return nil }
    self.init(
      cause: cause, audience: audience, since: WireTime(fields[2]), until: WireTime(fields[3]),
      by: by)
  }
}

/// A session agent that is there.
public struct NotifierView: Sendable, Equatable, Codable {
  /// Its unique name on the agent's bus.
  public var name: String
  public var user: String
  /// logind's id; empty if it does not know its own.
  public var session: String
  /// Why it can show nothing now, in English; empty if it can.
  public var trouble: String
  /// It is the one of its user that shows notices.
  public var shows: Bool

  public init(name: String, user: String, session: String, trouble: String, shows: Bool) {
    self.name = name
    self.user = user
    self.session = session
    self.trouble = trouble
    self.shows = shows
  }

  static let signature = "(ssssb)"

  var value: Value {
    .structure([
      .string(name), .string(user), .string(session), .string(trouble), .bool(shows),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let shows = fields[4].asBool else {
      return nil
    }
    let texts = fields.prefix(4).compactMap(\.asString)
    guard texts.count == 4 else { return nil }
    self.init(name: texts[0], user: texts[1], session: texts[2], trouble: texts[3], shows: shows)
  }
}
