import Glibc

/// A user of this system, with all groups.
struct SystemUser: Sendable, Equatable {
  var name: String
  var id: UInt32
  var group: UInt32
  /// All its groups, the first one too.
  var groups: [UInt32]

  /// Looks a user up by name, wherever the system keeps its users.
  init(name: String) throws(SystemTrouble) {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 10)
    var failure = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
    while failure == ERANGE, buffer.count < 1 << 20 {
      buffer = [CChar](repeating: 0, count: buffer.count * 2)
      failure = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
    }
    guard failure == 0 || failure == ENOENT else {
      errno = failure
      throw SystemTrouble("the user " + name, "cannot be looked up")
    }
    guard found != nil else { throw SystemTrouble("there is no user \(name) on this computer") }
    self.name = name
    id = entry.pw_uid
    group = entry.pw_gid
    var count: Int32 = 64
    var groups = [gid_t](repeating: 0, count: Int(count))
    // Says how many there are when they do not fit.
    while getgrouplist(name, entry.pw_gid, &groups, &count) < 0, count > groups.count, count < 65536
    {
      groups = [gid_t](repeating: 0, count: Int(count))
    }
    guard (0...groups.count).contains(Int(count)) else {
      throw SystemTrouble("the groups of the user \(name) cannot be looked up")
    }
    self.groups = Array(groups[..<Int(count)])
  }

  init(name: String, id: UInt32, group: UInt32, groups: [UInt32]) {
    self.name = name
    self.id = id
    self.group = group
    self.groups = groups
  }
}
