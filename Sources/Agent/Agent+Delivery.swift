import AgentInterface
import Configuration
import Ledger
import LocalReader
import Logging
import Notices
import Seats
import StationModel
import Words

/// People are told what is on the board (docs/notices.md).
extension Agent {
  /// Who is told what now. Only what is decided: nothing is done by it.
  func delivery(of board: [Notice], _ plan: Plan) -> DeliveryPlan {
    decideDelivery(
      DeliveryInput(
        notices: board, people: signedIn(plan), tellings: book.tellings + unwritten,
        mutes: book.mutes + endedMutes,
        quiet: settings.quietHours.map {
          QuietTime(from: $0.from, to: $0.to, secondsFromUTC: Reader.localOffset)
        }, startedAt: startedAt, now: clock.now))
  }

  /// The language of the host, or the one that is set.
  var hostReader: Reader {
    switch settings.language {
    case .auto: .own
    case .english: Reader(locale: "en", secondsFromUTC: Reader.localOffset)
    case .french: Reader(locale: "fr", secondsFromUTC: Reader.localOffset)
    }
  }

  /// Everybody who is signed in, each once.
  private func signedIn(_ plan: Plan) -> [SignedIn] {
    guard case .known(let signIns) = sessionPicture else { return [] }
    let stations = Dictionary(grouping: sessionViews(plan), by: \.uid)
      .mapValues { Set($0.compactMap(\.station)) }
    let shown = notifiersByPerson
    // logind counts by the wall clock.
    let ahead = clock.difference
    return Dictionary(grouping: signIns, by: \.uid).map { uid, mine in
      SignedIn(
        person: Person(
          name: mine[0].user, isAdministrator: isAdministrator(uid) ?? false,
          stations: stations[Int(uid)] ?? []), uid: uid,
        rightsUnknown: isAdministrator(uid) == nil ? accounts.unknown(uid) : nil,
        sessions: mine.map {
          SignedIn.Place(
            session: $0.session, isGraphical: $0.type == .graphical,
            since: $0.since + Span(milliseconds: -ahead.milliseconds))
        }, notifier: shown[uid] ?? .nobody, writtenAt: terminals.writtenAt(uid),
        writingTrouble: terminals.trouble(uid))
    }
  }

  /// Of whom among those who are signed in it is not known whether they are administrators, and why.
  var rightsUnknown: [DoctorFacts.Delivery.Trouble] {
    (plan.map { signedIn($0) } ?? []).compactMap { one in
      one.rightsUnknown.map { DoctorFacts.Delivery.Trouble(user: one.person.name, why: $0) }
    }.sorted { $0.user < $1.user }
  }

  private var notifiersByPerson: [UInt32: SignedIn.Showing] {
    var result: [UInt32: SignedIn.Showing] = [:]
    for notifier in notifiers.all where result[notifier.uid] != .shows {
      result[notifier.uid] = notifier.trouble.isEmpty ? .shows : .trouble(notifier.trouble)
    }
    return result
  }

  /// Does what was decided and needs the outside: terminals, and the lines at login.
  func deliver(_ plan: DeliveryPlan) {
    guard !isEnding else { return }
    if let trouble = loginFile.keep(LoginFile.text(plan.login, hostReader)) {
      log.warning("the lines at login cannot be written: \(trouble)")
    }
    for message in plan.messages where terminals.begins(message.uid, at: clock.now) {
      Task { await write(message) }
    }
    if case .known(let signIns) = sessionPicture {
      terminals.forget(
        but: Set(signIns.map(\.uid)), at: clock.now, pause: terminalPause)
    }
  }

  /// On all terminals of one person. Whoever saw it on one of them was told.
  private func write(_ message: TerminalMessage) async {
    var troubles: [String] = []
    var mayPass: Set<SignedIn.Passing> = []
    var isWritten = false
    let text = TerminalText(reader: hostReader, isAdministrator: message.isAdministrator)
      .text(message.notices)
    for place in message.places {
      do throws(SignedIn.WritingTrouble) {
        let device = try await device(of: place.session)
        if let trouble = Terminal.write(
          text, to: device, of: Int(message.uid), isMessage: true)
        {
          troubles.append(trouble)
        } else {
          isWritten = true
        }
      } catch {
        mayPass.formUnion(error.mayPass)
        troubles.append(error.why)
      }
    }
    terminals.end(
      message.uid,
      trouble: isWritten
        ? nil
        : SignedIn.WritingTrouble(why: troubles.joined(separator: "; "), mayPass: mayPass))
    if isWritten { remember(message) }
    pictureCame()
  }

  /// The device file of a session's terminal.
  func device(of session: String) async throws(SignedIn.WritingTrouble) -> String {
    let none = SignedIn.WritingTrouble(
      why: "the session \(session) has no terminal of this computer", mayPass: [.noTerminal])
    switch await sessions?.terminal(of: session) {
    case .named(let name):
      guard let device = Terminal.device(name) else { throw none }
      return device
    case .unanswered:
      throw SignedIn.WritingTrouble(
        why: "the login service did not say in time which terminal the session \(session) has",
        mayPass: [.noAnswer])
    case .missing, nil: throw none
    }
  }

  /// Written down only now: what could not be written to anybody is not told.
  private func remember(_ message: TerminalMessage) {
    let now = clock.now
    let told = message.notices.filter { notice in
      // Meanwhile the person may have answered somewhere else.
      !book.tellings.contains {
        $0.notice == notice.id && $0.recipient == .user(message.user) && $0.covers(notice)
          && !$0.isDue(at: now)
      }
    }.map { notice in
      Telling(notice, toldOnTerminals: message.user, at: now).after(
        book.tellings.first { $0.notice == notice.id && $0.recipient == .user(message.user) })
    }
    do throws(LedgerError) { try commit(told.map { .told($0) }) } catch {
      // Whoever read it is not told again, only since that cannot be written down now.
      unwritten += told
      _ = failed(error)
    }
  }
}

extension Telling {
  fileprivate init(_ notice: Notice, toldOnTerminals user: String, at now: Timestamp) {
    self.init(
      notice: notice.id, recipient: .user(user), stage: notice.stage, deadline: notice.deadline,
      way: .terminal, state: .shown, at: now,
      keptUntil: Telling.keptUntil(deadline: notice.deadline, at: now))
  }
}
