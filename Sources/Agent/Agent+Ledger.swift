import AgentInterface
import Configuration
import DBus
import Glibc
import Journal
import Ledger
import Logging
import Notices
import StationModel

/// The ledger as a thing: opened, verified, copied and put back. What reads all of it runs on another
/// thread with a connection of its own, and the agent goes on meanwhile.
extension Agent {
  var ledgerFile: String { settings.stateFolder + "/ledger.sqlite" }
  var backupFolder: String { settings.stateFolder + "/backups" }

  /// What is wrong with the ledger now, for `status`, `doctor` and notices.
  var ledgerTroubles: [LedgerTrouble] {
    var troubles = opening?.troubles ?? []
    if let ledgerTrouble {
      troubles.append(
        LedgerTrouble(
          kind: .notWritten, message: ledgerTrouble.message, nextStep: ledgerTrouble.nextStep))
    }
    if let problem = lastAudit?.problem {
      troubles.append(LedgerTrouble(kind: .broken, message: problem))
    }
    if let why = ledger?.witnessTrouble {
      troubles.append(
        LedgerTrouble(
          kind: .witness,
          message: "The file beside the ledger that keeps graces cannot be written: \(why)"))
    }
    return troubles
  }

  func openLedger() throws(LedgerError) -> Ledger {
    let (ledger, report) = try Ledger.open(path: ledgerFile)
    opening = report
    lastAudit = nil
    ledgersOpened += 1
    mkdir(backupFolder, 0o700)
    lastBackup = Ledger.backups(in: backupFolder).compactMap { Timestamp(backupName: $0) }.max()
    for finding in report.findings {
      let words = [finding.message(report.path), finding.nextStep].compactMap { $0 }
      log.tell(
        .ledgerOpened, finding.needsAttention ? .error : .notice, words.joined(separator: " "))
    }
    book = try ledger.load()
    arranged = try ledger.arranged()
    pluginDesk.remember(try ledger.moves())
    return ledger
  }

  // MARK: Verifying

  /// Two who ask at once get the same answer: reading everything costs more than asking.
  func audit() async throws(AgentError) -> [Value] {
    let (path, opened) = (ledgerFile, ledgersOpened)
    let task =
      auditing
      ?? Task {
        () -> Result<LedgerAudit, AgentError> in
        do throws(AgentError) {
          return .success(try await onAnotherThread { try Ledger.audit(path: path) })
        } catch { return .failure(error) }
      }
    auditing = task
    let result = await task.value
    if auditing == task { auditing = nil }
    // Meanwhile another ledger may have taken its place, of which this says nothing.
    let isOfThisLedger = opened == ledgersOpened
    switch result {
    case .success(let audit):
      if isOfThisLedger {
        lastAudit = (clock.now, audit.isSound ? nil : audit.message)
        look()
      }
      return [
        .bool(audit.isSound), .uint64(UInt64(clamping: audit.rows)), .string(audit.message),
      ]
    case .failure(let error):
      if isOfThisLedger, error.code == .ledger {
        lastAudit = (clock.now, "The ledger could not be verified: \(error.message)")
        look()
      }
      throw error
    }
  }

  // MARK: Copies

  /// One copy for each call, and one of each of the last days, so that a damaged ledger costs a day at
  /// most.
  func backup() async throws(AgentError) -> String {
    let (path, folder, now) = (ledgerFile, backupFolder, clock.now)
    let copy = try await onAnotherThread {
      try Ledger.rotateBackups(of: path, folder: folder, at: now).path
    }
    lastBackup = now
    backupProblem = nil
    return copy
  }

  /// A day after the last one, and some minutes after a start at the earliest.
  var nextBackup: Timestamp {
    let due = lastBackup.map { $0 + .days(1) } ?? startedAt
    return max(due, startedAt + .minutes(10), backupTriedAt.map { $0 + .hours(1) } ?? due)
  }

  func backUpIfDue() {
    guard ledger != nil, !isEnding, clock.now >= nextBackup else { return }
    backupTriedAt = clock.now
    Task {
      do throws(AgentError) { _ = try await backup() } catch {
        backupProblem = error.message
        log.tell(
          .backupFailed, .warning,
          "the daily copy of the ledger could not be made: \(error.message)",
          [.why: error.message])
      }
    }
  }

  func backups() async throws(AgentError) -> [BackupView] {
    let folder = backupFolder
    return try await onAnotherThread {
      Ledger.backups(in: folder).map { name in
        do throws(LedgerError) {
          let facts = try Ledger.inspect(path: folder + "/" + name)
          return BackupView(
            file: name, at: WireTime(facts.lastTime), rows: Int(clamping: facts.rows),
            problem: facts.chain.problem)
        } catch {
          return BackupView(file: name, at: nil, rows: 0, problem: error.message)
        }
      }
    }
  }

  /// The agent does nothing else until the other ledger is open: what it would write would be lost.
  func restore(_ name: String, by user: Int) async throws(AgentError) -> String {
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
      throw AgentError(
        .badArgument, "'\(Label.clean(name, limit: 80))' is no name of a copy.",
        nextStep: "See what there is with: stationctl license backups")
    }
    let file = backupFolder + "/" + name
    // Looked into before the present one is closed, and without holding up the loop.
    _ = try await onAnotherThread { try Ledger.inspect(path: file) }
    do throws(LedgerError) {
      try exchangeLedger(with: file)
    } catch {
      look()
      throw ledgerError(error)
    }
    log.tell(
      .ledgerRestored, .notice, "the ledger was restored from \(name) by user \(user)",
      [.user: String(user)])
    readTrustedKeys()
    look()
    return opening?.message ?? "The ledger is restored from \(name)."
  }

  /// One such work at a time, since each takes a core and memory, and few may wait: anybody on this
  /// computer may ask.
  func onAnotherThread<Answer: Sendable>(
    _ work: @Sendable @escaping () throws -> Answer
  ) async throws(AgentError) -> Answer {
    guard worksWaiting < Self.mostWorks else {
      throw AgentError(
        .notSettled, "The agent is busy with \(worksWaiting) other questions about its history.",
        nextStep: "Try again in a minute.")
    }
    worksWaiting += 1
    defer { worksWaiting -= 1 }
    let before = lastWork
    let task = Task.detached { () -> Result<Answer, any Error> in
      await before?.value
      return Result { try work() }
    }
    lastWork = Task.detached { _ = await task.value }
    switch await task.value {
    case .success(let answer): return answer
    case .failure(let error): throw ledgerError(error)
    }
  }

  private static let mostWorks = 8

  func ledgerError(_ error: any Error) -> AgentError {
    if let error = error as? LedgerError {
      return AgentError(.ledger, error.message, nextStep: error.nextStep)
    }
    return AgentError(.ledger, "\(error)", nextStep: "See: journalctl -u stationmaster")
  }
}

extension ChainVerdict {
  fileprivate var problem: String? {
    if case .broken(let row, let why) = self {
      "its history is broken at row \(row): \(why)"
    } else {
      nil
    }
  }
}

extension OpeningReport {
  /// What administrators must know of it.
  var troubles: [LedgerTrouble] {
    // What was put back from the witness is part of why the ledger is another one.
    let main = findings.lazy.filter(\.needsAttention).compactMap(\.mainKind).first
    return findings.filter(\.needsAttention).map { finding in
      LedgerTrouble(
        kind: finding.mainKind ?? main ?? .rolledBack, message: finding.message(path),
        nextStep: finding.nextStep)
    }
  }
}

extension OpeningFinding {
  /// Nil for what only follows from another finding.
  fileprivate var mainKind: LedgerTrouble.Kind? {
    switch self {
    case .damaged, .replacedByBackup: .restored
    case .begunAnew: .replaced
    case .gone: .gone
    case .rolledBack, .otherHistory: .rolledBack
    case .gracesRestored, .timeRestored: nil
    case .restored, .migrated: .putBack
    case .witnessDamaged, .witnessNotWritten, .witnessMissing: .witness
    case .replacedBefore: .rolledBack
    case .chainBroken: .broken
    }
  }
}

extension Timestamp {
  /// `ledger-20261126T101500Z.sqlite`, as the agent names its copies.
  fileprivate init?(backupName name: String) {
    let digits = Array(name.utf8.filter { (0x30...0x39).contains($0) })
    guard name.hasPrefix("ledger-"), digits.count >= 14 else { return nil }
    func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
    self.init(
      iso: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T"
        + "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
  }
}
