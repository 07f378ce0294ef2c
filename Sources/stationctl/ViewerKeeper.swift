import AgentInterface
import DBus
import Glibc
import StationModel

/// Keeps the desktop of this station on the screen: opens the viewer whenever the desktop can be seen,
/// again when it ended, and another one when another desktop is assigned. It asks the agent only when
/// the agent says that something changed.
struct ViewerKeeper {
  private let client: AgentClient
  private let screen: Viewer.Screen

  init(_ client: AgentClient, screen: Viewer.Screen) {
    self.client = client
    self.screen = screen
  }

  private enum News: Sendable {
    case changed
    case ended(pid_t)
    case rested
    case busLost
  }

  /// Ends only by an error: the bus went away.
  func run() async throws {
    let changes = try await client.changes()
    let (news, report) = AsyncStream<News>.makeStream()
    let listening = Task {
      for await _ in changes { report.yield(.changed) }
      report.yield(.busLost)
    }
    defer { listening.cancel() }
    report.yield(.changed)
    var keeping = Keeping()
    for await event in news {
      switch event {
      case .busLost:
        keeping.child?.end()
        throw Failure(.unavailable, "The message bus has gone away.", nextStep: "Is D-Bus running?")
      case .changed: break
      case .ended(let pid):
        guard keeping.child?.pid == pid else { continue }
        keeping.noteEnd(at: .now)
        let rest = keeping.rest
        Task {
          try? await Task.sleep(for: rest)
          report.yield(.rested)
        }
        continue
      case .rested: keeping.isResting = false
      }
      try await refresh(&keeping, report)
    }
  }

  private func refresh(
    _ keeping: inout Keeping, _ report: AsyncStream<News>.Continuation
  ) async throws {
    let wish = try await wish()
    switch wish {
    case .failure(let failure):
      keeping.say(failure.description)
      // What it shows is not this station's any more. An agent that is away is no reason to end it.
      if failure.code != .unavailable { keeping.child?.end() }
    case .success(let command):
      if let child = keeping.child {
        // The next one is opened when this has ended.
        if child.command != command { child.end() }
        return
      }
      if keeping.isResting { return }
      keeping.said = nil
      let child = try ViewerChild(command)
      keeping.child = child
      keeping.began = .now
      Task { report.yield(.ended(await child.untilEnded())) }
    }
  }

  private func wish() async throws -> Result<ViewerCommand, Failure> {
    do throws(DBusError) {
      let snapshot = try await client.snapshot()
      do throws(Failure) {
        let station = try DesktopViewCommand.station(in: snapshot)
        let address = try sight(of: try assignedDesktop(at: station, in: snapshot))
        return .success(
          try viewerCommand(
            address, isFullScreen: true, on: screen, isSocket: isSocket, find: programPath))
      } catch { return .failure(error) }
    } catch {
      guard error.isOwnerGone || error.isServiceUnknown else { throw error }
      return .failure(Failure(error))
    }
  }
}

/// What a keeper remembers between two events.
private struct Keeping {
  var child: ViewerChild?
  var began = ContinuousClock.now
  /// How long is waited before the next one; a viewer that ends at once is not started without end.
  var rest = Duration.seconds(1)
  var isResting = false
  /// What was said last, so that it is said once.
  var said: String?

  mutating func noteEnd(at now: ContinuousClock.Instant) {
    child = nil
    isResting = true
    rest = began.duration(to: now) < .seconds(10) ? min(rest * 2, .seconds(60)) : .seconds(1)
  }

  mutating func say(_ text: String) {
    if said != text { writeError("stationctl: waiting: \(text)") }
    said = text
  }
}
