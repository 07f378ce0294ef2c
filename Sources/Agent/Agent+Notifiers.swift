import AgentInterface
import DBus
import Ledger
import Notices
import Seats
import StationModel

/// The session agents that are there, and what they report. Everybody may call both, for themselves.
extension Agent {
  /// The caller shows notices from now on, until it leaves the bus.
  func attend(_ call: Call) async throws(AgentError) {
    guard call.arguments.count == 2, let session = call.arguments[0].asString,
      let trouble = call.arguments[1].asString, session.utf8.count <= 255
    else {
      throw AgentError(
        .badArgument, "Attend needs a session and a trouble, which may both be empty.",
        nextStep: "See /usr/share/doc/stationmaster/dbus.md.")
    }
    let (uid, user) = try await caller(call)
    let notifier = Notifier(
      name: call.sender, uid: uid, user: user, session: Label.clean(session, limit: 255),
      trouble: Label.clean(trouble, limit: 300))
    if notifiers[call.sender] == nil {
      guard notifiers.takes(uid) else { throw tooMany(user) }
      guard let leaving = await leaving(call.sender) else { return }
      // Meanwhile it may have called again, or too many others came.
      if notifiers[call.sender] == nil {
        guard notifiers.takes(uid) else { throw tooMany(user) }
        watch(call.sender, leaving)
      }
    }
    if notifiers.attend(notifier) { pictureCame() }
  }

  /// A person was told the present stage of a notice, or did something about it.
  func report(_ call: Call) async throws(AgentError) {
    let texts = call.arguments.compactMap(\.asString)
    guard texts.count == 3, call.arguments.count == 3,
      let report = PersonReport(stage: texts[0], way: texts[1], state: texts[2])
    else {
      throw AgentError(
        .badArgument,
        "Report needs a stage, a way (desktop or command) and a state "
          + "(\(PersonReport.acceptedStates)).",
        nextStep: "See /usr/share/doc/stationmaster/dbus.md.")
    }
    let (uid, user) = try await caller(call)
    if isAdministrator(uid) == nil { _ = await account(of: uid) }
    // Only now: what was on the board before may have been another stage.
    guard let notice = plan?.board.first(where: { BusName.path("notice", $0.id.text) == call.path })
    else {
      throw AgentError(
        .badArgument, "There is no such notice now.",
        nextStep: "See what there is with: stationctl notice list")
    }
    guard notice.isFor(person(uid, user)) else {
      if isAdministrator(uid) == nil {
        throw AgentError(
          .notSettled,
          "Whether \(user) is an administrator is not known: \(accounts.unknown(uid) ?? "").",
          nextStep: "Try again in a minute.")
      }
      throw AgentError(
        .notAuthorized, "The notice \(notice.id) is not for \(user).",
        nextStep: "See whom it is for with: stationctl notice show \(notice.id)")
    }
    let former = book.tellings.first {
      $0.notice == notice.id && $0.recipient == .user(user)
    }
    guard let telling = report.telling(of: notice, to: user, after: former, at: clock.now)
    else { return }
    do throws(LedgerError) { try commit([.told(telling)]) } catch { throw failed(error) }
    pictureCame()
  }

  /// A connection keeps its user, so who attends is asked about once.
  private func caller(_ call: Call) async throws(AgentError) -> (uid: UInt32, user: String) {
    if let known = notifiers[call.sender] { return (known.uid, known.user) }
    let uid = try await uid(of: call)
    return (uid, try await name(of: uid))
  }

  private func tooMany(_ user: String) -> AgentError {
    AgentError(
      .tooManyQuestions, "Too many programs show notices for \(user) already.",
      nextStep: "See which with: stationctl status --json")
  }

  /// Ends when it leaves the bus; nil if it has left already.
  private func leaving(_ name: String) async -> AsyncStream<ReceivedSignal>? {
    let signals = try? await bus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(name)'")
    // Between the call and the match it may have left.
    let isThere = try? await bus.askBus("NameHasOwner", [.string(name)])
    guard let signals, isThere?.first?.asBool == true else { return nil }
    return signals
  }

  private func watch(_ name: String, _ leaving: AsyncStream<ReceivedSignal>) {
    Task { [weak self] in
      for await _ in leaving { break }
      await self?.left(name)
    }
  }

  private func left(_ name: String) {
    if notifiers.leave(name) { pictureCame() }
  }

  // MARK: Shown

  var notifierViews: [NotifierView] {
    let sessions = notifierSessions
    let shows = notifiers.shows(sessions)
    return notifiers.all.map { notifier in
      NotifierView(
        name: notifier.name, user: notifier.user,
        session: notifiers.session(of: notifier, sessions), trouble: notifier.trouble,
        shows: shows.contains(notifier.name))
    }.sorted { ($0.user, $0.name) < ($1.user, $1.name) }
  }

  /// By logind's ids; nil while nobody's sessions are known.
  var notifierSessions: [String: NotifierSession]? {
    guard case .known(let signIns) = sessionPicture else { return nil }
    return Dictionary(
      signIns.map { ($0.session, NotifierSession(uid: $0.uid, isActive: $0.isActive)) },
      uniquingKeysWith: { first, _ in first })
  }
}
