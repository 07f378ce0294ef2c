import AgentInterface
import DBus
import Glibc
import Logging
import StationModel
import Words

/// One look: what the agent says, and the screen after it.
extension NoticePresenter {
  /// Brings the screen up to date. What cannot be done now is done at the next event, or after a
  /// while: an agent or a server that comes back is an event, one that only refuses is none.
  func refresh(_ scene: inout Scene) async {
    await findTrouble(&scene)
    await speak(&scene)
    guard await attend(&scene) else { return }
    scene.reports.retry()
    await sendReports(&scene)
    let snapshot: AgentSnapshot
    do throws(DBusError) { snapshot = try await AgentClient(agentBus).snapshot() } catch {
      // An agent that is not there comes with an event; one that does not answer does not.
      if !error.isServiceUnknown { scene.lookAgain(in: .seconds(scene.backOff.delay())) }
      log.debug("waiting for the agent: \(error)")
      return
    }
    // An agent that was started just now has not counted its notifiers yet: until then all stays.
    var wanted: [Wanted]?
    if let shows = await shows(in: snapshot, scene) {
      let notices = await self.wanted(in: snapshot, shows, &scene)
      scene.addForgotten(scene.screen.forgotten(of: notices))
      wanted = notices
    }
    // Its coming is an event.
    if scene.trouble == .missing {
      await sendReports(&scene)
      return
    }
    do throws(DBusError) {
      // First: the agent waits for it.
      try await show(snapshot, &scene)
      if let wanted { try await show(wanted, &scene) }
      scene.backOff.succeeded()
      scene.trouble = .none
    } catch {
      failed(error, &scene)
    }
    // Before it is told: who is killed in between must not show it a second time.
    await remember(&scene)
    _ = await attend(&scene)
    await sendReports(&scene)
  }

  /// What this person is to be told, as this person reads it.
  private func wanted(
    in snapshot: AgentSnapshot, _ shows: Bool, _ scene: inout Scene
  ) async -> [Wanted] {
    let now = Timestamp.now
    let calm = Calm(
      snapshot.host.quietHours, at: now, secondsFromUTC: secondsFromUTC(now),
      clockDifference: snapshot.host.clockDifference)
    let isAdministrator = viewer.isAdministrator(in: snapshot)
    scene.isAdministrator = isAdministrator
    var mine = snapshot.notices.filter {
      viewer.selects($0, in: snapshot) && !viewer.isMuted($0, in: snapshot)
    }
    if !shows { mine = [] }
    scene.notices = [:]
    for notice in mine { scene.notices[notice.id] = notice }
    let able = await abilities(mine, isAdministrator, scene)
    let own = "user/" + viewer.name
    let wanted = mine.map { notice in
      Wanted(
        id: notice.id, stage: notice.stage,
        content: Content(notice, for: reader, isAdministrator: isAdministrator, able),
        told: Wanted.Told(notice.told.first { $0.recipient == own }),
        isHeld: calm.holds(deadline: notice.deadline?.time))
    }
    // The clock may be set, or go on by an hour: it is looked at now and then.
    if let remaining = calm.remaining, wanted.contains(where: \.isHeld) {
      let seconds = max(1, min(600, remaining.milliseconds / 1000 + 1))
      scene.lookAgain(in: .seconds(seconds))
    }
    return wanted
  }

  /// One of this person's session agents shows, and the agent says which; nil if it has not yet.
  private func shows(in snapshot: AgentSnapshot, _ scene: Scene) async -> Bool? {
    guard case .told = scene.attendance else { return scene.attendance == .ignorant }
    let own = await agentBus.uniqueName
    return snapshot.host.notifiers.first { $0.name == own }?.shows
  }

  private func abilities(
    _ notices: [NoticeView], _ isAdministrator: Bool, _ scene: Scene
  ) async -> Content.Abilities {
    var able = Content.Abilities()
    if case .told = scene.attendance { able.reports = true }
    guard isAdministrator, notices.contains(where: { !$0.actions.isEmpty }) else { return able }
    able.administers = await mayAct()
    if notices.contains(where: { $0.actions.contains(Content.Action.addLicenses.rawValue) }) {
      able.choosesFiles = await Server.isReachable(FileChooser.service, on: sessionBus)
    }
    return able
  }

  /// The agent obeys root and the user whom it runs as, and whom polkit allows it. Others are told the
  /// commands, and get no buttons that would only be refused.
  private func mayAct() async -> Bool {
    if geteuid() == 0 { return true }
    let answer = try? await agentBus.askBus(
      "GetConnectionUnixUser", [.string(BusName.agent)])
    if answer?.first?.asInt == Int(geteuid()) { return true }
    return await Server.isReachable("org.freedesktop.PolicyKit1", on: agentBus)
  }

  private func show(_ wanted: [Wanted], _ scene: inout Scene) async throws(DBusError) {
    if !scene.hasRecalled { await recall(&scene) }
    let steps = scene.screen.steps(for: wanted, at: monotonic, for: reader)
    if steps.isEmpty { return }
    let server = try await find(&scene)
    var refusal: DBusError?
    for step in steps {
      guard case .show(let notices, let replacing, let content) = step else { continue }
      do throws(DBusError) {
        let id = try await server.show(content, replacing: replacing)
        let news = notices.filter { scene.screen.isNews($0) }
        scene.screen.wasShown(notices, as: id, content, at: monotonic)
        scene.add(
          news.map { Screen.Outcome(notice: $0.id, stage: $0.stage, state: "shown") })
      } catch {
        // One that it refuses does not keep the others away.
        if isUnanswered(error) { throw error }
        refusal = error
      }
    }
    for id in scene.screen.leaving.sorted() {
      // A server that leaves one unanswered is not asked, and waited for, for each other one.
      guard await server.close(id) else {
        scene.lookAgain(in: .seconds(scene.backOff.delay()))
        break
      }
      _ = scene.screen.wasClosed(id, 3)
    }
    if let refusal { throw refusal }
  }

  private func showDetails(_ ids: [String], _ scene: inout Scene) async throws(DBusError) {
    let notices = ids.compactMap { scene.notices[$0] }
    guard
      let content = Content.details(
        of: notices, for: reader, isAdministrator: scene.isAdministrator)
    else { return }
    let id = try await find(&scene).show(content, replacing: 0)
    scene.screen.details[id] = notices.map(\.id)
  }

  /// Says what a person who pressed a button waits for, be the agent there or not.
  private func speak(_ scene: inout Scene) async {
    if scene.trouble == .missing { return }
    do throws(DBusError) {
      while let content = scene.unsaid.first {
        let server = try await find(&scene)
        _ = try await server.show(content, replacing: 0)
        scene.unsaid.removeFirst()
      }
      while let ids = scene.screen.detailsWanted.first {
        try await showDetails(ids, &scene)
        scene.screen.detailsWanted.removeFirst()
      }
    } catch {
      failed(error, &scene)
    }
  }

  private func failed(_ error: DBusError, _ scene: inout Scene) {
    log.debug("waiting for the notification server: \(error)")
    scene.trouble = .failing(error.description)
    scene.lookAgain(in: .seconds(scene.backOff.delay()))
  }

  func find(_ scene: inout Scene) async throws(DBusError) -> Server {
    if let server = scene.server { return server }
    let server = try await Server.find(on: sessionBus)
    scene.server = server
    return server
  }

  /// Shows which station this is while the agent wants that, and tells it so.
  private func show(_ snapshot: AgentSnapshot, _ scene: inout Scene) async throws(DBusError) {
    guard let step = scene.sign.step(at: viewer.station(in: snapshot), for: reader) else { return }
    let server = try await find(&scene)
    switch step {
    case .close(let id): if await server.close(id) { scene.sign.wasClosed(id) }
    case .show(let entry, let replacing, let content):
      let id = try await server.show(content, replacing: replacing, for: 10_000)
      scene.sign.wasShown(entry, as: id)
      do throws(DBusError) { try await AgentClient(agentBus).identified(entry.number) } catch {
        log.debug("the agent does not take it that its station is shown: \(error)")
      }
    }
  }
}

/// In milliseconds; never set, and goes on while the computer sleeps.
private var monotonic: Int64 {
  var time = timespec()
  clock_gettime(CLOCK_BOOTTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

extension Timestamp {
  fileprivate static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
