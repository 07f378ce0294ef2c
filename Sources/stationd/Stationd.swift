import Agent
import AgentInterface
import ArgumentParser
import Configuration
import EventLoop
import Glibc
import Journal
import Logging
import PluginHost
import ServiceLifecycle
import SystemdService
import UnixSignals

/// The service: finds stations, settles which are licensed, and tells people.
@main
struct Stationd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stationd",
    abstract: "The Stationmaster agent. Run by systemd; `stationctl` talks to it.",
    discussion: """
      SIGTERM ends it, SIGHUP makes it read its configuration and the trusted keys again. \
      Exit codes: 0 ended as asked; 1 could not go on; 64 wrong usage; 78 bad configuration.
      """,
    version: productVersion)

  @Option(
    help: """
      The configuration file, /etc/stationmaster/stationd.conf if none is named. Drop-ins are read \
      from the folder of that name plus '.d'.
      """)
  var config: String?

  @Flag(help: "Say whether the configuration is good, and end.")
  var checkConfig = false

  @Flag(help: "Print a configuration file with every key, its meaning and its default, and end.")
  var printConfig = false

  // For run-hook (Packaging/hooks), which believes only root's configuration.
  @Flag(
    help: ArgumentHelp(
      "Print the program that is run for notices, and end.", visibility: .hidden))
  var printHookProgram = false

  // For stationmaster-plugin@.service, likewise.
  @Option(
    help: ArgumentHelp("Become the program of this plugin.", visibility: .hidden))
  var runPlugin: String?

  @Option(
    help: "How much to log: trace, debug, info, notice, warning, error.",
    transform: { text in
      guard let level = Logger.Level(rawValue: text) else {
        throw ValidationError("'\(text)' is no log level")
      }
      return level
    })
  var logLevel = Logger.Level.info

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    if printConfig {
      print(Settings.reference(), terminator: "")
      return
    }
    let level = logLevel
    LoggingSystem.bootstrap { JournalLog(label: $0, level: level) }
    let log = Logger(label: "stationd")
    let settings: Settings
    do {
      settings = try load()
    } catch {
      log.tell(.configurationRefused, .critical, "\(error)", [.why: "\(error)"])
      throw ExitCode(78)  // EX_CONFIG
    }
    if let runPlugin { throw become(runPlugin, settings) }
    if printHookProgram { return print(settings.hookProgram) }
    if checkConfig {
      let isThere = access(configPath, F_OK) == 0
      return print(
        isThere ? "\(configPath): good" : "\(configPath): not there, so the defaults count")
    }
    do {
      try await serve(settings, log)
    } catch let exit as ExitCode {
      throw exit
    } catch {
      log.tell(.agentFailed, .critical, "\(error)", [.why: "\(error)"])
      throw ExitCode(1)
    }
  }

  private var configPath: String { config ?? "/etc/stationmaster/stationd.conf" }

  /// A file that was named must exist: with the defaults instead, the agent would be another one.
  private func load() throws(ConfigurationError) -> Settings {
    if let config, access(config, F_OK) != 0 {
      throw ConfigurationError(
        file: config, line: nil, problem: "it cannot be found",
        hint: "name a file that is there, or leave out --config for the defaults")
    }
    return try Settings.load(path: configPath, dropIns: configPath + ".d")
  }

  /// Returns only if it cannot.
  private func become(_ plugin: String, _ settings: Settings) -> ExitCode {
    // systemd makes it (systemd.exec(5), StateDirectory=).
    let folder = getenv("STATE_DIRECTORY").map { String(cString: $0) } ?? "/"
    let trouble = SandboxedPlugin.become(
      plugin, of: settings.pluginFolders, stateFolder: folder)
    let line = Array("<3>\(trouble)\n".utf8)
    _ = write(2, line, line.count)
    return ExitCode(78)
  }

  private func serve(_ settings: Settings, _ log: Logger) async throws {
    let loop = try Loop()
    let agent = Agent(settings: settings, loop: loop, log: log, version: productVersion)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(
            service: AgentService(
              agent: agent, reload: load, log: log, version: productVersion))
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(log)))
    do {
      try await group.run()
    } catch {
      await agent.stop()
      throw error
    }
    await agent.stop()
    log.tell(.agentStopped, .notice, "ended as asked")
  }

  /// The service group's own steps matter only to who looks for them.
  private func quiet(_ log: Logger) -> Logger {
    var log = log
    log.logLevel = logLevel == .debug || logLevel == .trace ? logLevel : .error
    return log
  }
}
