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
  /// The name of the account; empty if it has none.
  public var name: String

  public init(
    isRoot: Bool = false, groups: Set<String> = [], seat: String?, session: String? = nil,
    uid: Int = -1, name: String = ""
  ) {
    self.isRoot = isRoot
    self.groups = groups
    self.seat = seat
    self.session = session
    self.uid = uid
    self.name = name
  }

  /// The person who runs this process.
  public static var current: Viewer {
    Viewer(
      isRoot: geteuid() == 0, groups: ownGroups, seat: variable("XDG_SEAT"),
      session: variable("XDG_SESSION_ID"), uid: Int(getuid()),
      name: getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "")
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Of these notices, those for this person.
  func selects(_ notice: NoticeView, in snapshot: AgentSnapshot) -> Bool {
    if isAdministrator(in: snapshot) { return true }
    switch notice.audience {
    case "everyone": return true
    case "station":
      return notice.station.map { sits(at: $0, in: snapshot) } ?? false
    default: return false
    }
  }

  /// By the seat of this session, or in any other one of the same person.
  private func sits(at number: Int, in snapshot: AgentSnapshot) -> Bool {
    if snapshot.sessions.contains(where: { $0.uid == uid && $0.station == number }) { return true }
    guard let seat else { return false }
    return snapshot.stations.contains { $0.number == number && $0.seat == seat }
  }

  /// As the agent's configuration has it, which the sign-in check goes by as well.
  func isAdministrator(in snapshot: AgentSnapshot) -> Bool {
    isRoot || !groups.isDisjoint(with: snapshot.host.administrators)
  }

  /// Nobody tells this person about it at present. The agent says when that is over: its clock need not
  /// be the computer's.
  func isMuted(_ notice: NoticeView, in snapshot: AgentSnapshot) -> Bool {
    let until =
      isAdministrator(in: snapshot) ? notice.mutedForAdministrators : notice.mutedForPeople
    return until != nil
  }

  private static var ownGroups: Set<String> {
    var ids = [gid_t](repeating: 0, count: 65_536)
    let count = getgroups(Int32(ids.count), &ids)
    // The own one need not be among them (getgroups(2)).
    let mine = Set(ids.prefix(max(0, Int(count))) + [getegid()])
    return Set(mine.compactMap { id in getgrgid(id).map { String(cString: $0.pointee.gr_name) } })
  }
}
