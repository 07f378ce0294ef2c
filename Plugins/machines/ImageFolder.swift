import EventLoop
import Glibc

/// Tells when images may have appeared or vanished: inotify(7), since machined has no signals for
/// that. Only those who may read the folder can watch it.
///
/// Made, used and let go of on the loop's thread.
final class ImageFolder {
  private let descriptor: Int32
  private var watch: ReadWatch?

  /// Nil if the folder cannot be watched; `errno` says why. `body` runs on the loop.
  init?(_ path: String, loop: Loop, body: @escaping () -> Void) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { return nil }
    let events = IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_ATTRIB | IN_ONLYDIR
    guard inotify_add_watch(descriptor, path, UInt32(events)) >= 0 else { return nil }
    let descriptor = self.descriptor
    watch = try? ReadWatch(loop, descriptor: descriptor) {
      if Self.drain(descriptor) { body() }
    }
  }

  deinit {
    watch = nil
    if descriptor >= 0 { close(descriptor) }
  }

  /// True if it was about more than the locks that systemd-nspawn keeps there (`.#name.lck`).
  private static func drain(_ descriptor: Int32) -> Bool {
    var concerns = false
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return concerns }
      // `struct inotify_event`: watch, mask, cookie, length (4 bytes each), then the name.
      var rest = buffer[..<count]
      while rest.count >= 16 {
        let length = rest.dropFirst(12).withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
        if length == 0 || rest.dropFirst(16).first != UInt8(ascii: ".") { concerns = true }
        rest = rest.dropFirst(16 + Int(length))
      }
    }
  }
}
