import EventLoop
import Glibc
import StationModel
import Testing

@testable import Udev

/// udev at boot: the first look waits for it, but not for ever.
@Suite struct DeviceQueueTests {
  /// A queue that says in a pipe when it may be empty.
  private final class Script: EventQueue, @unchecked Sendable {
    private let ends: (read: Int32, write: Int32)
    /// On the loop's thread only.
    var isEmpty: Bool

    init(isEmpty: Bool) throws {
      var pair: [Int32] = [0, 0]
      try #require(pipe2(&pair, O_CLOEXEC | O_NONBLOCK) == 0)
      ends = (pair[0], pair[1])
      self.isEmpty = isEmpty
    }

    deinit {
      close(ends.read)
      close(ends.write)
    }

    var descriptor: Int32 { ends.read }
    func say() { _ = write(ends.write, "x", 1) }
    func flush() {
      var bytes = [UInt8](repeating: 0, count: 16)
      _ = read(ends.read, &bytes, bytes.count)
    }
  }

  /// Who waits, as the agent does.
  private actor Waiter {
    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let script: Script
    private let queue: DeviceQueue
    private(set) var isWaiting = false
    private(set) var hasSettled = false

    init(_ script: Script) throws {
      loop = try Loop()
      self.script = script
      queue = DeviceQueue(script)
    }

    func settle(_ limit: Span) async {
      isWaiting = true
      await queue.settle(loop, limit: limit)
      hasSettled = true
    }

    func say(isEmpty: Bool) {
      script.isEmpty = isEmpty
      script.say()
    }

    func giveUp() { queue.giveUp() }
  }

  @Test func anEmptyQueueIsNotWaitedFor() async throws {
    try await Waiter(Script(isEmpty: true)).settle(.days(1))
  }

  @Test func itReturnsWhenTheQueueIsEmptyAndNotBefore() async throws {
    let waiter = try Waiter(Script(isEmpty: false))
    async let settled: Void = waiter.settle(.days(1))
    while await !waiter.isWaiting { await Task.yield() }
    // Something in it has ended, and more is there.
    await waiter.say(isEmpty: false)
    #expect(await !waiter.hasSettled)
    await waiter.say(isEmpty: true)
    await settled
  }

  @Test func itDoesNotWaitForEver() async throws {
    let start = ContinuousClock.now
    try await Waiter(Script(isEmpty: false)).settle(.milliseconds(200))
    #expect(ContinuousClock.now - start >= .milliseconds(150))
  }

  @Test func whoIsToldToEndGivesUp() async throws {
    let waiter = try Waiter(Script(isEmpty: false))
    async let settled: Void = waiter.settle(.days(1))
    while await !waiter.isWaiting { await Task.yield() }
    await waiter.giveUp()
    await settled
  }
}
