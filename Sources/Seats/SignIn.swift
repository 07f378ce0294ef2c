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
  /// It is in the foreground of its seat; a remote one, while it is open.
  public var isActive: Bool
  /// What is shown in it.
  public var type: Kind
  /// The PAM service that signed the person in: `sshd`, `xrdp-sesman`. Nil if logind does not say.
  public var service: String?
  /// What that service said about the other computer, in its own words: a name, an address, anything.
  /// Nil if it said nothing.
  public var remoteHost: String?
  /// By the wall clock of that moment, which may have been set since.
  public var since: Timestamp

  /// The types of sd_session_get_type(3), as far as they matter here.
  public enum Kind: Sendable, Equatable {
    /// A desktop: `x11`, `wayland` or `mir`.
    case graphical
    /// A text terminal, the web, nothing, or something that is not known here.
    case other
  }

  public init(
    session: String, user: String, uid: UInt32, seat: String?, isRemote: Bool,
    isActive: Bool = true,
    type: Kind = .other, service: String? = nil, remoteHost: String? = nil, since: Timestamp
  ) {
    self.session = session
    self.user = user
    self.uid = uid
    self.seat = seat
    self.isRemote = isRemote
    self.isActive = isActive
    self.type = type
    self.service = service
    self.remoteHost = remoteHost
    self.since = since
  }
}
