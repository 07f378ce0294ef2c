import Agent
import AgentInterface
import ArgumentParser
import Configuration
import EventLoop
import Glibc
import Journal
import Logging
import PluginProtocol
import ServiceLifecycle
import StationModel
import SystemdService

/// The service: finds stations, settles which are licensed, and tells people.
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

  @Flag(help: "Say which files the configuration is, and whether they are good, and end.")
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
    help: ArgumentHelp("Where that one is connected.", visibility: .hidden))
  var pluginSockets = SandboxUnit.socketFolder

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
    if let runPlugin {
      let start = SandboxedStart(
        plugin: runPlugin, place: ConfigurationPlace(config), folder: pluginSockets)
      throw ExitCode(start.run())
    }
    let level = logLevel
    LoggingSystem.bootstrap { JournalLog(label: $0, level: level) }
    let log = Logger(label: "stationd")
    let place = ConfigurationPlace(config)
    let start: StartConfiguration
    do {
      // Whoever only asks is told of the files and nothing else.
      if checkConfig || printHookProgram { return try answer(place) }
      start = try StartConfiguration(place, at: .now)
    } catch {
      log.tell(.configurationRefused, .critical, "\(error)", [.why: "\(error)"])
      throw ExitCode(78)  // EX_CONFIG
    }
    do {
      try await serve(place, start, log)
    } catch let exit as ExitCode {
      throw exit
    } catch {
      log.tell(.agentFailed, .critical, "\(error)", [.why: "\(error)"])
      throw ExitCode(1)
    }
  }

  private func answer(_ place: ConfigurationPlace) throws(ConfigurationError) {
    let files = try place.read()
    let settings = try files.settings()
    if printHookProgram { return print(settings.hookProgram) }
    if files.files.first?.path != place.path {
      print(
        "\(place.path): not there, so the defaults count"
          + (files.files.isEmpty ? "" : " for what these do not set"))
    }
    for file in files.files { print("\(file.path): good") }
  }

  private func serve(
    _ place: ConfigurationPlace, _ start: StartConfiguration, _ log: Logger
  ) async throws {
    if let trouble = start.state.trouble {
      log.tell(
        .configurationFromCopy, .error,
        "\(trouble.error); starting with the copy of the files as they were at "
          + start.state.readAt.utcText, [.why: "\(trouble.error)"])
      ServiceState.configuration(trouble.error).tell()
    }
    let loop = try Loop()
    // Before anything takes long: nothing else traps SIGTERM and SIGHUP.
    let signals = try CaughtSignals([SIGTERM, SIGINT, SIGHUP], loop: loop)
    let (hangups, hangUp) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let agent = Agent(
      configuration: start.state, loop: loop, log: log, version: productVersion)
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(
            service: AgentService(
              agent: agent, place: place, start: start, loop: loop, hangups: hangups, log: log,
              version: productVersion))
        ],
        logger: quiet(log)))
    let obeying = Task {
      for await signal in signals {
        if signal == SIGHUP { hangUp.yield() } else { await group.triggerGracefulShutdown() }
      }
    }
    defer { obeying.cancel() }
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
