import CLoop
import Glibc

/// Calls back on the loop whenever somebody set the wall clock, and when the machine wakes up from
/// sleep. Costs nothing until then. Ends with its owner.
public final class ClockSetSource {
  private let descriptor: Int32
  private var watch: ReadWatch?

  /// Make it on the loop's thread, where `body` runs too. Small corrections that only make the clock
  /// run faster or slower for a while are no setting.
  public init(_ loop: Loop, body: @escaping () -> Void) throws(LoopError) {
    let opened = cloop_clock_set_open()
    try check(opened, "timerfd_create")
    descriptor = opened
    watch = try ReadWatch(loop, descriptor: opened) {
      // Also if it cannot be read: a look too many does no harm, one too few does.
      if cloop_clock_set_read(opened) != 0 { body() }
    }
  }

  deinit {
    watch = nil
    close(descriptor)
  }
}

/// What the kernel knows of the wall clock.
public enum WallClock {
  /// Whether a time service told the kernel that the clock follows a reference; nil if the kernel
  /// may not be asked, as with `ProtectClock=` in systemd.exec(5).
  public static var isSynchronised: Bool? {
    let result = cloop_clock_is_synchronised()
    return result < 0 ? nil : result == 1
  }
}
