import CUdev

/// udev's queue as libudev knows it.
final class LibudevQueue: EventQueue {
  private let queue: OpaquePointer
  let descriptor: Int32

  /// Nil if there is no udev.
  init?() {
    guard let udev = udev_new() else { return nil }
    defer { udev_unref(udev) }
    guard let queue = udev_queue_new(udev) else { return nil }
    descriptor = udev_queue_get_fd(queue)
    guard descriptor >= 0 else {
      udev_queue_unref(queue)
      return nil
    }
    self.queue = queue
  }

  deinit { udev_queue_unref(queue) }

  var isEmpty: Bool { udev_queue_get_queue_is_empty(queue) != 0 }

  func flush() { udev_queue_flush(queue) }
}
