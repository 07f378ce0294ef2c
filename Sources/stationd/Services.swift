import Agent
import Configuration
import Journal
import Logging
import ServiceLifecycle
import SystemdService
import UnixSignals

/// Starts the agent, keeps it until the service is asked to end, and reloads it on SIGHUP.
///
/// The start is inside the service, so that a signal that comes during it is obeyed: nothing else
/// traps SIGTERM and SIGHUP before.
struct AgentService: Service {
  let agent: Agent
  let reload: @Sendable () throws -> Settings
  let log: Logger
  let version: String

  func run() async throws {
    try await withGracefulShutdownHandler {
      log.tell(
        .agentStarting, .notice, "stationd \(version) is starting", [.version: version])
      let hangups = await UnixSignalsSequence(trapping: .sighup)
      try await start()
      ProgramText.giveBackWhatOnlyTheStartNeeded()
      ServiceState.status("").tell()
      ServiceState.ready.tell()
      log.tell(.agentReady, .notice, "ready: the first look is taken", [.version: version])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for await _ in hangups.cancelOnGracefulShutdown() { await takeNewSettings() }
        }
        group.addTask { await cancelWhenGracefulShutdown { await agent.runPlugins() } }
        group.addTask {
          try await cancelWhenGracefulShutdown { try await agent.serveUntilCancelled() }
        }
        // Not `waitForAll()`, which would wait for the others before it tells of an error.
        for try await _ in group {}
      }
    } onGracefulShutdown: {
      ServiceState.stopping.tell()
    }
  }

  /// The sign-in screen waits until systemd is told that the agent is ready (Packaging/systemd). What
  /// takes longer than this goes on without it.
  private static let longestStart = Duration.seconds(10)

  private func start() async throws {
    let impatience = Task {
      guard (try? await Task.sleep(for: Self.longestStart)) != nil else { return }
      log.warning(
        "the first look takes longer than \(Self.longestStart); what waits for it goes on without it"
      )
      ServiceState.status("Stations are not known yet: the first look takes long.").tell()
      ServiceState.ready.tell()
    }
    defer { impatience.cancel() }
    try await agent.start()
  }

  /// A bad file changes nothing: the agent goes on with the last good settings.
  private func takeNewSettings() async {
    ServiceState.reloading.tell()
    do {
      await agent.reload(try reload())
      log.tell(.configurationRead, .notice, "configuration read again")
    } catch {
      log.tell(
        .configurationKept, .error, "\(error); going on with the configuration as it was",
        [.why: "\(error)"])
    }
    ServiceState.ready.tell()
  }
}
