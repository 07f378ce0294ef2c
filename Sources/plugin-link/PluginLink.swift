import EventLoop
import Glibc
import PluginProtocol

/// Stands between the agent and a plugin that runs as a unit of systemd: lets systemd start it, connects its
/// standard input, output and error with those of this process, and ends as the plugin did. So the agent has
/// a child here as it has of a plugin without a sandbox, and ends it in the same way.
///
/// Takes the plugin's name and a folder for sockets.
@main
enum PluginLink {
  static func main() {
    Thrift.begin()
    signal(SIGPIPE, SIG_IGN)
    // Before there are threads: all of them leave it to the one that waits for it.
    var ending = sigset_t()
    sigemptyset(&ending)
    sigaddset(&ending, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &ending, nil)
    let words = CommandLine.arguments
    guard words.count == 3, Manifest.isName(words[1]), words[2].hasPrefix("/") else {
      say("usage: plugin-link PLUGIN FOLDER")
      exit(64)
    }
    let (plugin, folder, signals) = (words[1], words[2], ending)
    runOnOwnThreads {
      do throws(LinkTrouble) { exit(try await link(plugin, folder, signals)) } catch {
        say(error.why)
        exit(1)
      }
    }
  }

  /// Returns the status that the plugin ended with.
  private static func link(
    _ plugin: String, _ folder: String, _ ending: sigset_t
  ) async throws(LinkTrouble) -> Int32 {
    let sockets = try LinkSockets(folder: folder, plugin: plugin)
    let unit = try await PluginUnit(plugin)
    let stopping = Task {
      await onOwnThread {
        var (set, number) = (ending, Int32(0))
        sigwait(&set, &number)
      }
      // Its sockets are closed by that, which ends this process too, with what was said last.
      await unit.stop()
    }
    defer { stopping.cancel() }
    try await unit.start()
    let lines = try await connect(sockets, unit)
    sockets.close()
    await onOwnThread { Relay(lines).run() }
    // Whatever is left of it, and before it could be started again.
    await unit.stop()
    return await unit.status()
  }

  private static func connect(
    _ sockets: LinkSockets, _ unit: PluginUnit
  ) async throws(LinkTrouble) -> Lines {
    do throws(LinkTrouble) {
      let process = try await unit.process()
      let accepted = await onOwnThread {
        Result { () throws(LinkTrouble) in try sockets.accept(from: process) }
      }
      let lines = try accepted.get()
      say("runs as process \(process) of \(unit.name)", level: 6)
      try lines.letGo()
      return lines
    } catch {
      await unit.stop()
      throw LinkTrouble("\(unit.name): \(error.why); see journalctl --unit \(unit.name)")
    }
  }

  /// A line of the plugin's log.
  private static func say(_ text: String, level: Int = 3) {
    let bytes = Array("<\(level)>\(text)\n".utf8)
    _ = write(2, bytes, bytes.count)
  }
}

/// Why there is no plugin at the other end, as a sentence.
struct LinkTrouble: Error {
  var why: String

  init(_ why: String) { self.why = why }
}
