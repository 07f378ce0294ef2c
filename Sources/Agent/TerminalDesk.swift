import Notices
import StationModel

/// What became of the messages on people's terminals. Not in the ledger: only the pause depends on it.
struct TerminalDesk {
  private var runs: [UInt32: Run] = [:]

  private struct Run {
    var at: Timestamp
    var isUnderWay: Bool
    var trouble: SignedIn.WritingTrouble?
  }

  /// When that person's terminals were written to last.
  func writtenAt(_ uid: UInt32) -> Timestamp? { runs[uid]?.at }
  /// Why that reached none of them.
  func trouble(_ uid: UInt32) -> SignedIn.WritingTrouble? { runs[uid]?.trouble }

  /// False while a message to that person is under way.
  mutating func begins(_ uid: UInt32, at now: Timestamp) -> Bool {
    if runs[uid]?.isUnderWay == true { return false }
    var run = runs[uid] ?? Run(at: now, isUnderWay: true)
    (run.at, run.isUnderWay) = (now, true)
    runs[uid] = run
    return true
  }

  mutating func end(_ uid: UInt32, trouble: SignedIn.WritingTrouble?) {
    runs[uid]?.isUnderWay = false
    runs[uid]?.trouble = trouble
  }

  /// Of those who are not signed in any more nothing is kept, once their pause is over.
  mutating func forget(but present: Set<UInt32>, at now: Timestamp, pause: Span) {
    runs = runs.filter { uid, run in
      run.isUnderWay || present.contains(uid) || (run.at <= now && now < run.at + pause)
    }
  }
}
