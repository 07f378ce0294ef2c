import Licensing
import StationModel

extension World {
  mutating func performInTime(_ step: Step) {
    switch step {
    case .wait(let minutes): pass(.minutes(Int64(minutes)))
    case .waitForNext(let off):
      guard let next = license(input).nextChange else { return }
      pass(next + Span(milliseconds: Int64(off)) - now)
    case .wallClock(let minutes): wall = wall + .minutes(Int64(minutes))
    case .restart: restart()
    case .clockPutRight(let days): putClockRight(by: .days(Int64(days)))
    default: break
    }
  }

  private mutating func pass(_ span: Span) {
    let span = max(span, .zero)
    running = Span(milliseconds: running.milliseconds + span.milliseconds)
    wall = wall + span
  }

  /// Time goes on from the wall clock, but never from before what the ledger has seen.
  mutating func restart() {
    running = .zero
    origin = max(wall, ledger.highWater)
  }

  /// What runs keeps the time that it has left; leases do not run, they end on a date.
  private mutating func putClockRight(by span: Span) {
    for (subject, clock) in ledger.graces where clock.isRunning(at: now) {
      ledger.graces[subject]?.startedAt = clock.startedAt + span
      ledger.graces[subject]?.endsAt = clock.endsAt + span
      ledger.graces[subject]?.extendedTo = clock.extendedTo.map { $0 + span }
    }
    for index in ledger.revocations.indices where ledger.revocations[index].stands(at: now) {
      ledger.revocations[index].until = ledger.revocations[index].until + span
    }
    for index in stations.indices {
      stations[index].record.absentSince = stations[index].record.absentSince.map { $0 + span }
    }
    origin = origin + span
    wall = wall + span
  }
}
