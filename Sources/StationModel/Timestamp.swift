/// A point in time: milliseconds since 1970-01-01 00:00 UTC, without leap seconds.
///
/// The pure rooms take `now` as an argument of this type and never read a clock.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Int64) { self.milliseconds = seconds.multipliedClamped(by: 1000) }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Saturates at the ends of the range instead of trapping: dates come from outside.
  public static func + (time: Timestamp, span: Span) -> Timestamp {
    let (sum, overflow) = time.milliseconds.addingReportingOverflow(span.milliseconds)
    if overflow { return Timestamp(milliseconds: span.milliseconds < 0 ? .min : .max) }
    return Timestamp(milliseconds: sum)
  }

  /// The time from `earlier` to `later`; negative if they are the other way round. Saturates.
  public static func - (later: Timestamp, earlier: Timestamp) -> Span {
    let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(
      earlier.milliseconds)
    if overflow { return Span(milliseconds: later < earlier ? .min : .max) }
    return Span(milliseconds: difference)
  }

  // On disk and on the wire a time is its bare number of milliseconds.
  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

/// A length of time in milliseconds. (`Duration` counts attoseconds, which no deadline here needs.)
public struct Span: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func seconds(_ count: Int64) -> Span {
    Span(milliseconds: count.multipliedClamped(by: 1000))
  }
  public static func minutes(_ count: Int64) -> Span {
    Span(milliseconds: count.multipliedClamped(by: 60_000))
  }
  public static func hours(_ count: Int64) -> Span {
    Span(milliseconds: count.multipliedClamped(by: 3_600_000))
  }
  /// Days of exactly 24 hours.
  public static func days(_ count: Int64) -> Span {
    Span(milliseconds: count.multipliedClamped(by: 86_400_000))
  }

  public static let zero = Span(milliseconds: 0)

  public static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
}

extension Int64 {
  fileprivate func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    if overflow { return (self < 0) == (factor < 0) ? .max : .min }
    return product
  }
}
