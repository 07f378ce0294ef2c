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
      return wait(error, &scene) { $0.attendance = .ignorant }
    }
  }

  /// Sends what waits; false if the agent is to be waited for.
  @discardableResult
  func sendReports(_ scene: inout Scene) async -> Bool {
    for report in scene.reports.waiting {
      do throws(DBusError) {
        try await AgentClient(agentBus).report(
          report.notice, stage: report.stage, way: "desktop", state: report.state)
        scene.reports.wasSent(report)
      } catch {
        // It is about a stage that is over, or a notice that is solved.
        guard wait(error, &scene, unless: { $0.reports.wasSent(report) }) else { return false }
      }
    }
    return true
  }

  /// False if the agent did not say anything, and is to be asked again.
  private func wait(
    _ error: DBusError, _ scene: inout Scene, unless refused: (inout Scene) -> Void
  ) -> Bool {
    log.debug("the agent: \(error)")
    if error.isServiceUnknown { return false }
    let code = AgentError(error)?.code
    if isUnanswered(error) || code == .tooManyQuestions || code == .notSettled {
      scene.lookAgain(in: .seconds(scene.backOff.delay()))
      return false
    }
    refused(&scene)
    return true
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
