import Agent
import Configuration
import EventLoop
import Journal
import Logging
import ServiceLifecycle
import SystemdService

/// Starts the agent, keeps it until the service is asked to end, and reloads it on SIGHUP.
///
/// The start is inside the service, so that a signal that comes during it is obeyed.
struct AgentService: Service {
  let agent: Agent
  let loop: Loop
  /// One for each SIGHUP, or for some that came together.
  let hangups: AsyncStream<Void>
  let reload: @Sendable () throws -> Settings
  let log: Logger
  let version: String

  func run() async throws {
    try await withGracefulShutdownHandler {
      log.tell(
        .agentStarting, .notice, "stationd \(version) is starting", [.version: version])
      try await agent.start()
      ServiceState.ready.tell()
      log.tell(.agentReady, .notice, "ready: the first look is taken", [.version: version])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for await _ in hangups.cancelOnGracefulShutdown() { await takeNewSettings() }
        }
        group.addTask { await cancelWhenGracefulShutdown { await agent.runPlugins() } }
        group.addTask { await cancelWhenGracefulShutdown { await Thrift.giveBackAtRest(loop) } }
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
