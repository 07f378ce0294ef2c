import EventLoop
import Glibc
import StationModel
import Udev

/// Overflows a real udev monitor. Run it as root of a network namespace of its own, where it may say
/// what udevd says on a real machine; the test UdevTests/OverflowTests does.
///
/// Prints one line about each step; 0 if all of them went as they must.
@main struct UdevOverflow {
  static func main() async throws {
    let loop = try Loop()
    let watcher = Watcher(loop)
    let truth = try await watcher.start()
    let udevd = try Udevd()

    // One event shows that what is sent is understood.
    try await watcher.say { try udevd.tell("add", 1) }
    await watcher.wait("a made-up hub is there") { $0.madeUp == 1 && $0.overflows == 0 }

    // Nobody receives meanwhile, since this is on the loop's own thread.
    try await watcher.say { for number in 2..<20_000 { try udevd.tell("add", number) } }
    await watcher.wait("events were lost, and all was read anew") {
      $0.overflows > 0 && $0.madeUp == 0 && $0.picture == truth
    }

    try await watcher.say { try udevd.tell("add", 7) }
    await watcher.wait("it goes on listening") { $0.madeUp == 1 }
    try await watcher.say { try udevd.tell("remove", 7) }
    await watcher.wait("and ends in the truth") { $0.picture == truth }
  }
}

/// Holds the monitor, on the loop.
private actor Watcher {
  private let loop: Loop
  private var monitor: DeviceMonitor?
  private var waiting: (what: String, isSeen: (Seen) -> Bool, go: CheckedContinuation<Void, Never>)?

  struct Seen {
    var picture: DevicePicture
    var overflows: UInt64
    /// None of these is in /sys, so a picture that was read has none.
    var madeUp: Int { picture.devices.keys.count { $0.text.hasPrefix(Udevd.folder) } }
  }

  init(_ loop: Loop) { self.loop = loop }

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  func start() throws -> DevicePicture {
    let monitor = try DeviceMonitor(loop: loop) { [unowned self] in assumeIsolated { $0.look() } }
    self.monitor = monitor
    return monitor.picture
  }

  func say(_ body: @Sendable () throws -> Void) rethrows { try body() }

  /// A program that waits in vain is ended by the test that started it.
  func wait(_ what: String, until isSeen: @escaping @Sendable (Seen) -> Bool) async {
    await withCheckedContinuation { go in
      waiting = (what, isSeen, go)
      look()
    }
  }

  private func look() {
    guard let monitor, let (what, isSeen, go) = waiting,
      isSeen(Seen(picture: monitor.picture, overflows: monitor.overflows))
    else { return }
    waiting = nil
    print(what)
    fflush(nil)
    go.resume()
  }
}
