import Glibc
import Testing

@testable import EventLoop

/// Nobody sets the clock here: that is for a virtual machine.
@Suite struct ClockSetTests {
  private actor Owner {
    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var source: ClockSetSource?
    private var alarm: Alarm?
    private(set) var calls = 0

    init(_ loop: Loop) { self.loop = loop }

    func begin() throws {
      source = try ClockSetSource(loop) { [unowned self] in assumeIsolated { $0.calls += 1 } }
    }
    func end() { source = nil }

    /// Returns after the loop has looked at all its descriptors for so long.
    func letPass(milliseconds: Int64) async {
      await withCheckedContinuation { continuation in
        alarm = Alarm(loop) { continuation.resume() }
        do { try alarm?.set(afterMilliseconds: milliseconds) } catch { continuation.resume() }
      }
    }
  }

  @Test func itIsMadeAndEndsWithoutACallWhileNobodySetsTheClock() async throws {
    let owner = Owner(try Loop())
    let before = timers()
    for _ in 0..<400 {
      try await owner.begin()
      await owner.end()
    }
    try await owner.begin()
    await owner.letPass(milliseconds: 20)
    await owner.end()
    #expect(await owner.calls == 0)
    // Other tests have timers as well, but not as many.
    #expect(timers() < before + 300, "its descriptors are closed")
  }

  @Test func theKernelSaysWhetherTheClockIsSynchronisedOrNothing() {
    // Which of the three is this machine's affair; it must be the same twice, and no crash.
    let first = WallClock.isSynchronised
    #expect(WallClock.isSynchronised == first)
  }

  /// How many timers this process has open.
  private func timers() -> Int {
    (0..<4096).count { number in
      var link = [CChar](repeating: 0, count: 64)
      let length = readlink("/proc/self/fd/\(number)", &link, 64)
      let name = link.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
      return String(decoding: name, as: UTF8.self) == "anon_inode:[timerfd]"
    }
  }
}
