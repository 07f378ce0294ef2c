import AgentInterface
import Configuration
import EventLoop
import Journal
import Ledger
import Logging
import Notices
import PluginHost
import PluginProtocol
import StationModel

extension Agent {
  /// Runs the plugins until cancelled, and takes in what they say. Returns when none is left.
  public func runPlugins() async {
    var patience = Patience()
    patience.staleness = .milliseconds(settings.staleTime.milliseconds)
    let host = PluginHost(
      folders: settings.pluginFolders, stateFolder: settings.stateFolder,
      runtimeFolder: Self.runtimeFolder, agentVersion: version, patience: patience,
      keep: { [weak self] plugin in await self?.desktopsCounted(of: plugin) })
    pluginHost = host
    async let running: Void = host.run()
    for await event in host.events { take(event) }
    await running
    pluginHost = nil
  }

  /// Plugins that were installed since are started, those that are gone are forgotten.
  func rescanPlugins() {
    guard let host = pluginHost else { return }
    Task { await host.rescan() }
  }

  private func take(_ event: PluginEvent) {
    let now = clock.now
    switch event {
    case .picture(let picture):
      for (desktop, place) in pluginDesk.take(picture, now: now).sorted(by: { $0.key < $1.key }) {
        tellWhere(desktop, is: place)
      }
      return pictureCame()
    case .status(let status):
      if status.phase != pluginDesk.statuses[status.name]?.phase {
        say(status.phase.level, status.phase.words, of: status.name, .pluginState)
      }
      pluginDesk.take(status, now: now)
      return pictureCame()
    case .gone(let plugin):
      log.tell(
        .pluginGone, .notice, "plugin \(plugin): no longer installed", [.plugin: plugin])
      pluginDesk.forget(plugin, now: now)
    case .log(let plugin, let level, let line):
      say(level, line, of: plugin)
      return
    case .violation(let plugin, let what):
      say(.warning, "breaks the plugin contract: \(what)", of: plugin, .pluginViolation)
      return
    }
    look()
  }

  /// A plugin said something. Plugins may say it without end, and each look takes a while: between two
  /// of them is time for devices and calls. The newest picture wins.
  func pictureCame() {
    guard let wait = pace.wait(at: .now) else { return lookAtPicture() }
    guard !pace.isAwaited, let pictureAlarm else { return }
    do {
      try pictureAlarm.set(afterMilliseconds: wait)
      pace.isAwaited = true
    } catch { lookAtPicture() }
  }

  func lookAtPicture() {
    let start = ContinuousClock.now
    look()
    pace.looked(from: start, until: .now)
  }

  /// - Parameter event: what changed by it; nil for what a plugin only says.
  func say(
    _ level: LogLevel, _ line: String, of plugin: String, _ event: JournalEvent? = nil
  ) {
    let text = "\(plugin.isEmpty ? "" : "plugin \(plugin): ")\(line)"
    if let event {
      log.tell(event, Logger.Level(level).ofJournal, text, [.plugin: plugin])
    } else {
      log.log(
        level: Logger.Level(level), "\(text)",
        metadata: plugin.isEmpty ? nil : ["plugin": "\(plugin)"])
    }
    if !plugin.isEmpty {
      pluginDesk.note(line, level: Int(level.rawValue), of: plugin, now: clock.now)
    }
  }

  private func desktopsCounted(of plugin: String) -> [String]? {
    pluginDesk.kept(
      of: plugin, enrolled: book.enrolled, assigning: Set(assigning.keys),
      hold: settings.absenceHold, now: clock.now)
  }

  /// Those that were given up. Of the refused ones, which their administrator may just be installing,
  /// those that had desktops.
  var pluginTroubles: [PluginTrouble] {
    pluginDesk.statuses.values.compactMap { status in
      switch status.phase {
      case .failed(let why): PluginTrouble(name: status.name, why: why)
      case .refused(let why) where hadDesktops(status.name):
        PluginTrouble(name: status.name, why: why)
      case .refused, .starting, .ready, .restarting, .disabled: nil
      }
    }.sorted { $0.name < $1.name }
  }

  private func hadDesktops(_ plugin: String) -> Bool {
    !(pluginDesk.pictures[plugin]?.desktops ?? []).isEmpty
      || book.enrolled.contains { $0.key.desktop?.plugin == plugin }
  }

  var pluginAilments: [PluginAilment] {
    pluginDesk.unwell.map { PluginAilment(name: $0, why: $1.why, since: $1.since) }
      .sorted { $0.name < $1.name }
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

  /// Why it does not run, if it will not by itself.
  var why: String? {
    switch self {
    case .failed(let why), .refused(let why): why
    case .starting, .ready, .restarting, .disabled: nil
    }
  }

  /// The phase as a line of the log.
  fileprivate var words: String {
    switch self {
    case .starting, .ready: name
    case .restarting(let pause):
      "ended, will be started again in "
        + Span(
          milliseconds: pause.components.seconds * 1000
            + pause.components.attoseconds / 1_000_000_000_000_000
        ).words
    case .failed(let why), .refused(let why): "\(name): \(why)"
    case .disabled: "disabled by an administrator"
    }
  }

  fileprivate var level: LogLevel {
    switch self {
    case .starting, .ready: .info
    case .disabled: .notice
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
