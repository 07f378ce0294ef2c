/// What history keeps of a power cycle.
public struct PowerCycled: Sendable, Equatable {
  /// `returned`, `stayed`, `away`, or `failed` if the ports could not be switched.
  public var outcome: String
  /// In words: "port 2 of the hub 1-1 (Switch)".
  public var ports: String
  /// Who asked for it: the number of the Unix user.
  public var user: Int

  public init(outcome: String, ports: String, user: Int) {
    self.outcome = outcome
    self.ports = ports
    self.user = user
  }
}

/// One change to what the ledger keeps. Pure rooms decide them, the ledger commits them; each
/// becomes a row of the history, in the same transaction.
public enum Change: Sendable, Equatable {
  /// A new station, or a new state of its record.
  case station(Enrolled, event: StationEvent)
  case forget(StationKey)
  /// A station known again in another place, with its lease and its grace. The record has the new key.
  case move(from: StationKey, to: Enrolled, event: StationEvent)
  /// New numbers for several stations at once.
  case renumber([Enrolled])
  /// A place of which an administrator said that it is to be left alone.
  case ignore(Ignored)
  case heed(StationKey)
  /// A serial number that two devices of one model had at once: it identifies nothing from now on.
  case distrust(SerialMark)
  case mode(LicenseMode)
  /// Maintenance begins or its end changes; nil if it ends.
  case maintenance(Maintenance?)
  case addPack(Pack, token: String)
  /// The whole pack goes, or so many of its licenses.
  case removePack(String, licenses: Int?)
  /// So many of the pack's licenses are of the other kind from now on.
  case convertPack(String, converted: Int)
  /// A new lease, or a renewal in place of the holder's former one.
  case lease(Lease, isRenewal: Bool)
  case release(Holder, why: String)
  /// The lease goes, and it is remembered that it was taken away.
  case revoke(Revocation)
  /// In place of the label's former reservation.
  case reserve(Reservation)
  case unreserve(label: String)
  /// A grace that begins or, if `endedAt` is set, ends.
  case grace(GraceClock)
  case extend(GraceExtension)
  /// A station's license state is another one now.
  case standing(StationKey, LicenseStanding)
  /// The clock was put right by so much, and everything that runs moves along: graces, revocations
  /// and absences keep the time that they have left.
  case clockMoved(by: Span)
  case notice(Notice)
  case closeNotice(NoticeID, why: String)
  /// Somebody was told, or what came of it is another thing now. In place of what is remembered of this
  /// notice and recipient.
  case told(Telling)
  /// What was told is no longer remembered, where its time is over.
  case forgetTellings(before: Timestamp)
  /// In place of the former one for this cause and audience.
  case mute(Mute)
  case unmute(cause: String, Mute.Audience)
  /// Changes no record: somebody took the power of the station's port away, and what came of it.
  case powerCycled(StationKey, PowerCycled)

  /// What happened to a station's record. The raw value is what history shows.
  public enum StationEvent: String, Sendable {
    case enrolled, renamed, bound, absent, returned, moved
    /// Its USB controller has another name now.
    case rebased = "re-based"
    /// Another hub is in its place.
    case hubReplaced = "hub-replaced"
    /// Another keyboard, pointer or display, or more was learned of its parts.
    case refitted
    /// An administrator changed its priority or its labels.
    case arranged
    /// An administrator closed it, or changed the message.
    case disabled
    case enabled
  }
}
