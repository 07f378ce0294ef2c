import Journal
import Ledger
import Logging
import StationModel
import USB

/// Power that an agent took away and was killed before it gave it back (docs/power.md).
extension Agent {
  /// At the start: the ports get it at once, each hub on a thread of its own.
  func repayPower() {
    switch powerDebts.load() {
    case .nothing: break
    case .outdated:
      log.tell(
        .powerDebts, .info,
        "an agent was killed while ports had no power; the computer was restarted since then")
    case .unreadable(let why, let aside):
      log.tell(
        .powerDebts, .warning,
        """
        the list of ports that have no power cannot be read, so none of it is done: \(why). \
        \(aside.map { "It is now \($0). " } ?? "")\
        If a station does not come back, pull the plug of the hub that it hangs on, and put it back.
        """)
    case .owed(let debts):
      repaying = Task { for debt in debts { await repay(debt) } }
    }
  }

  private func repay(_ debt: PowerDebt) async {
    var facts = JournalEntry.station(
      debt.station, book.enrolled.first { $0.key == debt.station })
    facts[.key] = Label.clean(debt.station.text, limit: 200)
    let ports = debt.ports.map { "port \($0.port) of the hub \($0.hub.name)" }
      .joined(separator: ", ")
    do throws(USBError) {
      try await powerDebts.repay(debt)
      log.tell(
        .powerDebts, .warning,
        "the agent was killed while its port had no power; it was given back: \(ports)", facts)
    } catch {
      log.tell(
        .powerDebts, .error,
        """
        the agent was killed while its port had no power, and it cannot be given back: \(error) \
        (\(ports)). Pull the plug of that hub and put it back; it is tried again at the next start
        """, facts)
    }
  }
}
