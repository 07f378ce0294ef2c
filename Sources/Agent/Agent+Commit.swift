import AgentInterface
import Enrollment
import Journal
import Ledger
import Logging
import Notices
import StationModel

/// What was decided is written down, and then it is so.
extension Agent {
  /// Writes the changes down and takes them as true. All or none.
  ///
  /// - Parameter user: who asked for it; nil if nobody did.
  func commit(_ decided: [Change], by user: Int? = nil) throws(LedgerError) {
    guard let ledger else { throw .closed }
    let changes = admitted(decided, by: sources(of: book), leases: book.leases)
    if changes.isEmpty { return }
    let time = clock.now
    try ledger.commit(changes, at: time, by: user)
    timeNoted = time
    let former = book
    book = book.applying(changes, at: time)
    if changes.contains(where: \.concernsPacks) { checkSignatures() }
    let byKey =
      changes.count > 4
      ? Dictionary(book.enrolled.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      : nil
    for change in changes {
      if case .station(let record, let event) = change, event.isArranging {
        arranged.insert(record.key)
      }
      if case .forget(let key) = change {
        sightings.forget(key)
        sightLog.forget(key)
      }
      if case .unmute(let cause, let audience) = change {
        endedMutes.removeAll { $0.until + deliveryPatience <= time }
        for var mute in former.mutes where mute.cause == cause && mute.audience == audience {
          mute.until = min(mute.until, time)
          endedMutes.append(mute)
        }
      }
      if case .move(let old, let record, _) = change { desktopsFollow(old, to: record) }
      if case .station(let record, .enrolled) = change { pluginDesk.settle(at: record.key) }
      tell(change, former: former) { [book] key in
        byKey.map { $0[key] } ?? book.enrolled.first { $0.key == key }
      }
    }
  }

  /// Another ledger takes the place of the one that is open; if it cannot, that one is opened again.
  func exchangeLedger(with backup: String) throws(LedgerError) {
    ledger?.close()
    ledger = nil
    let failure: LedgerError?
    do throws(LedgerError) {
      try Ledger.restore(from: backup, to: ledgerFile, now: clock.now)
      failure = nil
    } catch { failure = error }
    // If that fails too, each look tries again.
    ledger = try openLedger()
    if let failure { throw failure }
  }

  /// A command could not be written down: whether the ledger works at all is tried at once, and shown.
  func failed(_ error: LedgerError) -> AgentError {
    if case .refused = error {
    } else {
      if ledgerTrouble == nil { tellLedgerTrouble(error) }
      ledgerTrouble = error
      look()
    }
    return AgentError(.ledger, error.message, nextStep: error.nextStep)
  }

  /// After a restore that failed wholly. Nil if it is open now.
  func reopenLedger() -> LedgerError? {
    guard ledger == nil, !isEnding else { return nil }
    do throws(LedgerError) {
      ledger = try openLedger()
      readTrustedKeys()
      return nil
    } catch { return error }
  }

  func tellLedgerTrouble(_ error: LedgerError) {
    log.tell(
      .ledgerFailed, .error, "\(error.message) \(error.nextStep)", [.nextStep: error.nextStep])
  }
}
