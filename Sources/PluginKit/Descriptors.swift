import Dispatch
import Glibc

/// The two ends that the protocol uses, moved away from 0 and 1.
struct Descriptors: Sendable {
  var input: Int32
  var output: Int32

  /// Moves the protocol to descriptors that nothing else uses: a stray `print`, in the plugin or
  /// in a library of it, then goes to the log, and a program that the plugin starts can neither
  /// read the agent's requests nor answer them.
  static func claim() -> Descriptors? {
    let input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard input >= 0, output >= 0, null >= 0, dup2(null, STDIN_FILENO) >= 0,
      dup2(STDERR_FILENO, STDOUT_FILENO) >= 0
    else { return nil }
    close(null)
    return Descriptors(input: input, output: output)
  }

  /// What comes in, in pieces, until the other side closes. Read on a thread of its own, because
  /// the read blocks and the cooperative pool may have a single thread.
  func pieces() -> AsyncStream<[UInt8]> {
    let input = self.input
    return AsyncStream { continuation in
      DispatchQueue(label: "plugin-input").async {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
          let count = read(input, &buffer, buffer.count)
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { break }
          continuation.yield(Array(buffer[..<count]))
        }
        continuation.finish()
      }
    }
  }

  /// Writes everything; false if nobody reads any more.
  @discardableResult
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
