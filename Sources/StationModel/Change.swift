/// One change to what the ledger keeps. Pure rooms decide them, the ledger commits them; each
/// becomes a row of the history, in the same transaction.
public enum Change: Sendable, Equatable {
  /// A new station, or a new state of its record.
  case station(Enrolled, event: StationEvent)
  case forget(StationKey)
  case mode(LicenseMode)
  case addPack(Pack, token: String)
  /// A new lease, or a renewal in place of the station's former one.
  case lease(Lease, isRenewal: Bool)
  case release(StationKey, why: String)
  /// A grace that begins or, if `endedAt` is set, ends.
  case grace(GraceClock)
  case notice(Notice)
  case closeNotice(NoticeID, why: String)

  /// What happened to a station's record. The raw value is what history shows.
  public enum StationEvent: String, Sendable {
    case enrolled, renamed, bound, absent, returned
  }
}
