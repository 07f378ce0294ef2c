import AgentInterface
import DBus
import Logging

/// What the agent is told of this program.
extension NoticePresenter {
  /// Whether there is a notification server. It is not started for the question: the desktop's own may
  /// be still to come.
  func findTrouble(_ scene: inout Scene) async {
    guard scene.server == nil else { return }
    do throws(DBusError) {
      let presence = try await Server.presence(on: sessionBus)
      if presence == .missing {
        scene.trouble = .missing
      } else if scene.trouble == .missing {
        scene.trouble = .none
      }
    } catch {
      log.debug("the session bus: \(error)")
    }
  }

  /// Tells the agent that this program is there, and what hinders it. False if the agent is to be
  /// waited for.
  func attend(_ scene: inout Scene) async -> Bool {
    switch scene.attendance {
    case .ignorant: return true
    case .told(let trouble) where trouble == scene.trouble.text: return true
    case .told, .unknown: break
    }
    let trouble = scene.trouble.text
    do throws(DBusError) {
      try await AgentClient(agentBus).attend(session: viewer.session ?? "", trouble: trouble)
      scene.attendance = .told(trouble: trouble)
      return true
    } catch {
      log.debug("the agent: \(error)")
      switch Refusal(error) {
      case .isAway: return false
      case .mustWait:
        scene.lookAgain(in: .seconds(scene.backOff.delay()))
        return false
      case .final:
        scene.attendance = .ignorant
        return true
      }
    }
  }

  /// Sends what waits. What cannot be taken now is sent at a later look, and keeps nothing else.
  func sendReports(_ scene: inout Scene) async {
    var mustWait = false
    sending: for report in scene.reports.ready {
      do throws(DBusError) {
        try await AgentClient(agentBus).report(
          report.notice, stage: report.stage, way: "desktop", state: report.state)
        scene.reports.wasSent(report)
      } catch {
        log.debug("the agent: \(error)")
        switch Refusal(error) {
        case .isAway: return
        case .mustWait:
          mustWait = true
          // An agent that leaves one unanswered is not waited for with each other one.
          if isUnanswered(error) {
            scene.reports.postpone(scene.reports.waiting)
            break sending
          }
          scene.reports.postpone([report])
        // It is about a stage that is over, or a notice that is solved.
        case .final: scene.reports.wasSent(report)
        }
      }
    }
    if mustWait {
      scene.lookAgain(in: .seconds(scene.reports.backOff.delay()))
    } else if !scene.reports.isPostponed {
      scene.reports.backOff.succeeded()
    }
  }

  /// Why the agent did not take a word.
  private enum Refusal {
    /// Its coming is an event.
    case isAway
    /// It did not say anything for good, and is to be asked again.
    case mustWait
    case final

    init(_ error: DBusError) {
      if error.isServiceUnknown {
        self = .isAway
        return
      }
      let code = AgentError(error)?.code
      self =
        isUnanswered(error) || code == .tooManyQuestions || code == .notSettled
        ? .mustWait : .final
    }
  }

  // MARK: What the next life of this program must know

  /// Takes over what an earlier life of this program left on the screen of this very server.
  func recall(_ scene: inout Scene) async {
    scene.hasRecalled = true
    guard let file = SmallFile.ofScreen, let text = file.read(atMost: ScreenMemory.largest),
      let memory = ScreenMemory(text: text),
      let owner = try? await Server.currentOwner(on: sessionBus),
      memory.server == owner, await busID() == memory.bus
    else { return }
    do throws(DBusError) {
      _ = try await find(&scene)
      guard scene.server?.owner == owner else { return }
      scene.screen = Screen(memory)
      scene.remembered = memory
    } catch {
      log.debug("waiting for the notification server: \(error)")
      scene.hasRecalled = false
    }
  }

  func remember(_ scene: inout Scene) async {
    guard let server = scene.server, let file = SmallFile.ofScreen else { return }
    guard scene.hasRecalled, let bus = await busID() else { return }
    let memory = ScreenMemory(scene.screen, bus: bus, server: server.owner)
    if memory == scene.remembered { return }
    // Where it cannot be written nothing is lost but that a restart shows some things again.
    file.write(memory.text)
    scene.remembered = memory
  }

  private func busID() async -> String? {
    (try? await sessionBus.askBus("GetId"))?.first?.asString
  }
}
