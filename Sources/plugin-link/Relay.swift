import Glibc

/// Carries bytes between this process and the plugin until the plugin's output and log have ended.
struct Relay {
  private var pipes: [Pipe]

  init(_ lines: Lines) {
    pipes = [
      Pipe(from: 0, to: lines.input), Pipe(from: lines.output, to: 1), Pipe(from: lines.log, to: 2),
    ]
  }

  consuming func run() {
    while pipes[1].isOpen || pipes[2].isOpen {
      var wanted = pipes.flatMap { [$0.reading, $0.writing] }
      if poll(&wanted, nfds_t(wanted.count), -1) < 0, errno != EINTR { return }
      for index in pipes.indices {
        pipes[index].move(read: wanted[2 * index].revents, write: wanted[2 * index + 1].revents)
      }
    }
    pipes[0].end()
  }
}

/// One direction. It holds no more than it can read at once: who writes too fast waits.
struct Pipe {
  private static let room = 64 << 10
  private var from: Int32?
  private var to: Int32?
  private var held: ArraySlice<UInt8> = []

  init(from: Int32, to: Int32) {
    for descriptor in [from, to] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
    (self.from, self.to) = (from, to)
  }

  var isOpen: Bool { to != nil }

  /// Negative descriptors are passed over by poll(2).
  var reading: pollfd {
    pollfd(fd: held.isEmpty ? from ?? -1 : -1, events: Int16(POLLIN), revents: 0)
  }
  /// Also while there is nothing to write: that nobody reads any more is told then.
  var writing: pollfd {
    pollfd(fd: to ?? -1, events: held.isEmpty ? 0 : Int16(POLLOUT), revents: 0)
  }

  mutating func move(read: Int16, write: Int16) {
    if read != 0 { fill() }
    if write & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { return end() }
    if write != 0 || read != 0 { drain() }
    if from == nil, held.isEmpty { end() }
  }

  /// Each side sees the other's end.
  mutating func end() {
    if let from { close(from) }
    if let to { close(to) }
    (from, to, held) = (nil, nil, [])
  }

  private mutating func fill() {
    guard let from else { return }
    var bytes = [UInt8](repeating: 0, count: Self.room)
    let count = read(from, &bytes, bytes.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else {
      close(from)
      self.from = nil
      return
    }
    held = bytes[..<count]
  }

  private mutating func drain() {
    guard let to, !held.isEmpty else { return }
    let count = held.withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else { return end() }
    held = held.dropFirst(count)
  }
}
