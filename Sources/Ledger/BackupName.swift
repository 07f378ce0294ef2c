import StationModel

/// The name that the agent gives to a backup: `ledger-20261126T101500Z.sqlite`, and where that one is
/// taken, `ledger-20261126T101500Z-2.sqlite`.
struct BackupName: Hashable, Comparable {
  /// `20261126T101500Z`
  var stamp: String
  var count = 1

  init(at time: Timestamp) { stamp = time.stamp }

  /// Nil if it is somebody else's name.
  init?(_ name: String) {
    guard name.hasPrefix("ledger-"), name.hasSuffix(".sqlite") else { return nil }
    let parts = name.dropFirst("ledger-".count).dropLast(".sqlite".count)
      .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, Self.isStamp(first) else { return nil }
    stamp = String(first)
    if parts.count == 2 {
      guard let number = Int(parts[1]), number > 1 else { return nil }
      count = number
    }
    guard text == name else { return nil }
  }

  var text: String { "ledger-\(stamp)\(count == 1 ? "" : "-\(count)").sqlite" }

  /// `20261126`
  var day: Substring { stamp.prefix(8) }

  static func < (left: BackupName, right: BackupName) -> Bool {
    left.stamp == right.stamp ? left.count < right.count : comesBefore(left.stamp, right.stamp)
  }

  static func isStamp(_ text: Substring) -> Bool {
    let shape = text.utf8.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
    return shape == Array("00000000T000000Z".utf8)
  }

  /// The newest of each of the last days that have one, and the three newest of today. Of names from
  /// days to come, which a clock that was wrong has left, one: they must not crowd out the others.
  static func kept(_ names: [BackupName], days: Int, at now: Timestamp) -> Set<BackupName> {
    let today = BackupName(at: now).day
    var kept: Set<BackupName> = []
    var seen: Set<Substring> = []
    var ofToday = 0
    var hasLater = false
    for name in names.sorted().reversed() {
      if comesBefore(String(today), String(name.day)) {
        if !hasLater { kept.insert(name) }
        hasLater = true
      } else if name.day == today, ofToday < 3 {
        ofToday += 1
        seen.insert(name.day)
        kept.insert(name)
      } else if seen.count < max(1, days), seen.insert(name.day).inserted {
        kept.insert(name)
      }
    }
    return kept
  }
}
