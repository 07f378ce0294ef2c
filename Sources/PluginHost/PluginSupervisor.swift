import PluginProtocol
import StationModel

/// Keeps one plugin alive: starts it, tells how it is, restarts it when it ends, gives up when it
/// ends too often.
struct PluginSupervisor: Sendable {
  let plugin: InstalledPlugin
  /// The agent's folder for state; the plugin gets one below it.
  let stateFolder: String
  let agent: Program
  let patience: Patience
  let mailbox: Mailbox
  /// Rings when an administrator asks for a restart.
  let bell: Bell
  let keep: @Sendable (_ plugin: String) async -> [String]?

  /// Returns when the task is cancelled and no process of the plugin is left.
  func run() async {
    let now = patience.stopwatch()
    let report = Report(plugin: plugin.name, mailbox: mailbox, now: now)
    var status = PluginStatus(name: plugin.name, phase: .starting)
    var history = RestartHistory()
    var picture: [Desktop]?
    while !Task.isCancelled {
      status.phase = .starting
      await report.status(status)
      let launch: InstalledPlugin.Launch
      let state: String
      do throws(SystemTrouble) {
        launch = try plugin.examine()
        state = try StateFolder.prepare(under: stateFolder, plugin: plugin.name)
      } catch {
        status.phase = .refused(why: error.description)
        status.lastError = error.description
        await report.status(status)
        await bell.wait()
        continue
      }

      let life = await liveOnce(
        launch, stateFolder: state, status: status, report: report, now: now)
      if Task.isCancelled { break }
      status.version = life.version ?? status.version
      picture = life.desktops ?? picture
      if let picture { await report.picture(picture, .stale) }
      status.restarts += 1
      if life.obituary.ending == .asked { continue }

      status.lastError = life.why
      switch history.exited(
        at: now(), readyFor: life.readyFor, patience: patience, chance: .random(in: 0...1))
      {
      case .restart(let delay):
        status.phase = .restarting(after: delay)
        await report.status(status)
        await wait(delay)
      case .giveUp(let exits):
        status.phase = .failed(
          why: "it ended \(exits) times within \(patience.failureWindow); the last time it "
            + life.why)
        await report.status(status)
        await bell.wait()
        history = RestartHistory()
      }
    }
  }

  /// What is left of one process.
  private struct Life: Sendable {
    var obituary: PluginProcess.Obituary
    var readyFor: Duration?
    var version: String?
    var desktops: [Desktop]?
    var lastWords: String?

    var why: String { obituary.why + (lastWords.map { "; it had said: " + $0 } ?? "") }
  }

  private func liveOnce(
    _ launch: InstalledPlugin.Launch, stateFolder: String, status: PluginStatus, report: Report,
    now: @escaping @Sendable () -> Duration
  ) async -> Life {
    await report.begin()
    let keep = await keep(plugin.name)
    let (endings, end) = AsyncStream<Ending>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let (lines, outgoing) = AsyncStream<[UInt8]>.makeStream(
      bufferingPolicy: .bufferingOldest(Conversation.outgoingLimit))
    let conversation = Conversation(
      plugin: plugin.name, patience: patience, report: report, outgoing: outgoing, end: end)
    let process = PluginProcess(
      launch: launch, folder: plugin.folder, stateFolder: stateFolder, patience: patience,
      report: report, conversation: conversation, outgoing: lines, end: end)
    let readiness = Readiness()
    // A task apart, so that the agent's stop reaches the plugin as an orderly end and not as a
    // cancellation in the middle of everything.
    let life = Task {
      await process.live(until: endings) {
        do throws(PluginTrouble) {
          try await conversation.open(agent: agent, stateFolder: stateFolder, keep: keep)
          await readiness.begin(at: now())
          var status = status
          status.phase = .ready
          status.version = await conversation.version
          await report.status(status)
        } catch {
          end.yield(.trouble(error.description))
        }
      }
    }
    let obituary = await withTaskCancellationHandler {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await bell.wait()
          if !Task.isCancelled { end.yield(.asked) }
        }
        let obituary = await life.value
        group.cancelAll()
        return obituary
      }
    } onCancel: {
      end.yield(.asked)
    }
    let ended = now()
    await report.end()
    return Life(
      obituary: obituary, readyFor: await readiness.since.map { ended - $0 },
      version: await conversation.version, desktops: await conversation.desktops,
      lastWords: await report.lastWords)
  }

  /// Until the time is over, or an administrator is less patient.
  private func wait(_ delay: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await patience.clock.sleep(for: delay) }
      group.addTask { await bell.wait() }
      await group.next()
      group.cancelAll()
    }
  }
}

/// Since when one process of a plugin has been ready; nil if it never was.
private actor Readiness {
  private(set) var since: Duration?
  func begin(at now: Duration) { since = now }
}
