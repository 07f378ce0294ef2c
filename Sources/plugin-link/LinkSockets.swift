import EventLoop
import Glibc
import PluginProtocol

/// Where the unit of a plugin connects its standard input, output and error: for one plugin, once.
struct LinkSockets: Sendable {
  /// How long the unit may take for it, once it has been started.
  private static let patience = Duration.seconds(10)
  private let paths: [String]
  private let listeners: [Int32]

  init(folder: String, plugin: String) throws(LinkTrouble) {
    paths = SandboxUnit.sockets(plugin, in: folder)
    mkdir(folder, 0o711)
    // Whoever knows a name may come in, since the unit's user is nobody's friend; it is looked at who comes.
    // The umask counts for mkdir.
    chmod(folder, 0o711)
    var listeners: [Int32] = []
    for path in paths {
      do throws(LoopError) { listeners.append(try LocalSocket.listen(at: path, mode: 0o666)) } catch
      {
        throw LinkTrouble("\(path) cannot be listened at: \(error)")
      }
    }
    self.listeners = listeners
  }

  /// Nobody can connect any more.
  func close() {
    for path in paths { unlink(path) }
    for listener in listeners { Glibc.close(listener) }
  }

  /// The lines that this process connects, and none that another does: it is waited for. Blocks.
  func accept(from process: pid_t) throws(LinkTrouble) -> Lines {
    var lines = [Int32?](repeating: nil, count: listeners.count)
    let end = SuspendingClock.now + Self.patience
    while lines.contains(nil) {
      // It has another user, and can still be asked whether it is there.
      let isGone = kill(process, 0) != 0 && errno == ESRCH
      var waiting = zip(listeners, lines).map { listener, line in
        pollfd(fd: line == nil ? listener : -1, events: Int16(POLLIN), revents: 0)
      }
      // Whoever has ended may have connected before.
      let count = poll(&waiting, nfds_t(waiting.count), isGone ? 0 : 100)
      if isGone, count == 0 { throw LinkTrouble("it ended before it was connected") }
      guard SuspendingClock.now < end else {
        throw LinkTrouble("it did not connect within \(Self.patience)")
      }
      for index in waiting.indices where waiting[index].revents != 0 {
        guard let line = LocalSocket.accept(listeners[index]) else { continue }
        if LocalSocket.peer(line) == process { lines[index] = line } else { Glibc.close(line) }
      }
    }
    let all = lines.compactMap(\.self)
    return Lines(input: all[0], output: all[1], log: all[2])
  }
}

/// The plugin's ends.
struct Lines: Sendable {
  var input: Int32
  var output: Int32
  var log: Int32

  /// Lets the process go on that has connected them (SandboxedStart), and become the plugin.
  func letGo() throws(LinkTrouble) {
    var word: UInt8 = 1
    guard write(input, &word, 1) == 1 else { throw LinkTrouble("it ended before its program ran") }
  }
}
