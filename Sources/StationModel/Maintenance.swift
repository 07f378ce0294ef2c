/// An administrator works on this computer: no new licenses are given, and notices about licenses wait.
/// Clocks go on and are shown. Nobody is refused for want of a license.
public struct Maintenance: Sendable, Hashable, Codable {
  public var since: Timestamp
  /// When it ends by itself; nil if only by command.
  public var until: Timestamp?

  public init(since: Timestamp, until: Timestamp? = nil) {
    self.since = since
    self.until = until
  }

  /// Until its end comes, to the millisecond.
  public func isOn(at now: Timestamp) -> Bool { until.map { now < $0 } ?? true }

  /// From when it begins to its end at most, if it has one.
  public static let longest = Span.days(366)
}
