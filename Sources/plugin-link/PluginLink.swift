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
    let words = CommandLine.arguments
    guard words.count == 3, Manifest.isName(words[1]), words[2].hasPrefix("/") else {
      say("usage: plugin-link PLUGIN FOLDER")
      exit(64)
    }
    let (plugin, folder) = (words[1], words[2])
    runOnOwnThreads {
      do throws(LinkTrouble) { exit(try await link(plugin, folder)) } catch {
        say(error.why)
        exit(1)
      }
    }
  }

  /// Returns the status that the plugin ended with.
  private static func link(
    _ plugin: String, _ folder: String
  ) async throws(LinkTrouble) -> Int32 {
    let (loop, ending): (Loop, CaughtSignals)
    do throws(LoopError) {
      loop = try Loop()
      ending = try CaughtSignals([SIGTERM], loop: loop)
    } catch { throw LinkTrouble("it cannot be waited for: \(error)") }
    let sockets = try LinkSockets(folder: folder, plugin: plugin)
    let (unit, lines): (PluginUnit, Lines)
    do throws(LinkTrouble) {
      unit = try await PluginUnit(plugin, loop)
      obey(ending, unit)
      try await unit.start()
      lines = try await connect(sockets, unit)
    } catch {
      sockets.close()
      throw error
    }
    sockets.close()
    await onOwnThread { Relay(lines).run() }
    // Whatever is left of it, and before it could be started again.
    await unit.stop()
    return await unit.status()
  }

  /// Until the process ends.
  private static func obey(_ ending: CaughtSignals, _ unit: PluginUnit) {
    Task {
      // Its sockets are closed by that, which ends this process too, with what was said last.
      for await _ in ending { await unit.stop() }
    }
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
