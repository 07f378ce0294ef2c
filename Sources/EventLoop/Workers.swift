import CLoop
import Glibc

/// The threads on which Swift's tasks run where they are not bound to a ``Loop``, in the place of
/// libdispatch's: those are watched by a timer that wakes the processor once a second for ever.
///
/// As many as there is work for, up to the number of processors; those that are not needed any more
/// end after some seconds, but for one. It sleeps without a time-out.
final class Workers: @unchecked Sendable {
  private let most: Int
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let news: UnsafeMutablePointer<pthread_cond_t>
  // All under the mutex.
  private var queue = JobQueue<UnownedJob>()
  private var threads = 0
  private var idle = 0

  /// There are workers as long as the process lives: once per process.
  init() throws(LoopError) {
    // With one only, a job that takes long would make all others wait.
    most = max(2, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    news = .allocate(capacity: 1)
    pthread_cond_init(news, &attributes)
    pthread_condattr_destroy(&attributes)
    // The first is needed in any case, and what fails later can then do no harm.
    pthread_mutex_lock(mutex)
    let result = startOne()
    pthread_mutex_unlock(mutex)
    guard result == 0 else { throw LoopError(what: "pthread_create", code: result) }
  }

  func add(_ job: UnownedJob) {
    pthread_mutex_lock(mutex)
    queue.append(job, priority: job.priority.rawValue)
    if queue.count > idle, threads < most { _ = startOne() }
    if idle > 0 { pthread_cond_signal(news) }
    pthread_mutex_unlock(mutex)
  }

  private func startOne() -> Int32 {
    var thread = pthread_t()
    let me = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, nil,
      { me in
        if let me { Unmanaged<Workers>.fromOpaque(me).takeRetainedValue().work() }
        return nil
      }, me.toOpaque())
    if result == 0 {
      pthread_detach(thread)
      threads += 1
    } else {
      me.release()
    }
    return result
  }

  private func work() {
    cloop_name_this_thread("worker")
    cloop_block_signals()
    pthread_mutex_lock(mutex)
    while true {
      while let job = queue.next() {
        pthread_mutex_unlock(mutex)
        job.runSynchronously(on: Self.nobody)
        pthread_mutex_lock(mutex)
      }
      idle += 1
      let result = threads > 1 ? waitForAWhile() : pthread_cond_wait(news, mutex)
      idle -= 1
      if result == ETIMEDOUT, queue.count == 0, threads > 1 { break }
    }
    threads -= 1
    pthread_mutex_unlock(mutex)
  }

  private func waitForAWhile() -> Int32 {
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &end)
    end.tv_sec += Self.patience
    return pthread_cond_timedwait(news, mutex, &end)
  }

  /// Seconds without work after which one that is not needed ends.
  private static let patience = 5

  /// The executor of what is bound to none: two zero words, as `swift_executor_generic()` in the
  /// toolchain's swift/ExecutorImpl.h makes it. With any other a task would be queued anew at each
  /// step.
  private static let nobody = unsafeBitCast((0 as UInt, 0 as UInt), to: UnownedSerialExecutor.self)
}
