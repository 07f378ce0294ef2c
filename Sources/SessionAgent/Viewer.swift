import AgentInterface
import Glibc

/// Whose screen it is: which notices are for this person.
public struct Viewer: Sendable, Equatable {
  public var isAdministrator: Bool
  /// The logind seat of the session, `seat0`; nil if it has none.
  public var seat: String?
  /// logind's id of the session; nil if it is not known.
  public var session: String?
  public var uid: Int

  public init(isAdministrator: Bool, seat: String?, session: String? = nil, uid: Int = -1) {
    self.isAdministrator = isAdministrator
    self.seat = seat
    self.session = session
    self.uid = uid
  }

  /// The person who runs this process. Administrators are root and the members of the groups to
  /// which Debian's own polkit and sudo rules give rights.
  public static var current: Viewer {
    Viewer(
      isAdministrator: geteuid() == 0 || isMember(ofAny: ["sudo", "wheel"]),
      seat: getenv("XDG_SEAT").map { String(cString: $0) },
      session: getenv("XDG_SESSION_ID").map { String(cString: $0) }, uid: Int(getuid()))
  }

  /// Of these notices, those for this person.
  func selects(_ notice: NoticeView, in snapshot: AgentSnapshot) -> Bool {
    if isAdministrator { return true }
    guard notice.audience == "station", let number = notice.station, let seat else { return false }
    return snapshot.stations.contains { $0.number == number && $0.seat == seat }
  }

  private static func isMember(ofAny names: [String]) -> Bool {
    var groups = [gid_t](repeating: 0, count: 1024)
    let count = getgroups(Int32(groups.count), &groups)
    guard count > 0 else { return false }
    let mine = Set(groups.prefix(Int(count)))
    return names.contains { name in getgrnam(name).map { mine.contains($0.pointee.gr_gid) } ?? false
    }
  }
}
