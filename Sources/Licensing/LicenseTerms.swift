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
  /// How long a person's lease lasts. Less than a day counts as a day.
  public var userTerm: Span
  /// The lease of a person who is signed in is extended once it is older than this.
  public var userExtension: Span
  /// How many percent of a pack may stand revoked at once. 0: nothing can be revoked.
  public var revocationCap: Int

  public init(
    hostGrace: Span = .days(120), stationGrace: Span = .days(90),
    termDays: ClosedRange<Int> = 52...89, renewalWindow: Span = .days(7),
    absenceHold: Span = .days(14), userTerm: Span = .days(60), userExtension: Span = .days(1),
    revocationCap: Int = 20
  ) {
    self.hostGrace = hostGrace
    self.stationGrace = stationGrace
    self.termDays = termDays
    self.renewalWindow = renewalWindow
    self.absenceHold = absenceHold
    self.userTerm = userTerm
    self.userExtension = userExtension
    self.revocationCap = revocationCap
  }
}

extension LicenseTerms {
  private var days: ClosedRange<Int> {
    let lower = min(max(termDays.lowerBound, 1), 36_500)
    return lower...min(max(termDays.upperBound, lower), 36_500)
  }

  /// The renewal window that is really used.
  func window(for kind: LicenseKind) -> Span {
    let term =
      switch kind {
      case .device: Span.days(Int64(days.lowerBound))
      case .user: wholeUserTerm
      }
    return Span(milliseconds: min(max(renewalWindow.milliseconds, 0), term.milliseconds / 2))
  }

  var wholeUserTerm: Span { max(userTerm, .days(1)) }

  /// When a license that `holder` is given at `now` ends, if it is of a pack that ends at `end`. A
  /// station's term looks random, but is the same for the same station, pack and moment.
  func end(of pack: String, endingAt end: Timestamp, for holder: Holder, at now: Timestamp)
    -> Timestamp
  {
    switch holder {
    case .user: return min(now + wholeUserTerm, end)
    case .station(let key):
      var hash = FNV1a()
      hash.feed(key.text)
      hash.feed(0)
      hash.feed(pack)
      hash.feed(0)
      withUnsafeBytes(of: now.milliseconds.littleEndian) { bytes in
        for byte in bytes { hash.feed(byte) }
      }
      let days = days
      let choice = hash.value % UInt64(days.count)
      return min(now + .days(Int64(days.lowerBound) + Int64(choice)), end)
    }
  }
}

/// FNV-1a with 64 bits: the same on every machine and in every run, unlike `Hasher`.
struct FNV1a {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func feed(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  mutating func feed(_ text: String) {
    var text = text
    text.withUTF8 { for byte in $0 { feed(byte) } }
  }
}
