import Configuration
import EventLoop
import Glibc
import PluginHost
import PluginProtocol

/// What `stationmaster-plugin@.service` runs (Packaging/systemd), as the plugin's own user: connects this
/// process with the agent's plugin-link and becomes the plugin's program.
///
/// It does so itself, since systemd would open the sockets as root in a folder of the agent's user, where a
/// link could lead anywhere.
struct SandboxedStart {
  var plugin: String
  var place: ConfigurationPlace
  /// The folder of the sockets.
  var folder: String

  /// Returns only if it cannot, with the exit code.
  func run() -> Int32 {
    guard Manifest.isName(plugin) else {
      Self.say("\(plugin) is no name of a plugin")
      return 64  // EX_USAGE
    }
    var remarks: [String] = []
    let folders = pluginFolders { remarks.append($0) }
    let found: SandboxedPlugin?
    do throws(SystemTrouble) { found = try SandboxedPlugin(plugin, of: folders) } catch {
      found = nil
      remarks.append("\(error)")
    }
    // Before that only the journal would hear what is said: it is said in the plugin's log.
    let trouble = connect()
    if let trouble { remarks.append("it cannot be connected with the agent: \(trouble)") }
    for remark in remarks { Self.say(remark) }
    guard let found, trouble == nil else { return 78 }  // EX_CONFIG
    Thrift.end()
    // systemd makes it (systemd.exec(5), StateDirectory=).
    Self.say("\(found.become(stateFolder: ConfigurationPlace.stateFolder ?? "/"))")
    return 78
  }

  /// From the files alone: the copy of good ones that an agent keeps would be one that the plugin can write,
  /// here. With bad files an agent that has a copy goes on, and so do plugins in the folders of packages.
  private func pluginFolders(_ remark: (String) -> Void) -> [String] {
    do throws(ConfigurationError) { return try place.read().settings().pluginFolders } catch {
      remark("\(error); looking for the plugin in the folders that are usual")
      return Settings().pluginFolders
    }
  }

  /// Why it cannot.
  private func connect() -> String? {
    var lines: [Int32] = []
    for path in SandboxUnit.sockets(plugin, in: folder) {
      do throws(LoopError) { lines.append(try LocalSocket.connect(to: path)) } catch {
        return "\(path): \(error)"
      }
    }
    // plugin-link says so when it knows which process this is. Until then nothing may end.
    var word: UInt8 = 0
    guard read(lines[0], &word, 1) == 1 else { return "it turned this process away" }
    for (number, line) in lines.enumerated() {
      shutdown(line, number == 0 ? Int32(SHUT_WR) : Int32(SHUT_RD))
      guard dup2(line, Int32(number)) >= 0 else {
        return "dup2: \(String(cString: strerror(errno)))"
      }
    }
    return nil
  }

  private static func say(_ text: String) {
    let line = Array("<3>\(text)\n".utf8)
    _ = write(2, line, line.count)
  }
}
