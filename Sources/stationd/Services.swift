import Agent
import Configuration
import EventLoop
import Journal
import Logging
import ServiceLifecycle
import StationModel
import SystemdService

/// Starts the agent, keeps it until the service is asked to end, and reloads it on SIGHUP.
///
/// The start is inside the service, so that a signal that comes during it ends it.
struct AgentService: Service {
  let agent: Agent
  let place: ConfigurationPlace
  /// What the agent was started with.
  let start: StartConfiguration
  let loop: Loop
  /// One for each SIGHUP, or for some that came together.
  let hangups: AsyncStream<Void>
  let log: Logger
  let version: String

  func run() async throws {
    try await withGracefulShutdownHandler {
      log.tell(
        .agentStarting, .notice, "stationd \(version) is starting", [.version: version])
      do { try await startInTime() } catch is CancellationError { return }
      if let files = start.files { await keep(files) }
      (start.state.trouble.map { .configuration($0.error) } ?? ServiceState.status("")).tell()
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
      Task { await agent.abandonStart() }
    }
  }

  /// The sign-in screen waits until systemd is told that the agent is ready (Packaging/systemd). What
  /// takes longer than this goes on without it.
  private static let longestStart = Duration.seconds(10)

  private func startInTime() async throws {
    let impatience = Task {
      guard (try? await Task.sleep(for: Self.longestStart)) != nil, !Task.isCancelled else {
        return
      }
      log.warning(
        "the first look takes longer than \(Self.longestStart); what waits for it goes on without it"
      )
      ServiceState.status("Stations are not known yet: the first look takes long.").tell()
      ServiceState.ready.tell()
    }
    let result: Result<Void, any Error>
    do { result = .success(try await agent.start()) } catch { result = .failure(error) }
    impatience.cancel()
    // If it is just telling, then not after what is told now.
    await impatience.value
    try result.get()
  }

  /// A bad file changes nothing: the agent goes on with the last good settings.
  private func takeNewSettings() async {
    ServiceState.reloading.tell()
    do throws(ConfigurationError) {
      let files = try place.read()
      let isAllInForce = await agent.reload(try files.settings(), readAt: .now)
      // What waits for a restart has not shown yet that the agent works with it.
      if isAllInForce { await keep(files) }
      log.tell(.configurationRead, .notice, "configuration read again")
      ServiceState.status("").tell()
    } catch {
      await agent.keepSettings(because: error, at: .now)
      log.tell(
        .configurationKept, .error, "\(error); going on with the configuration as it was",
        [.why: "\(error)"])
      ServiceState.configuration(error).tell()
    }
    ServiceState.ready.tell()
  }

  /// Only once the agent works with it: what is read without a mistake may still lead nowhere.
  private func keep(_ files: ConfigurationFiles) async {
    let trouble = place.keep(files)
    await agent.noteCopy(trouble: trouble)
    guard let trouble else { return }
    log.tell(
      .configurationNotKept, .warning,
      "the configuration could not be copied for a start with a bad file: \(trouble)",
      [.why: trouble])
  }
}

extension ServiceState {
  /// For `systemctl status`.
  static func configuration(_ error: ConfigurationError) -> ServiceState {
    .status("The configuration has a mistake and does not count: \(error)")
  }
}
