import Glibc
import StationModel

/// The time by which deadlines are kept: it never runs backwards and never jumps while the agent
/// runs, whatever is done to the wall clock.
///
/// It starts at the wall clock, or at the ledger's high-water mark if the wall clock is behind it,
/// and then follows the clock that counts on through suspend.
struct AgentClock {
  private let base: Timestamp
  private let startedAt: Int64

  init(highWater: Timestamp?) {
    let wall = Timestamp(milliseconds: Self.milliseconds(CLOCK_REALTIME))
    base = max(wall, highWater ?? wall)
    startedAt = Self.milliseconds(CLOCK_BOOTTIME)
    behind = base - wall
  }

  /// How far the wall clock was behind the high-water mark at the start; zero if it was not.
  let behind: Span

  var now: Timestamp {
    base + Span(milliseconds: Self.milliseconds(CLOCK_BOOTTIME) - startedAt)
  }

  private static func milliseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
