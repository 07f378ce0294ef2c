import CLoop
import CSystemd
import Glibc

/// One thread that runs sd-event, and the executor of every actor that holds a C handle.
///
/// An actor pinned to the loop may own what is not thread-safe (a bus, a udev monitor, a SQLite
/// connection), and the compiler sees to it that nobody else touches it. When nothing happens the
/// thread sleeps in `epoll_wait` without a time-out.
public final class Loop: SerialExecutor, @unchecked Sendable {
  /// For the rooms that hand it on to a C library. Used on the loop's thread only.
  package let event: OpaquePointer
  private let wake: Int32
  private let waiting = Locked<[Work]>([])
  private let thread = Locked<pthread_t?>(nil)
  private let turn = Locked<UInt64>(0)
  /// Says that there was work since it was last heard; for one listener.
  let work: AsyncStream<Void>
  private let worked: AsyncStream<Void>.Continuation

  public init() throws(LoopError) {
    (work, worked) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    var event: OpaquePointer?
    try check(sd_event_new(&event), "sd_event_new")
    guard let event else { throw LoopError(what: "sd_event_new", code: ENOMEM) }
    self.event = event
    wake = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard wake >= 0 else { throw LoopError(what: "eventfd", code: errno) }
    let me = Unmanaged.passUnretained(self).toOpaque()
    try check(
      sd_event_add_io(event, nil, wake, EPOLLIN.rawValue, { _, _, _, me in runJobs(me) }, me),
      "sd_event_add_io")
    try start()
  }

  /// The thread keeps the loop alive: there is one per process, and it ends with the process.
  private func start() throws(LoopError) {
    var id = pthread_t()
    let me = Unmanaged.passRetained(self)
    let result = pthread_create(
      &id, nil,
      { me in
        guard let me else { return nil }
        let loop = Unmanaged<Loop>.fromOpaque(me).takeRetainedValue()
        loop.thread.withLock { $0 = pthread_self() }
        cloop_name_this_thread("events")
        _ = sd_event_loop(loop.event)
        return nil
      }, me.toOpaque())
    guard result == 0 else {
      me.release()
      throw LoopError(what: "pthread_create", code: result)
    }
    pthread_detach(id)
  }

  /// If systemd wants to hear that the service lives (WatchdogSec=), the loop itself says so from
  /// now on: a loop that hangs falls silent. False if systemd does not ask. On the loop's thread.
  public func feedWatchdog() throws(LoopError) -> Bool {
    let result = sd_event_set_watchdog(event, 1)
    try check(result, "sd_event_set_watchdog")
    return result > 0
  }

  fileprivate func drain() {
    var count: UInt64 = 0
    _ = read(wake, &count, 8)
    let batch = waiting.withLock { waiting in
      defer { waiting.removeAll(keepingCapacity: true) }
      return waiting
    }
    turn.withLock { $0 &+= 1 }
    worked.yield()
    for work in batch {
      switch work {
      case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
      case .body(let body): body()
      }
    }
  }

  public func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

  /// Runs `body` on the loop's thread, after what is queued already. For a `deinit`, which cannot
  /// wait; everything else belongs into an actor.
  package func perform(_ body: @escaping @Sendable () -> Void) { add(.body(body)) }

  private enum Work: Sendable {
    case job(UnownedJob)
    case body(@Sendable () -> Void)
  }

  /// How often there was work.
  var turns: UInt64 { turn.withLock { $0 } }

  private func add(_ item: Work) {
    let isFirst = waiting.withLock { waiting in
      waiting.append(item)
      return waiting.count == 1
    }
    guard isFirst else { return }
    var one: UInt64 = 1
    _ = write(wake, &one, 8)
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  // Both are needed, or `assumeIsolated` traps inside a C callback.
  public func checkIsolated() { precondition(isOnLoop, "not on the event loop's thread") }
  public func isIsolatingCurrentContext() -> Bool? { isOnLoop }

  private var isOnLoop: Bool {
    thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }
}

private func runJobs(_ loop: UnsafeMutableRawPointer?) -> Int32 {
  if let loop { Unmanaged<Loop>.fromOpaque(loop).takeUnretainedValue().drain() }
  return 0
}
