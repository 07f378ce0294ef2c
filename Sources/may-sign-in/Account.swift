import Glibc

/// An account with all its groups, as the directories of this computer have it. Asking them can take
/// as long as it likes.
struct Account {
  var uid: UInt32
  /// Those with a comma in their names are left out: none can be in the configuration.
  var groups: [String]

  /// Nil if there is no such account, or no answer.
  init?(_ name: String) {
    guard let entry = getpwnam(name) else { return nil }
    uid = entry.pointee.pw_uid
    let own = entry.pointee.pw_gid
    var count: Int32 = 256
    var ids = [gid_t](repeating: 0, count: Int(count))
    if getgrouplist(name, own, &ids, &count) < 0 {
      // It says how many there are.
      guard count > 0, count <= 65_536 else { return nil }
      ids = [gid_t](repeating: 0, count: Int(count))
      guard getgrouplist(name, own, &ids, &count) >= 0 else { return nil }
    }
    groups = ids.prefix(Int(count)).compactMap { id in
      getgrgid(id).map { String(cString: $0.pointee.gr_name) }
    }.filter { !$0.contains(",") }
  }
}
