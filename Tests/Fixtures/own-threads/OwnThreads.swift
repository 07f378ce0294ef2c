import EventLoop
import Glibc
import Synchronization

/// Asks of the program's own threads all that tasks need, and prints a line for each that they have.
/// OwnThreadsTests starts it: a test itself runs on the threads of the test runner.
@main
enum OwnThreads {
  static func main() {
    // As whoever starts it may have.
    var blocked = sigset_t()
    for signal in [SIGHUP, SIGUSR1, SIGTERM] { sigaddset(&blocked, signal) }
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    runOnOwnThreads {
      await sleeping()
      await cancelling()
      await crowding()
      await blocking()
      await actors()
      var caught = await signals()
      say("then it rests")
      // Until the test has counted wake-ups.
      if await caught?.next() == SIGHUP { say("hears signals at rest") }
      // For ever: the test ends it by a signal.
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
  }

  /// By both clocks, never too early, the shorter first.
  private static func sleeping() async {
    let begin = ContinuousClock.now
    let order = await withTaskGroup(of: Int.self) { group in
      for milliseconds in [60, 20, 40] {
        group.addTask {
          try? await Task.sleep(for: .milliseconds(milliseconds))
          return milliseconds
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let early = ContinuousClock.now - begin < .milliseconds(60)
    let other = SuspendingClock.now
    try? await Task.sleep(for: .milliseconds(5), clock: .suspending)
    try? await Task.sleep(nanoseconds: 1_000_000)
    try? await Task.sleep(for: .milliseconds(-5))
    let isLate = SuspendingClock.now - other >= .milliseconds(6)
    say(order == [20, 40, 60] && !early && isLate ? "sleeps" : "sleeps wrongly: \(order)")
  }

  /// A sleep of a year, and one that never ends, end when they are cancelled.
  private static func cancelling() async {
    var ended = 0
    for limit in [Duration.seconds(31_536_000), .seconds(Int64.max)] {
      let sleeper = Task {
        do {
          try await Task.sleep(until: .now.advanced(by: limit), clock: .continuous)
          return false
        } catch { return true }
      }
      sleeper.cancel()
      if await sleeper.value { ended += 1 }
    }
    say(ended == 2 ? "cancels" : "cancels wrongly")
  }

  private static let done = Atomic<Int>(0)

  /// Many tasks at once, of all priorities, from threads that are not the workers'.
  private static func crowding() async {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<20_000 {
        let priorities: [TaskPriority?] = [.high, nil, .low, .background, .medium]
        group.addTask(priority: priorities[number % priorities.count]) {
          if number % 7 == 0 { await Task.yield() }
          if number % 1000 == 0 { try? await Task.sleep(for: .milliseconds(1)) }
          done.add(1, ordering: .relaxed)
        }
      }
    }
    await withTaskGroup(of: Int.self) { group in
      for number in 0..<50 { group.addTask { await onOwnThread { number } } }
      for await _ in group { done.add(1, ordering: .relaxed) }
    }
    let count = done.load(ordering: .relaxed)
    say(count == 20_050 ? "does all" : "did \(count)")
  }

  /// What blocks one thread does not keep the others from working.
  private static func blocking() async {
    let ends = pipe()
    let blocked = Task.detached {
      var byte: UInt8 = 0
      return read(ends.0, &byte, 1)
    }
    let other = Task.detached { write(ends.1, "x", 1) }
    let result = await (blocked.value, other.value)
    say(result == (1, 1) ? "works beside what blocks" : "blocks")
  }

  @MainActor private static func onTheMainActor() -> Bool {
    MainActor.assertIsolated()
    var name = [CChar](repeating: 0, count: 64)
    let length = readlink("/proc/thread-self", &name, name.count)
    let own = String(
      decoding: name.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return own == "\(getpid())/task/\(getpid())"
  }

  private actor Counter {
    private(set) var count = 0
    func add() { count += 1 }
  }

  private actor Pinned {
    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    init(_ loop: Loop) { self.loop = loop }
    /// A sleep there does not hold up the loop, and comes back to it.
    func sleep() async -> Bool {
      try? await Task.sleep(for: .milliseconds(1))
      return loop.isIsolatingCurrentContext() == true
    }
  }

  private static func actors() async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<1000 { group.addTask { await counter.add() } }
    }
    let isMain = await onTheMainActor()
    let isPinned = await (try? Loop()).map { Pinned($0) }?.sleep()
    let count = await counter.count
    say(count == 1000 && isMain && isPinned == true ? "keeps actors apart" : "mixes actors up")
  }

  private static func signals() async -> AsyncStream<Int32>.Iterator? {
    // The thread that asks for them has ended before the first comes.
    let signals = await onOwnThread { try? CaughtSignals([SIGHUP, SIGUSR1], loop: try Loop()) }
    guard var caught = signals?.makeAsyncIterator() else {
      say("no signals")
      return nil
    }
    kill(getpid(), SIGHUP)
    let first = await caught.next()
    kill(getpid(), SIGUSR1)
    let second = await caught.next()
    say(first == SIGHUP && second == SIGUSR1 ? "hears signals" : "mishears signals")
    return caught
  }

  private static func pipe() -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    return Glibc.pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
  }

  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
  }
}
