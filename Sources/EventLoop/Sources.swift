import CLoop
import CSystemd
import Glibc

/// Calls back on the loop whenever a file descriptor is readable or in error. Ends with its owner.
public final class ReadWatch {
  private var source: OpaquePointer?
  private let body: () -> Void

  /// Make it on the loop's thread. `body` runs there too, and must drain the descriptor.
  public init(_ loop: Loop, descriptor: Int32, body: @escaping () -> Void) throws(LoopError) {
    self.body = body
    try check(
      sd_event_add_io(
        loop.event, &source, descriptor, EPOLLIN.rawValue,
        { _, _, _, me in
          if let me { Unmanaged<ReadWatch>.fromOpaque(me).takeUnretainedValue().body() }
          return 0
        }, Unmanaged.passUnretained(self).toOpaque()), "sd_event_add_io")
  }

  deinit { sd_event_source_disable_unref(source) }
}

/// One alarm on the clock that counts while the machine sleeps, set anew as often as wanted.
public final class Alarm {
  private var source: OpaquePointer?
  private let loop: Loop
  private let body: () -> Void

  /// Make it on the loop's thread, where `body` runs too. It is not set yet.
  public init(_ loop: Loop, body: @escaping () -> Void) {
    self.loop = loop
    self.body = body
  }

  /// Sets it to go off once, `milliseconds` from now; nil turns it off.
  public func set(afterMilliseconds milliseconds: Int64?) throws(LoopError) {
    source = sd_event_source_disable_unref(source)
    guard let milliseconds else { return }
    var now: UInt64 = 0
    try check(sd_event_now(loop.event, CLOCK_BOOTTIME, &now), "sd_event_now")
    let (wait, tooLong) = UInt64(max(0, milliseconds)).multipliedReportingOverflow(by: 1000)
    let (when, late) = now.addingReportingOverflow(wait)
    if tooLong || late { return }  // 292,000 years from now
    try check(
      sd_event_add_time(
        loop.event, &source, CLOCK_BOOTTIME, when, Alarm.accuracy,
        { _, _, me in
          if let me { Unmanaged<Alarm>.fromOpaque(me).takeUnretainedValue().body() }
          return 0
        }, Unmanaged.passUnretained(self).toOpaque()), "sd_event_add_time")
  }

  /// Microseconds by which the kernel may be late; deadlines here are shown in seconds.
  private static let accuracy: UInt64 = 10_000

  deinit { sd_event_source_disable_unref(source) }
}
