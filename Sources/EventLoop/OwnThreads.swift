// The interface of custom executors is not final in Swift 6.3; another release needs another look.
#if compiler(>=6.3) && compiler(<6.4)
  @_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency
  import CLoop
  import Glibc

  /// Runs the program's tasks on threads of our own instead of libdispatch's, which wake the processor
  /// once a second while nothing happens. To be called by `main`, as the first thing; the process ends
  /// with success when `body` returns.
  public func runOnOwnThreads(_ body: @escaping @Sendable () async -> Void) -> Never {
    // On this thread, since it alone lives as long as the process.
    cloop_unblock_signals()
    do {
      let workers = try Workers()
      let main = Main(try MainThread(workers))
      OwnExecutors.made.withLock { $0 = (main, Crew(workers, main.thread)) }
      _createExecutors(factory: OwnExecutors.self)
      Task {
        await body()
        exit(0)
      }
      main.runForEver()
    } catch {
      let message = "The program cannot start its threads: \(error)\n"
      _ = message.withCString { write(2, $0, strlen($0)) }
      exit(71)  // EX_OSERR
    }
  }

  /// What the runtime asks once, when the first task is made.
  private enum OwnExecutors: ExecutorFactory {
    static let made = Locked<(main: Main, crew: Crew)?>(nil)

    static var mainExecutor: any MainExecutor {
      made.withLock { $0?.main } ?? PlatformExecutorFactory.mainExecutor
    }
    static var defaultExecutor: any TaskExecutor {
      made.withLock { $0?.crew } ?? PlatformExecutorFactory.defaultExecutor
    }
  }

  private final class Main: MainExecutor {
    let thread: MainThread

    init(_ thread: MainThread) { self.thread = thread }

    func enqueue(_ job: consuming ExecutorJob) { thread.add(UnownedJob(job)) }

    func runForEver() -> Never {
      thread.run { $0.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    func run() { runForEver() }

    /// It ends with the process.
    func stop() {}

    var isMainExecutor: Bool { true }
    func checkIsolated() { precondition(thread.isCurrent, "not on the main thread") }
    func isIsolatingCurrentContext() -> Bool? { thread.isCurrent }
  }

  private final class Crew: TaskExecutor, SchedulingExecutor {
    private let workers: Workers
    private let thread: MainThread

    init(_ workers: Workers, _ thread: MainThread) {
      self.workers = workers
      self.thread = thread
    }

    func enqueue(_ job: consuming ExecutorJob) { workers.add(UnownedJob(job)) }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
    ) {
      // Another clock's duration that cannot be read: its own sleep does not come here.
      thread.add(
        UnownedJob(job), after: delay as? Duration ?? .zero,
        countsSleep: !(clock is SuspendingClock))
    }

    func enqueue<C: Clock>(
      _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
    ) {
      enqueue(job, after: clock.now.duration(to: instant), tolerance: tolerance, clock: clock)
    }
  }
#else
  import CLoop
  import Dispatch
  import Glibc

  /// Runs the program's tasks, on the threads of libdispatch: for this release of Swift there are none
  /// of our own.
  public func runOnOwnThreads(_ body: @escaping @Sendable () async -> Void) -> Never {
    // dispatchMain() ends this thread, and those of libdispatch block what may be caught.
    cloop_unblock_signals()
    Task {
      await body()
      exit(0)
    }
    dispatchMain()
  }
#endif
