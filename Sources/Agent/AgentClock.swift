import EventLoop
import Glibc
import StationModel

/// The time by which deadlines are kept, on this computer's clocks. What it does with them is
/// decided in ``Timekeeping``.
struct AgentClock {
  private(set) var keeping: Timekeeping
  /// How far the wall clock was behind at the start; zero if it was not.
  let behind: Span

  /// - Parameters:
  ///   - highWater: the latest time that the ledger has seen.
  ///   - mark: what an earlier life left in its ``ClockFile``.
  init(highWater: Timestamp?, mark: TimeMark? = nil) {
    keeping = Timekeeping(mark: mark, highWater: highWater, at: .current())
    if case .behind(let span) = keeping.verdict { behind = span } else { behind = .zero }
  }

  var now: Timestamp { keeping.time(at: ClockReading.uptime()) }
  /// What the start, or an administrator's acceptance, made of the wall clock.
  var verdict: ClockVerdict { keeping.verdict }
  /// By how much the wall clock is ahead now; negative if it is behind.
  var difference: Span { keeping.difference(.current()) }
  /// For the ``ClockFile``.
  var mark: TimeMark { keeping.mark(at: .current()) }

  func needsMark(after mark: TimeMark?) -> Bool { keeping.needsMark(after: mark, at: .current()) }

  /// See ``Timekeeping/check(_:)``; when a `ClockSetSource` calls, and at any other time.
  mutating func check() -> ClockVerdict? { keeping.check(.current()) }

  /// See ``Timekeeping/accept(_:)``.
  mutating func accept() -> ClockVerdict? { keeping.accept(.current()) }
}

extension ClockReading {
  static func current() -> ClockReading {
    ClockReading(
      wall: Timestamp(milliseconds: milliseconds(CLOCK_REALTIME)), uptime: uptime(), boot: bootID,
      isSynchronised: WallClock.isSynchronised ?? false)
  }

  static func uptime() -> Span { Span(milliseconds: milliseconds(CLOCK_BOOTTIME)) }

  /// Does not change while this process lives.
  private static let bootID: String? = {
    guard let file = fopen("/proc/sys/kernel/random/boot_id", "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 37)
    guard fread(&bytes, 1, 37, file) == 37 else { return nil }
    let id = bytes.prefix(36)
    let isPlain = id.allSatisfy {
      $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
    return isPlain ? String(decoding: id, as: UTF8.self) : nil
  }()

  private static func milliseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
