import Enrollment
import Journal
import Ledger
import Logging
import Notices
import StationModel

/// Every change of state is one entry of the journal, with the station's number and key.
extension Agent {
  /// - Parameters:
  ///   - former: the book as it was before the changes.
  ///   - find: the record of a station now.
  func tell(
    _ change: Change, former: LedgerState, _ find: @escaping (StationKey) -> Enrolled?
  ) {
    let context = JournalContext(
      station: { key in find(key) ?? former.enrolled.first { $0.key == key } },
      formerNotice: { id in former.notices.first { $0.id == id } })
    for entry in JournalEntry.of(change, context) { log.tell(entry) }
  }

  /// Each person once for each notice, until it reached them.
  func tellUndelivered(of board: [Notice]) {
    for notice in board {
      for person in delivery.undelivered[notice.id] ?? []
      where undeliveredTold[notice.id]?.contains(person.user) != true {
        log.tell(.undelivered(notice, to: person.user, why: person.why))
      }
    }
    undeliveredTold = delivery.undelivered.mapValues { Set($0.map(\.user)) }
  }

  /// What is seen and not written down.
  func tellSights(of plan: Plan) {
    let entries = sightLog.see(
      stations: plan.roster.stations,
      candidates: plan.roster.candidates.filter { !plan.roster.ignored.contains($0.key) },
      flapping: Set(plan.seen.flapping.map(\.key)))
    for entry in entries { log.tell(entry) }
  }
}
