public import DBus

/// How the licenses were used: what `Report` answers. The figures are explained in docs/reports.md.
public struct UsageAnswer: Sendable, Equatable {
  public var rows: [UsageLine]
  public var from: WireTime?
  public var to: WireTime?
  /// Nil for an empty history.
  public var historyBegins: WireTime?
  /// Before this moment the history does not say who went short; nil if it never does.
  public var statesKnownFrom: WireTime?
  public var unreadable: Int
  public var outOfOrder: Int
  public var omitted: Int

  public init(
    rows: [UsageLine], from: WireTime?, to: WireTime?, historyBegins: WireTime?,
    statesKnownFrom: WireTime?, unreadable: Int, outOfOrder: Int, omitted: Int
  ) {
    self.rows = rows
    self.from = from
    self.to = to
    self.historyBegins = historyBegins
    self.statesKnownFrom = statesKnownFrom
    self.unreadable = unreadable
    self.outOfOrder = outOfOrder
    self.omitted = omitted
  }

  static let arguments: [Interface.Argument] = [
    .init("rows", "a" + UsageLine.signature), .init("from", "x"), .init("to", "x"),
    .init("historyBegins", "x"), .init("statesKnownFrom", "x"), .init("unreadable", "t"),
    .init("outOfOrder", "t"), .init("omitted", "t"),
  ]

  public var values: [Value] {
    [
      .array(of: UsageLine.signature, rows.map(\.value)), WireTime.value(from),
      WireTime.value(to), WireTime.value(historyBegins), WireTime.value(statesKnownFrom),
      .uint64(UInt64(clamping: unreadable)), .uint64(UInt64(clamping: outOfOrder)),
      .uint64(UInt64(clamping: omitted)),
    ]
  }

  init?(_ values: [Value]) {
    guard values.count == 8, let list = values[0].asList else { return nil }
    let rows = list.compactMap(UsageLine.init)
    let numbers = values.dropFirst().compactMap(\.asInt)
    guard rows.count == list.count, numbers.count == 7 else { return nil }
    self.init(
      rows: rows, from: WireTime(milliseconds: numbers[0]), to: WireTime(milliseconds: numbers[1]),
      historyBegins: WireTime(milliseconds: numbers[2]),
      statesKnownFrom: WireTime(milliseconds: numbers[3]), unreadable: numbers[4],
      outOfOrder: numbers[5], omitted: numbers[6])
  }
}

/// One group of one period. A number that is nil is not known.
public struct UsageLine: Sendable, Equatable {
  public var period: String
  public var from: WireTime?
  public var to: WireTime?
  public var isPartial: Bool
  public var group: String?
  public var name: String?
  public var peak: Int
  public var peakAt: WireTime?
  public var averageThousandths: Int
  /// Licenses granted, renewed, released, revoked.
  public var counts: Counts
  public var denials: Int?
  public var graceMinutes: Int?
  public var unlicensedMinutes: Int?
  public var overMinutes: Int?
  public var statesFrom: WireTime?
  public var licenses: Int?

  public struct Counts: Sendable, Equatable {
    public var granted: Int
    public var renewed: Int
    public var released: Int
    public var revoked: Int

    public init(granted: Int, renewed: Int, released: Int, revoked: Int) {
      self.granted = granted
      self.renewed = renewed
      self.released = released
      self.revoked = revoked
    }
  }

  public init(
    period: String, from: WireTime?, to: WireTime?, isPartial: Bool, group: String?,
    name: String?, peak: Int, peakAt: WireTime?, averageThousandths: Int, counts: Counts,
    denials: Int?, graceMinutes: Int?, unlicensedMinutes: Int?, overMinutes: Int?,
    statesFrom: WireTime?, licenses: Int?
  ) {
    self.period = period
    self.from = from
    self.to = to
    self.isPartial = isPartial
    self.group = group
    self.name = name
    self.peak = peak
    self.peakAt = peakAt
    self.averageThousandths = averageThousandths
    self.counts = counts
    self.denials = denials
    self.graceMinutes = graceMinutes
    self.unlicensedMinutes = unlicensedMinutes
    self.overMinutes = overMinutes
    self.statesFrom = statesFrom
    self.licenses = licenses
  }

  static let signature = "(sssbxxxxxxxxxxxxxxx)"

  var value: Value {
    func number(_ count: Int?) -> Value { .int64(count.map { Int64($0) } ?? -1) }
    return .structure([
      .string(period), .string(group ?? ""), .string(name ?? ""), .bool(isPartial),
      WireTime.value(from), WireTime.value(to), number(peak), WireTime.value(peakAt),
      number(averageThousandths), number(counts.granted), number(counts.renewed),
      number(counts.released), number(counts.revoked), number(denials), number(graceMinutes),
      number(unlicensedMinutes), number(overMinutes), WireTime.value(statesFrom),
      number(licenses),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 19, let period = fields[0].asString,
      let group = fields[1].asString, let name = fields[2].asString,
      let isPartial = fields[3].asBool
    else { return nil }
    let numbers = fields.dropFirst(4).compactMap(\.asInt)
    guard numbers.count == 15 else { return nil }
    func known(_ index: Int) -> Int? { numbers[index] < 0 ? nil : numbers[index] }
    self.init(
      period: period, from: WireTime(milliseconds: numbers[0]),
      to: WireTime(milliseconds: numbers[1]), isPartial: isPartial,
      group: group.isEmpty ? nil : group, name: name.isEmpty ? nil : name, peak: numbers[2],
      peakAt: WireTime(milliseconds: numbers[3]), averageThousandths: numbers[4],
      counts: Counts(
        granted: numbers[5], renewed: numbers[6], released: numbers[7], revoked: numbers[8]),
      denials: known(9), graceMinutes: known(10), unlicensedMinutes: known(11),
      overMinutes: known(12), statesFrom: WireTime(milliseconds: numbers[13]),
      licenses: known(14))
  }
}
