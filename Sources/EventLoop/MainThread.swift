import CLoop
import Glibc

/// The program's first thread: runs what is bound to the main actor, and starts the jobs whose time
/// has come. It sleeps in poll(2) without a time-out.
final class MainThread: @unchecked Sendable {
  private let workers: Workers
  /// Counts while the machine sleeps, as Swift's `ContinuousClock` does.
  private let continuous: Timer
  private let suspending: Timer
  private let wake: Int32
  private let jobs = Locked<[UnownedJob]>([])
  private let thread: pthread_t

  /// On that thread, once per process.
  init(_ workers: Workers) throws(LoopError) {
    self.workers = workers
    continuous = try Timer(CLOCK_BOOTTIME)
    suspending = try Timer(CLOCK_MONOTONIC)
    wake = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard wake >= 0 else { throw LoopError(what: "eventfd", code: errno) }
    thread = pthread_self()
  }

  var isCurrent: Bool { pthread_equal(thread, pthread_self()) != 0 }

  func add(_ job: UnownedJob) {
    let isFirst = jobs.withLock { jobs in
      jobs.append(job)
      return jobs.count == 1
    }
    guard isFirst else { return }
    var one: UInt64 = 1
    _ = write(wake, &one, 8)
  }

  /// Gives the job to the workers after so long.
  func add(_ job: UnownedJob, after delay: Duration, countsSleep: Bool) {
    (countsSleep ? continuous : suspending).add(job, after: delay)
  }

  /// Runs jobs for ever.
  func run(_ execute: (UnownedJob) -> Void) -> Never {
    let watched = [wake, continuous.descriptor, suspending.descriptor]
    var polled = watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      // A signal that is handled ends it early, which does no harm.
      guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
      for timer in [continuous, suspending] { timer.takeDue().forEach(workers.add) }
      var count: UInt64 = 0
      guard read(wake, &count, 8) == 8 else { continue }
      let batch = jobs.withLock { jobs in
        defer { jobs = [] }
        return jobs
      }
      batch.forEach(execute)
    }
  }
}
