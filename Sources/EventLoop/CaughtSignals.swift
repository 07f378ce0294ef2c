import CLoop
import Glibc

/// The signals that a program obeys instead of ending at once, in the order in which they come.
public struct CaughtSignals: AsyncSequence, Sendable {
  private let numbers: AsyncStream<Int32>

  /// From now on these are caught. Once per process: they stay caught until it ends. The first thread
  /// receives them (`runOnOwnThreads`).
  public init(_ signals: [Int32], loop: Loop) throws(LoopError) {
    let descriptor = cloop_signals_open()
    try check(descriptor, "pipe2")
    let (numbers, found) = AsyncStream<Int32>.makeStream()
    self.numbers = numbers
    for number in signals { try check(cloop_signals_catch(number), "sigaction") }
    loop.perform {
      do {
        // It stays with the loop, which lives as long as the process.
        let watch = try ReadWatch(loop, descriptor: descriptor) {
          var bytes = [UInt8](repeating: 0, count: 64)
          let count = read(descriptor, &bytes, bytes.count)
          for byte in bytes.prefix(Swift.max(0, count)) { found.yield(Int32(byte)) }
        }
        _ = Unmanaged.passRetained(watch)
      } catch {
        // Better ended by a signal than deaf to it.
        for number in signals { signal(number, SIG_DFL) }
        found.finish()
      }
    }
  }

  public func makeAsyncIterator() -> AsyncStream<Int32>.Iterator { numbers.makeAsyncIterator() }
}
