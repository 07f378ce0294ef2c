public import StationModel

/// How long things last. docs/licenses.md explains each.
public struct LicenseTerms: Sendable, Equatable {
  /// From the first station that needs a license and has none, for the whole host. Once.
  public var hostGrace: Span
  /// From the first moment at which one station needs a license and has none. Once per key.
  public var stationGrace: Span
  /// A lease lasts a random whole number of days out of these, so that renewals spread.
  /// Days below 1 count as 1, days above 36,500 as 36,500.
  public var termDays: ClosedRange<Int>
  /// A lease is renewed when this much or less remains. Never more than half of the shortest term
  /// is used, or every lease would always be due.
  public var renewalWindow: Span
  /// How long a station that is gone keeps its lease.
  public var absenceHold: Span

  public init(
    hostGrace: Span = .days(120), stationGrace: Span = .days(90),
    termDays: ClosedRange<Int> = 52...89, renewalWindow: Span = .days(7),
    absenceHold: Span = .days(14)
  ) {
    self.hostGrace = hostGrace
    self.stationGrace = stationGrace
    self.termDays = termDays
    self.renewalWindow = renewalWindow
    self.absenceHold = absenceHold
  }
}

extension LicenseTerms {
  private var days: ClosedRange<Int> {
    let lower = min(max(termDays.lowerBound, 1), 36_500)
    return lower...min(max(termDays.upperBound, lower), 36_500)
  }

  /// The renewal window that is really used.
  var window: Span {
    let half = Span.days(Int64(days.lowerBound)).milliseconds / 2
    return Span(milliseconds: min(max(renewalWindow.milliseconds, 0), half))
  }

  /// When `lease` is due for renewal, if it ends at `end`.
  func renewalPoint(of end: Timestamp) -> Timestamp {
    end + Span(milliseconds: -window.milliseconds)
  }

  /// A lease of `pack` from `now` on. Its term looks random, but is the same for the same three.
  func lease(of pack: Pack, to station: StationKey, at now: Timestamp) -> Lease {
    var hash = FNV1a()
    hash.feed(station.text.utf8)
    hash.feed(CollectionOfOne(0))
    hash.feed(pack.id.utf8)
    hash.feed(CollectionOfOne(0))
    withUnsafeBytes(of: now.milliseconds.littleEndian) { hash.feed($0) }
    let choice = hash.value % UInt64(days.count)
    let end = now + .days(Int64(days.lowerBound) + Int64(choice))
    return Lease(station: station, pack: pack.id, grantedAt: now, expiresAt: min(end, pack.end))
  }
}

extension Pack {
  /// The first moment at which it is no longer valid.
  var end: Timestamp { validUntil ?? Timestamp(milliseconds: .max) }
}

/// FNV-1a with 64 bits: the same on every machine and in every run, unlike `Hasher`.
struct FNV1a {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}
