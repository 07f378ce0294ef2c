import CLoop
import Glibc

/// Jobs for later, by one clock of the kernel. Its descriptor becomes readable when some are due.
final class Timer: Sendable {
  let descriptor: Int32
  private let clock: Int32
  private let table = Locked(Timetable<UnownedJob>())

  /// - Parameter clock: CLOCK_BOOTTIME, which counts while the machine sleeps, or CLOCK_MONOTONIC.
  init(_ clock: Int32) throws(LoopError) {
    self.clock = clock
    descriptor = cloop_timer_open(clock)
    try check(descriptor, "timerfd_create")
  }

  func add(_ job: UnownedJob, after delay: Duration) {
    let (due, tooLong) = cloop_clock_now(clock).addingReportingOverflow(delay.inNanoseconds)
    table.withLock { table in
      table.add(job, due: tooLong ? .max : due)
      arm(table)
    }
  }

  /// Takes out what is due, and sets the descriptor for what comes next.
  func takeDue() -> [UnownedJob] {
    var expirations: UInt64 = 0
    _ = read(descriptor, &expirations, 8)
    return table.withLock { table in
      let jobs = table.takeDue(at: cloop_clock_now(clock))
      arm(table)
      return jobs
    }
  }

  /// Under the lock, so that an earlier setting never overtakes a later one. It cannot fail: the
  /// descriptor is ours, and the time is in range.
  private func arm(_ table: Timetable<UnownedJob>) {
    _ = cloop_timer_set(descriptor, table.next.map { max(1, $0) } ?? 0)
  }
}

extension Duration {
  /// Rounded up, since a sleep must not end early; never negative.
  fileprivate var inNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    let (whole, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, stillTooLong) = whole.addingReportingOverflow(
      (attoseconds + 999_999_999) / 1_000_000_000)
    return tooLong || stillTooLong ? .max : sum
  }
}
