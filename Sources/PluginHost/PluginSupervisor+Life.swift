import PluginProtocol
import StationModel

extension PluginSupervisor {
  /// What is left of one process.
  struct Life: Sendable {
    var obituary: PluginProcess.Obituary
    var readyFor: Duration?
    var lastWords: String?

    var why: String { obituary.why + (lastWords.map { "; it had said: " + $0 } ?? "") }
  }

  enum Outcome: Sendable {
    case refused(why: String)
    case ended(Life)
  }

  /// Starts the plugin if it may be started, and stays with it until its end.
  func attempt(
    _ plugin: InstalledPlugin, order: Orders.Current, report: Report,
    now: @escaping @Sendable () -> Duration
  ) async -> Outcome {
    let command: Command
    do throws(SystemTrouble) {
      let launch = try plugin.examine()
      if launch.sandbox == .unit { try launch.checkUnit(runtimeFolder) }
      var remarks: [String] = []
      let state = try StateFolder.prepare(
        under: stateFolder, plugin: name, for: launch.identity
      ) { remarks.append($0) }
      for remark in remarks { await report.log(.notice, remark) }
      command = launch.command(
        stateFolder: state, runtimeFolder: runtimeFolder, patience: patience)
    } catch {
      return .refused(why: error.description)
    }
    await board.change {
      $0.phase = .starting
      $0.folder = plugin.folder
      $0.user = command.user
    }
    return .ended(await live(command, order: order, report: report, now: now))
  }

  private func live(
    _ command: Command, order: Orders.Current, report: Report,
    now: @escaping @Sendable () -> Duration
  ) async -> Life {
    await report.begin()
    let keep = await keep(name)
    let (endings, end) = AsyncStream<Ending>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let (lines, outgoing) = AsyncStream<[UInt8]>.makeStream(
      bufferingPolicy: .bufferingOldest(Conversation.outgoingLimit))
    let (lost, losses) = AsyncStream<Bindings.Loss>.makeStream()
    let conversation = Conversation(
      plugin: name, patience: patience, report: report, board: board, showcase: showcase,
      bindings: bindings, losses: losses, outgoing: outgoing, end: end)
    let process = PluginProcess(
      command: command, patience: patience, board: board, report: report,
      conversation: conversation, outgoing: lines, end: end)
    let readiness = Readiness()
    // A task apart, so that the agent's stop reaches the plugin as an orderly end and not as a
    // cancellation in the middle of everything.
    let life = Task {
      await process.live(until: endings) {
        do throws(PluginTrouble) {
          let capabilities = try await conversation.open(
            agent: agent, stateFolder: command.ownFolder ?? command.workingFolder, keep: keep)
          await readiness.begin(at: now())
          await board.change { $0.phase = .ready }
          await desk.open(conversation, capabilities)
          async let again: Void = assignAgain(lost, report)
          try await conversation.recheck()
          await again
        } catch {
          end.yield(.trouble(error.description))
        }
      }
    }
    let obituary = await withTaskCancellationHandler {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await orders.wait(after: order.number)
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
    await desk.away()
    await board.processEnded()
    await report.end()
    return Life(
      obituary: obituary, readyFor: await readiness.since.map { ended - $0 },
      lastWords: await report.lastWords)
  }

  /// Assigns again what the plugin lost, as it comes to light.
  private func assignAgain(_ lost: AsyncStream<Bindings.Loss>, _ report: Report) async {
    for await loss in lost where await bindings.holds(loss) {
      do throws(OperationTrouble) {
        try await desk.perform(
          Operation(
            id: OperationID.next(), desktop: loss.desktop, action: .assign(to: loss.station)))
        await report.log(
          .notice,
          "\(loss.desktop) was assigned again to station \(loss.station.number): the plugin had lost it"
        )
      } catch {
        guard !Task.isCancelled else { return }
        await report.log(
          .warning,
          "\(loss.desktop) could not be assigned again to station \(loss.station.number): "
            + error.description)
      }
    }
  }
}

/// Since when one process of a plugin has been ready; nil if it never was.
private actor Readiness {
  private(set) var since: Duration?
  func begin(at now: Duration) { since = now }
}
