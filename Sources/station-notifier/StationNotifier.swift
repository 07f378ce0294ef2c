import AgentInterface
import ArgumentParser
import DBus
import EventLoop
import Glibc
import LocalReader
import Logging
import ServiceLifecycle
import SessionAgent
import SystemdService
import Words

/// The session agent: shows the agent's notices on this person's desktop. Started with the
/// graphical session, since only a process inside it can reach its notification server.
struct StationNotifier: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "station-notifier",
    abstract: "Show Stationmaster's notices on this desktop.",
    discussion: """
      Administrators see all notices, others those of the station at which they sit. It waits for \
      the agent and for the desktop's notification server, whichever comes later, and ends with \
      the session.
      """,
    version: productVersion)

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
    let level = logLevel
    LoggingSystem.bootstrap { JournalLog(label: $0, level: level) }
    let log = Logger(label: "station-notifier")
    do {
      let loop = try Loop()
      let system = Connection(loop: loop)
      let session = Connection(loop: loop)
      try await system.connect(to: .system)
      try await session.connect(to: .session)
      let here = await OwnSession.find(on: system)
      guard await mayRun(here, session, log) else { return }
      let presenter = NoticePresenter(
        agentBus: system, sessionBus: session, viewer: Viewer.current.completed(by: here),
        reader: .own,
        secondsFromUTC: Reader.localOffset, log: log)
      // Not before there is something to end: until here a signal ends it at once, also while it waits
      // for a bus that is silent.
      let signals = try CaughtSignals([SIGTERM, SIGINT, SIGHUP], loop: loop)
      let group = ServiceGroup(
        configuration: .init(
          // It returns when the session is over, and throws when only the system's bus has gone away.
          services: [
            .init(
              service: Presenting(presenter: presenter, loop: loop),
              successTerminationBehavior: .gracefullyShutdownGroup)
          ],
          logger: quiet(log)))
      let obeying = Task { for await _ in signals { await group.triggerGracefulShutdown() } }
      defer { obeying.cancel() }
      try await group.run()
    } catch {
      log.critical("\(error)")
      throw ExitCode(1)
    }
  }

  /// Once in each session, and in none without a person.
  private func mayRun(_ here: OwnSession?, _ session: Connection, _ log: Logger) async -> Bool {
    if let here, here.isOfNoPerson {
      log.debug("This is a session of the class \(here.kind): nobody is told anything here.")
      return false
    }
    do {
      try await session.own(Self.name)
      return true
    } catch {
      log.debug("Another session agent shows the notices of this session: \(error)")
      return false
    }
  }

  /// Who has it on the session bus shows the notices there.
  private static let name = "org.stationmaster1.Notifier"

  private func quiet(_ log: Logger) -> Logger {
    var log = log
    log.logLevel = .error
    return log
  }
}

private struct Presenting: Service {
  let presenter: NoticePresenter
  let loop: Loop

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await Thrift.giveBackAtRest(loop) }
        defer { group.cancelAll() }
        try await presenter.run()
      }
    }
  }
}
