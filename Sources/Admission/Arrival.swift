/// Somebody who wants to sign in, as PAM's account stage knows it.
public struct Arrival: Sendable, Equatable {
  /// The name of the account.
  public var user: String
  /// The number of the account; 0 is root.
  public var uid: UInt32
  /// The names of all groups of the account.
  public var groups: Set<String>
  public var place: Place
  /// They have a session at that place already, and only come back to it. Nil if that is not known.
  public var isBack: Bool?

  /// Where they want to sign in.
  public enum Place: Sendable, Equatable {
    /// `seat0` or a text console: the host's own.
    case console
    /// Another seat of logind.
    case seat
    /// At another computer, by a remote desktop.
    case network
    /// At a display of which it is not known whose seat it is.
    case unresolved
    /// Nothing says that it is at a seat: su, sudo, cron, ssh.
    case nowhere
  }

  public init(
    user: String, uid: UInt32, groups: Set<String>, place: Place, isBack: Bool? = false
  ) {
    self.user = user
    self.uid = uid
    self.groups = groups
    self.place = place
    self.isBack = isBack
  }
}
