import Configuration
import Ledger
import Logging
import Notices
import PluginHost
import PluginProtocol
import StationModel

extension Agent {
  /// Runs the plugins until cancelled, and takes in what they say. Returns when none is left.
  public func runPlugins() async {
    let host = PluginHost(
      folders: settings.pluginFolders, stateFolder: settings.stateFolder, agentVersion: version,
      keep: { [weak self] plugin in await self?.desktopsCounted(of: plugin) })
    async let running: Void = host.run()
    for await event in host.events { take(event) }
    await running
  }

  private func take(_ event: PluginEvent) {
    switch event {
    case .picture(let picture): desktops[picture.plugin] = picture
    case .status(let status):
      if status.phase != plugins[status.name]?.phase {
        say(status.phase.level, status.phase.words, of: status.name)
      }
      plugins[status.name] = status
    case .gone(let plugin):
      desktops[plugin] = nil
      plugins[plugin] = nil
    case .log(let plugin, let level, let line):
      say(Logger.Level(level), line, of: plugin)
      return
    case .violation(let plugin, let what):
      say(.warning, "breaks the plugin contract: \(what)", of: plugin)
      return
    }
    look()
  }

  private func say(_ level: Logger.Level, _ line: String, of plugin: String) {
    log.log(level: level, "\(line)", metadata: plugin.isEmpty ? nil : ["plugin": "\(plugin)"])
  }

  /// The ids of the desktops that are stations here: the plugin may clear away all others.
  private func desktopsCounted(of plugin: String) -> [String] {
    let prefix = StationKey.desktop(plugin: plugin, id: "").text
    return book.enrolled.filter { $0.key.text.hasPrefix(prefix) }
      .map { String($0.key.text.dropFirst(prefix.count)) }
  }

  var pluginTroubles: [PluginTrouble] {
    plugins.values.compactMap { status in
      if case .failed(let why) = status.phase {
        PluginTrouble(name: status.name, why: why)
      } else {
        nil
      }
    }.sorted { $0.name < $1.name }
  }
}

extension PluginStatus.Phase {
  /// The phase's name on the bus.
  var name: String {
    switch self {
    case .starting: "starting"
    case .ready: "ready"
    case .restarting: "restarting"
    case .failed: "failed"
    case .refused: "refused"
    case .disabled: "disabled"
    }
  }

  /// The phase as a line of the log.
  fileprivate var words: String {
    switch self {
    case .starting, .ready, .disabled: name
    case .restarting(let pause):
      "ended, will be started again in "
        + Span(
          milliseconds: pause.components.seconds * 1000
            + pause.components.attoseconds / 1_000_000_000_000_000
        ).words
    case .failed(let why), .refused(let why): "\(name): \(why)"
    }
  }

  fileprivate var level: Logger.Level {
    switch self {
    case .starting, .ready, .disabled: .info
    case .restarting, .refused: .warning
    case .failed: .error
    }
  }
}

extension Logger.Level {
  /// sd-daemon(3) has levels above `critical` that swift-log does not know.
  fileprivate init(_ level: LogLevel) {
    self =
      switch level {
      case .emergency, .alert, .critical: .critical
      case .error: .error
      case .warning: .warning
      case .notice: .notice
      case .info: .info
      case .debug: .debug
      }
  }
}
