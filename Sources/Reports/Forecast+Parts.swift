public import StationModel

extension Forecast.Answer {
  /// From when on licenses are short, or until when they are not; nil for the other answers.
  public var date: Timestamp? {
    switch self {
    case .runsOut(let date, _), .notAtThisTrend(let date): date
    case .alreadyShort, .unknown: nil
    }
  }

  /// Why they run out: `growth` or `pack-ends`.
  public var because: String? {
    if case .runsOut(_, let cause) = self { cause.code } else { nil }
  }

  /// The pack that ends, if one is the reason and it is known.
  public var pack: String? {
    if case .runsOut(_, .packEnds(let pack)) = self { pack } else { nil }
  }

  /// Why it is unknown, as the rest of a sentence.
  public var why: String? {
    if case .unknown(let why) = self { why } else { nil }
  }

  /// From its parts, as they come over the bus. Nil if they do not make an answer.
  public init?(code: String, date: Timestamp?, because: String?, pack: String?, why: String?) {
    switch (code, date, because) {
    case ("runs-out", let date?, "growth"): self = .runsOut(on: date, because: .growth)
    case ("runs-out", let date?, "pack-ends"): self = .runsOut(on: date, because: .packEnds(pack))
    case ("already-short", _, _): self = .alreadyShort
    case ("not-at-this-trend", let date?, _): self = .notAtThisTrend(until: date)
    case ("unknown", _, _): self = .unknown(why: why ?? "no reason is given")
    default: return nil
    }
  }
}
