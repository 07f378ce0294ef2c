import Glibc

/// An account with all its groups, as the directories of this computer have it. Asking them can take
/// as long as it likes.
public struct Account: Sendable, Equatable {
  public var name: String
  public var uid: UInt32
  /// Those with a comma in their names are left out: none can be in the configuration.
  public var groups: [String]

  public init(name: String, uid: UInt32, groups: [String]) {
    self.name = name
    self.uid = uid
    self.groups = groups
  }

  /// Nil if there is no such account, or no answer.
  public init?(name: String) {
    guard
      case .found(let account) = Self.find({ entry, buffer, size, result in
        getpwnam_r(name, entry, buffer, size, result)
      })
    else { return nil }
    self = account
  }

  /// What became of a question.
  public enum Answer: Sendable, Equatable {
    case found(Account)
    /// No directory has such an account.
    case nobody
    /// As the rest of a sentence.
    case unknown(why: String)
  }

  /// The account with that number. Blocks.
  public static func find(uid: UInt32) -> Answer {
    find { entry, buffer, size, result in getpwuid_r(uid, entry, buffer, size, result) }
  }

  private typealias Question = (
    UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  ) -> Int32

  private static func find(_ ask: Question) -> Answer {
    var size = 4096
    while size <= longestEntry {
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      var buffer = [CChar](repeating: 0, count: size)
      let answer: Answer? = buffer.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return .nobody }
        let error = ask(&entry, base, size, &found)
        if error == ERANGE { return nil }
        if error != 0, ![ENOENT, ESRCH, EBADF, EPERM].contains(error) {
          return .unknown(
            why: "the directory of accounts answers: \(String(cString: strerror(error)))")
        }
        guard error == 0, found != nil, let name = entry.pw_name.map({ String(cString: $0) })
        else { return .nobody }
        guard let groups = groups(of: name, own: entry.pw_gid) else {
          return .unknown(why: "the directory of accounts does not say which groups \(name) is in")
        }
        return .found(Account(name: name, uid: entry.pw_uid, groups: groups))
      }
      if let answer { return answer }
      size *= 4
    }
    return .unknown(why: "its entry in the directory of accounts is too long")
  }

  private static func groups(of name: String, own: gid_t) -> [String]? {
    var count: Int32 = 256
    var ids = [gid_t](repeating: 0, count: Int(count))
    if getgrouplist(name, own, &ids, &count) < 0 {
      // It says how many there are.
      guard count > 0, count <= 65_536 else { return nil }
      ids = [gid_t](repeating: 0, count: Int(count))
      guard getgrouplist(name, own, &ids, &count) >= 0 else { return nil }
    }
    return ids.prefix(Int(max(0, count))).compactMap(groupName).filter { !$0.contains(",") }
  }

  /// Nil for a group without a name.
  private static func groupName(_ id: gid_t) -> String? {
    var size = 4096
    while size <= longestEntry {
      var entry = group()
      var found: UnsafeMutablePointer<group>?
      var buffer = [CChar](repeating: 0, count: size)
      let name: (isDone: Bool, name: String?) = buffer.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return (true, nil) }
        let error = getgrgid_r(id, &entry, base, size, &found)
        if error == ERANGE { return (false, nil) }
        guard error == 0, found != nil else { return (true, nil) }
        return (true, entry.gr_name.map { String(cString: $0) })
      }
      if name.isDone { return name.name }
      // A group has all its members in its entry.
      size *= 4
    }
    return nil
  }

  /// In bytes.
  private static let longestEntry = 4 << 20
}
