import StationModel

/// A backup as its head tells it, before all of it is read: to inspect the best one first.
struct BackupCandidate: Comparable {
  var path: String
  var name: BackupName?
  private var headID: Int64
  private var lastTime: Timestamp

  /// Nil if it cannot be read.
  init?(_ folder: String, _ name: String) {
    path = folder + "/" + name
    self.name = BackupName(name)
    do throws(LedgerError) {
      let connection = try Connection(reading: path, immutable: true)
      defer { connection.close() }
      headID = try connection.single(.head, in: "head").integer(0)
      let last = try connection.run(.loadLastHistory, [.integer(1)]).first
      lastTime =
        try last.map { cells throws(LedgerError) in
          try Row(table: "history", cells: cells).time(1)
        } ?? Timestamp(milliseconds: .min)
    } catch { return nil }
  }

  static func < (left: BackupCandidate, right: BackupCandidate) -> Bool {
    if (left.name == nil) != (right.name == nil) { return left.name == nil }
    if left.headID != right.headID { return left.headID < right.headID }
    if left.lastTime != right.lastTime { return left.lastTime < right.lastTime }
    if let own = left.name, let other = right.name, own != other { return own < other }
    return comesBefore(left.path, right.path)
  }
}
