import AgentInterface
import Glibc

/// Whose screen it is: which notices are for this person.
public struct Viewer: Sendable, Equatable {
  public var isRoot: Bool
  /// The names of the groups of this process.
  public var groups: Set<String>
  /// The logind seat of the session, `seat0`; nil if it has none.
  public var seat: String?
  /// logind's id of the session; nil if it is not known.
  public var session: String?
  public var uid: Int

  public init(
    isRoot: Bool = false, groups: Set<String> = [], seat: String?, session: String? = nil,
    uid: Int = -1
  ) {
    self.isRoot = isRoot
    self.groups = groups
    self.seat = seat
    self.session = session
    self.uid = uid
  }

  /// The person who runs this process.
  public static var current: Viewer {
    Viewer(
      isRoot: geteuid() == 0, groups: ownGroups,
      seat: getenv("XDG_SEAT").map { String(cString: $0) },
      session: getenv("XDG_SESSION_ID").map { String(cString: $0) }, uid: Int(getuid()))
  }

  /// Of these notices, those for this person.
  func selects(_ notice: NoticeView, in snapshot: AgentSnapshot) -> Bool {
    if isAdministrator(in: snapshot) { return true }
    guard notice.audience == "station", let number = notice.station, let seat else { return false }
    return snapshot.stations.contains { $0.number == number && $0.seat == seat }
  }

  /// As the agent's configuration has it, which the sign-in check goes by as well.
  private func isAdministrator(in snapshot: AgentSnapshot) -> Bool {
    isRoot || !groups.isDisjoint(with: snapshot.host.administrators)
  }

  private static var ownGroups: Set<String> {
    var ids = [gid_t](repeating: 0, count: 65_536)
    let count = getgroups(Int32(ids.count), &ids)
    // The own one need not be among them (getgroups(2)).
    let mine = Set(ids.prefix(max(0, Int(count))) + [getegid()])
    return Set(mine.compactMap { id in getgrgid(id).map { String(cString: $0.pointee.gr_name) } })
  }
}
