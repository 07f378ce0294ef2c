import Agent
import Configuration
import Logging
import ServiceLifecycle
import SystemdService
import UnixSignals

/// Keeps the agent until the service is asked to end, and reloads it on SIGHUP.
struct AgentService: Service {
  let agent: Agent
  let reload: @Sendable () throws -> Settings
  let log: Logger

  func run() async throws {
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    // Only now: until a signal is trapped, one that systemd or anybody else sends kills the agent.
    ServiceState.ready.tell()
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for await _ in hangups.cancelOnGracefulShutdown() { await takeNewSettings() }
        }
        // The bus is how everybody reaches the agent: without it there is nothing left to serve.
        group.addTask { try await cancelWhenGracefulShutdown { try await agent.untilBusIsLost() } }
        try await group.next()
        group.cancelAll()
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
      log.notice("configuration read again")
    } catch {
      log.error("\(error); going on with the configuration as it was")
    }
    ServiceState.ready.tell()
  }
}

/// Runs the plugins.
struct PluginService: Service {
  let agent: Agent

  func run() async throws {
    await cancelWhenGracefulShutdown { await agent.runPlugins() }
  }
}
