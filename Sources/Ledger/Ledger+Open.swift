public import StationModel

extension Ledger {
  /// Opens the ledger, or makes a new one. What is damaged is set aside, and the newest good backup,
  /// or else a new ledger, takes its place; the report says so. In use, of a newer version, of
  /// another program, no permission: an error, and nothing is touched.
  ///
  /// It reads the whole history once, to see whether the chain holds.
  ///
  /// - Parameter now: for names of files, and for rows that opening adds where no time was ever
  ///   noted; otherwise rows have the latest time that was. The system's clock if nil.
  public static func open(
    path: String, now: Timestamp? = nil
  ) throws(LedgerError) -> (ledger: Ledger, report: OpeningReport) {
    let now = now ?? .system
    var report = OpeningReport(path: path)
    let file = try LedgerFile(path: path)
    var restoration = try Restoration.finish(path)
    let found: (connection: Connection, migratedFrom: Int)
    do throws(LedgerError) {
      found = try ready(file, path, &report)
    } catch {
      guard error.isDamage else { throw error }
      restoration = try replace(path, after: error, at: now, &report)
      found = try readyAgain(file, path, &restoration, at: now, &report)
    }
    let ledger = Ledger(file, found.connection)
    report.findings += try ledger.reconcile(
      restoration, wasThere: file.wasThere, hadWitness: found.migratedFrom == Schema.version,
      now: now)
    if case .broken(let row, let why) = try ledger.verifyChain() {
      report.findings.append(.chainBroken(row: row, why: why))
    }
    var aside = report.findings.compactMap(\.setAside)
    if let restoration { aside.append(path + restoration.suffix) }
    SetAside.prune(path, keeping: aside)
    return (ledger, report)
  }

  private static func ready(
    _ file: LedgerFile, _ path: String, _ report: inout OpeningReport
  ) throws(LedgerError) -> (connection: Connection, migratedFrom: Int) {
    try file.make()
    let found = try Connection.ready(path)
    if found.migratedFrom > 0, found.migratedFrom < Schema.version {
      report.findings.append(.migrated(from: found.migratedFrom, to: Schema.version))
    }
    return found
  }

  /// A backup of an older schema can look good and still hold what cannot be read.
  private static func readyAgain(
    _ file: LedgerFile, _ path: String, _ restoration: inout Restoration?, at now: Timestamp,
    _ report: inout OpeningReport
  ) throws(LedgerError) -> (connection: Connection, migratedFrom: Int) {
    do throws(LedgerError) { return try ready(file, path, &report) } catch {
      guard error.isDamage, restoration?.from != nil else { throw error }
      report.findings.removeAll { if case .replacedByBackup = $0 { true } else { false } }
      restoration = try replace(path, after: error, at: now, &report, useBackups: false)
      return try ready(file, path, &report)
    }
  }

  private static func replace(
    _ path: String, after error: LedgerError, at now: Timestamp, _ report: inout OpeningReport,
    useBackups: Bool = true
  ) throws(LedgerError) -> Restoration {
    let backup = useBackups ? newestGoodBackup(of: path) : nil
    let restoration = Restoration(
      why: .damaged, at: now, from: backup.map { Disk.name(of: $0.path) },
      suffix: Restoration.suffix("damaged", now, of: path))
    do throws(Disk.Failure) {
      if let backup {
        try Disk.copy(backup.path, to: Restoration.newPath(path))
      } else {
        try Disk.replace(Restoration.newPath(path), with: [])
      }
      try restoration.begin(path)
    } catch { throw error.ledgerError }
    report.findings.append(.damaged(why: error.why, setAside: path + restoration.suffix))
    report.findings.append(
      backup.map { .replacedByBackup(Disk.name(of: $0.path), rows: $0.rows) } ?? .begunAnew)
    return restoration
  }

  /// Of those in the folder `backups` beside the ledger: the agent's own before others, then the one
  /// that goes on longest. One whose chain is broken only if there is no other.
  private static func newestGoodBackup(of path: String) -> BackupFacts? {
    let folder = Disk.folder(of: path) + "/backups"
    var second: BackupFacts?
    for candidate in backups(in: folder).compactMap({ BackupCandidate(folder, $0) }).sorted()
      .reversed()
    {
      guard let facts = try? inspect(path: candidate.path) else { continue }
      if case .intact = facts.chain { return facts }
      second = second ?? facts
    }
    return second
  }
}

extension OpeningFinding {
  fileprivate var setAside: String? {
    switch self {
    case .damaged(_, let path): path
    case .witnessDamaged(_, let path): path
    default: nil
    }
  }
}

extension LedgerError {
  /// As the rest of a sentence.
  fileprivate var why: String {
    switch self {
    case .corrupt(_, let why): why
    case .unreadable(let table, let row, let why): "table \(table), \(row): \(why)"
    default: message
    }
  }
}
