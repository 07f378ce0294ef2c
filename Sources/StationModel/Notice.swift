/// A thing people must know. One notice per cause and subject; a later stage takes the earlier's place.
public struct Notice: Sendable, Equatable {
  public var id: NoticeID
  public var severity: Severity
  public var stage: Stage
  public var audience: Audience
  /// When the thing that it warns of happens; nil if there is no date.
  public var deadline: Timestamp?
  /// The station's number, for the text and for the people at it.
  public var stationNumber: Int?
  /// One line in English, no markup.
  public var summary: String
  /// What happened, to which station, until when. No markup.
  public var body: String
  /// What to do next, as a sentence or a command.
  public var nextStep: String
  /// The same three texts without the words of any language, for readers of others: what the room
  /// `Words` writes and reads. Empty for a notice of before there were any.
  public var words: String
  /// When this stage was reached.
  public var raisedAt: Timestamp

  public enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
    case info, warning, critical

    public static func < (left: Severity, right: Severity) -> Bool {
      left.order < right.order
    }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// Who is told.
  public enum Audience: String, Sendable, Codable, CaseIterable {
    case administrators
    /// The administrators and the people at the station.
    case station
    /// Everybody on this host.
    case everyone
  }

  public init(
    id: NoticeID, severity: Severity, stage: Stage, audience: Audience, deadline: Timestamp?,
    stationNumber: Int?, summary: String, body: String, nextStep: String, words: String = "",
    raisedAt: Timestamp
  ) {
    self.id = id
    self.severity = severity
    self.stage = stage
    self.audience = audience
    self.deadline = deadline
    self.stationNumber = stationNumber
    self.summary = summary
    self.body = body
    self.nextStep = nextStep
    self.words = words
    self.raisedAt = raisedAt
  }
}

/// `<cause>/<subject>`: `exhausted/pci-0000:00:14.0/1`, `unconfigured/host`, `plugin-failed/vms`.
public struct NoticeID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let text: String
  public init(_ text: String) { self.text = text }
  public init(cause: String, subject: String) { text = cause + "/" + subject }
  /// The part before the first slash.
  public var cause: String { String(text.prefix { $0 != "/" }) }
  public var description: String { text }
  public static func < (left: NoticeID, right: NoticeID) -> Bool { left.text < right.text }
}

/// How far a notice has come: day 0 of a grace, then the ladder, then the end.
public enum Stage: String, Sendable, Codable, CaseIterable, Comparable {
  case begun
  case days30 = "30-days"
  case days14 = "14-days"
  case days7 = "7-days"
  case days3 = "3-days"
  case days1 = "1-day"
  /// The deadline has passed.
  case ended

  public static func < (left: Stage, right: Stage) -> Bool { left.order < right.order }
  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
