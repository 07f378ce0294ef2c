import Glibc

/// The other end of `sd_notify`: what a service tells systemd (sd_notify(3)).
public final class NotifySocket {
  public let path: String
  private let descriptor: Int32
  /// All variables that were told, in their order: `READY=1`.
  public private(set) var told: [String] = []

  /// - Parameter stream: takes connections instead, and never answers.
  public init(path: String, stream: Bool = false) throws {
    self.path = path
    unlink(path)
    let kind = stream ? SOCK_STREAM : SOCK_DGRAM
    descriptor = socket(AF_UNIX, Int32(kind.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard withSocketAddress(path, { bind(descriptor, $0, $1) }) == 0,
      !stream || listen(descriptor, 8) == 0
    else {
      throw RigError("\(path): \(String(cString: strerror(errno)))")
    }
  }

  deinit { close(descriptor) }

  /// Waits for the next message that holds such a line; messages before it are passed over.
  @discardableResult
  public func next(_ prefix: String, seconds: Int32 = 20) throws -> [String] {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&ready, 1, seconds * 1000) > 0 {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { continue }
      let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
        .map(String.init)
      told += lines
      if lines.contains(where: { $0.hasPrefix(prefix) }) { return lines }
    }
    throw RigError("not told within \(seconds) s: \(prefix); told: \(told)")
  }
}
