public import EventLoop
public import StationModel

/// What udev was told of by the kernel and has not seen to yet. Lives on the event loop.
public final class DeviceQueue {
  private let queue: any EventQueue
  private var watch: ReadWatch?
  private var alarm: Alarm?
  private var waiting: CheckedContinuation<Void, Never>?

  /// Nil where udev does not say, as in a container without one.
  public convenience init?() {
    guard let queue = LibudevQueue() else { return nil }
    self.init(queue)
  }

  init(_ queue: any EventQueue) { self.queue = queue }

  /// Returns when there is nothing in it, or after `limit`, or when somebody gives up. For one caller,
  /// on the loop's thread.
  public func settle(
    _ loop: Loop, limit: Span, isolation: isolated (any Actor)? = #isolation
  ) async {
    do throws(LoopError) {
      // Listen first: what ends between the two is heard.
      watch = try ReadWatch(loop, descriptor: queue.descriptor) { [weak self] in self?.look() }
      guard !queue.isEmpty else { return giveUp() }
      alarm = Alarm(loop) { [weak self] in self?.giveUp() }
      try alarm?.set(afterMilliseconds: limit.milliseconds)
    } catch {
      // Then the first look shows what there is.
      return giveUp()
    }
    await withCheckedContinuation { waiting = $0 }
  }

  /// Lets go whoever waits.
  public func giveUp() {
    watch = nil
    try? alarm?.set(afterMilliseconds: nil)
    waiting?.resume()
    waiting = nil
  }

  private func look() {
    queue.flush()
    if queue.isEmpty { giveUp() }
  }
}

/// Where the queue is known from: libudev, or in tests a script.
protocol EventQueue: AnyObject {
  /// Readable when it may be empty.
  var descriptor: Int32 { get }
  var isEmpty: Bool { get }
  /// Until it is readable the next time.
  func flush()
}
