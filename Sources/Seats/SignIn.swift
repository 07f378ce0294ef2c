public import StationModel

/// One session of a person, as logind has it.
public struct SignIn: Sendable, Equatable {
  /// logind's id of the session: `2`, `c1`. Used again after a reboot.
  public var session: String
  /// The name of the account.
  public var user: String
  /// The number of the account.
  public var uid: UInt32
  /// logind's seat, `seat0` or `seat-…`; nil for who sits elsewhere, and for sessions without a seat.
  public var seat: String?
  /// Over the network: such a session is at no station of this computer.
  public var isRemote: Bool
  /// By the wall clock of that moment, which may have been set since.
  public var since: Timestamp

  public init(
    session: String, user: String, uid: UInt32, seat: String?, isRemote: Bool, since: Timestamp
  ) {
    self.session = session
    self.user = user
    self.uid = uid
    self.seat = seat
    self.isRemote = isRemote
    self.since = since
  }
}
