import StationModel

/// What was set aside beside the ledger in the course of time. It may be needed to find out what
/// happened, but a disk that fails at every start must not be filled with it.
enum SetAside {
  private static let kept = 5
  private static let tails = ["-wal", "-shm"]
  private static let kinds = [".damaged-", ".before-restore-", ".witness.damaged-"]

  /// Removes all but the newest five of each kind, with their logs. `new` are the paths of what was set
  /// aside just now: by a clock that is wrong it may look old.
  static func prune(_ ledger: String, keeping new: [String]) {
    let folder = Disk.folder(of: ledger)
    let names = Set(Disk.names(in: folder).map(Self.withoutTail))
    for kind in kinds {
      let prefix = Disk.name(of: ledger) + kind
      var found: [(stamp: String, count: Int, name: String)] = []
      for name in names where name.hasPrefix(prefix) {
        guard let (stamp, count) = parts(name.dropFirst(prefix.count)) else { continue }
        found.append((stamp, count, name))
      }
      found.sort { $0.stamp == $1.stamp ? $0.count < $1.count : comesBefore($0.stamp, $1.stamp) }
      for (_, _, name) in found.dropLast(kept) where !new.contains(folder + "/" + name) {
        for tail in tails + [""] { Disk.remove(folder + "/" + name + tail) }
      }
    }
  }

  /// Of a ledger that was gone there may be a log alone.
  private static func withoutTail(_ name: String) -> String {
    tails.contains(where: name.hasSuffix) ? String(name.dropLast(4)) : name
  }

  /// `20261126T101500Z` or `20261126T101500Z-2`; nil for anything else.
  private static func parts(_ text: Substring) -> (stamp: String, count: Int)? {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let stamp = parts.first, BackupName.isStamp(stamp) else { return nil }
    if parts.count == 1 { return (String(stamp), 1) }
    guard let count = Int(parts[1]), count > 1, String(count) == parts[1] else { return nil }
    return (String(stamp), count)
  }
}
