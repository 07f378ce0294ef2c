public import StationModel

/// The figures of one period and one group. Plain numbers and texts: it goes over the bus as it is.
public struct UsageRow: Sendable, Equatable {
  /// `2026-11-26`, `2026-11`, `all`.
  public var period: String
  /// The part of the period that is counted: from here …
  public var from: Timestamp
  /// … to the moment before this one.
  public var to: Timestamp
  /// The period is not counted whole: the query cuts it, or it is not over yet.
  public var isPartial: Bool
  /// The pack, label, name or station key. Nil without grouping, and for the rest that has no group.
  public var group: String?
  /// For a station its number and name: `3 Front desk`.
  public var name: String?
  /// The most licenses that were held at one moment.
  public var peak: Int
  /// The first moment of the peak; nil if nothing was held.
  public var peakAt: Timestamp?
  /// Licenses held on the average over the time, in thousandths of a license.
  public var averageThousandths: Int
  public var granted: Int
  public var renewed: Int
  public var released: Int
  public var revoked: Int
  /// How often a station came to be `unlicensed` or `over`. Nil: not known, or not of this group.
  public var denials: Int?
  /// Minutes that stations spent in that state, added up over the stations. Nil as above.
  public var graceMinutes: Int?
  public var unlicensedMinutes: Int?
  public var overMinutes: Int?
  /// Denials and minutes are known only from then on; nil if that is the whole period, or not at all.
  public var statesFrom: Timestamp?
  /// How many licenses there were at the period's last moment. Nil where groups are not packs.
  public var licenses: Int?

  public var average: Double { Double(averageThousandths) / 1000 }

  public init(
    period: String, from: Timestamp, to: Timestamp, isPartial: Bool = false,
    group: String? = nil, name: String? = nil, peak: Int = 0, peakAt: Timestamp? = nil,
    averageThousandths: Int = 0, granted: Int = 0, renewed: Int = 0, released: Int = 0,
    revoked: Int = 0, denials: Int? = nil, graceMinutes: Int? = nil,
    unlicensedMinutes: Int? = nil, overMinutes: Int? = nil, statesFrom: Timestamp? = nil,
    licenses: Int? = nil
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
    self.granted = granted
    self.renewed = renewed
    self.released = released
    self.revoked = revoked
    self.denials = denials
    self.graceMinutes = graceMinutes
    self.unlicensedMinutes = unlicensedMinutes
    self.overMinutes = overMinutes
    self.statesFrom = statesFrom
    self.licenses = licenses
  }
}
