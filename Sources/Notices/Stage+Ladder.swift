import StationModel

extension Stage {
  /// The steps before a deadline, and the time that is left when each is reached.
  private static let ladder: [(stage: Stage, left: Span)] = [
    (.days30, .days(30)), (.days14, .days(14)), (.days7, .days(7)), (.days3, .days(3)),
    (.days1, .days(1)), (.ended, .zero),
  ]

  /// The stage in which `now` is. A grace that is shorter than a step begins in a later one.
  init(at now: Timestamp, before deadline: Timestamp) {
    let left = deadline - now
    self = Self.ladder.last { left <= $0.left }?.stage ?? .begun
  }

  /// When a stage beyond this one is reached; nil if none will be.
  func nextStep(after now: Timestamp, before deadline: Timestamp) -> Timestamp? {
    Self.ladder.lazy.filter { $0.stage > self }
      .map { deadline + Span(milliseconds: -$0.left.milliseconds) }.first { $0 > now }
  }

  /// When this stage begins; nil for the first, which begins with the grace.
  func begin(before deadline: Timestamp) -> Timestamp? {
    Self.ladder.first { $0.stage == self }.map {
      deadline + Span(milliseconds: -$0.left.milliseconds)
    }
  }

  var severity: Notice.Severity {
    switch self {
    case .begun, .days30: .info
    case .days14, .days7: .warning
    case .days3, .days1, .ended: .critical
    }
  }

  /// Administrators from day 0; the people at the station, or at all of them, when it concerns them
  /// tomorrow.
  ///
  /// - Parameter station: its number; nil for what concerns the whole host.
  func audience(station: Int?) -> Notice.Audience {
    self < .days1 ? .administrators : station == nil ? .everyone : .station
  }
}
