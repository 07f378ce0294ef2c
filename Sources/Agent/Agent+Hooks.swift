import AgentInterface
import Configuration
import DBus
import EventLoop
import Glibc
import Hooks
import Journal
import Ledger
import Logging
import Notices
import StationModel
import Words

/// The program and the mail that administrators want for notices (docs/hooks.md).
extension Agent {
  /// What is known of runs besides the ledger.
  struct HookDesk {
    /// While there is systemd to run them.
    var keeper: HookKeeper?
    /// Why nothing can be run here; nil if it can.
    var noKeeper: String?
    /// What the program and the mail address were told, as it stood last on the board.
    var open: [NoticeID: Notice] = [:]
    /// Why the program is not run, as it was said last.
    var refused: String?
  }

  /// On the bus where systemd is; logind is on the same.
  func openHooks(on system: Connection?) {
    guard let folder = Self.runtimeFolder else {
      hookDesk.noKeeper = "the agent does not run as a service of systemd"
      return
    }
    guard let system else {
      hookDesk.noKeeper = "there is no system bus"
      return
    }
    hookDesk.keeper = HookKeeper(loop: loop, bus: system, folder: folder + "/hooks") {
      [weak self] in self?.assumeIsolated { $0.tendHooks() }
    }
  }

  /// systemd makes it for the service (systemd.exec(5), RuntimeDirectory=); nil without systemd.
  static var runtimeFolder: String? {
    guard let text = getenv("RUNTIME_DIRECTORY").map({ String(cString: $0) }) else { return nil }
    return text.split(separator: ":").first.map(String.init).flatMap {
      $0.hasPrefix("/") ? $0 : nil
    }
  }

  private var hookRules: HookRules {
    var recipients: Set<Recipient> = []
    if !settings.hookProgram.isEmpty, hookDesk.refused == nil { recipients.insert(.program) }
    if !settings.hookMail.isEmpty { recipients.insert(.mail) }
    return HookRules(
      recipients: recipients, causes: Set(settings.hookCauses), severity: settings.hookSeverity)
  }

  /// After each look, and when a run ended.
  func tendHooks() {
    guard let keeper = hookDesk.keeper, let plan, !isEnding, ledgerTrouble == nil else { return }
    do throws(LedgerError) {
      // Who was told is shown; never in the middle of a look.
      if try writeDownEnds(of: keeper) { Task { look() } }
    } catch {
      // Nothing is begun then, and what ended is kept. The next look tries again, and not at once: a
      // ledger that takes the time but not this would be asked without end.
      if case .refused = error { return }
      tellLedgerTrouble(error)
      ledgerTrouble = error
      return setAlarm()
    }
    checkHookProgram()
    let rules = hookRules
    guard !rules.recipients.isEmpty else {
      _ = keeper.assumeIsolated { $0.see([]) }
      return
    }
    let due = hooksDue(
      board: plan.board, gone: hookDesk.open, tellings: book.tellings, rules: rules,
      now: clock.now)
    remember(plan.board, due)
    for run in keeper.assumeIsolated({ $0.see(due) }) {
      // What cannot be written as JSON is nothing that trying again helps.
      guard let json = try? input(of: run) else { continue }
      keeper.assumeIsolated { $0.start(run, json) }
    }
  }

  /// In a look: whether the ledger works shows here too. What it refuses is no trouble of its own.
  func endHooks() throws(LedgerError) {
    guard let keeper = hookDesk.keeper else { return }
    do throws(LedgerError) { _ = try writeDownEnds(of: keeper) } catch {
      if case .refused = error { return }
      throw error
    }
  }

  /// False if there was nothing.
  private func writeDownEnds(of keeper: HookKeeper) throws(LedgerError) -> Bool {
    let ended = keeper.assumeIsolated { $0.ended }
    for (run, trouble) in ended {
      let former = book.tellings.first {
        $0.notice == run.notice.id && $0.recipient == run.recipient
      }
      try commit([.told(run.telling(reached: trouble == nil, at: clock.now).after(former))])
      if let trouble { tellGivenUp(run, trouble) }
      keeper.assumeIsolated { $0.settle(run) }
    }
    return !ended.isEmpty
  }

  private func tellGivenUp(_ run: HookRun, _ trouble: String) {
    let notice = run.notice
    log.tell(
      .hookFailed, .warning,
      "\(run.recipient.text) was not told notice \(notice.id) (\(run.event.rawValue)), and it is not "
        + "tried again: \(trouble)",
      [
        .recipient: run.recipient.text, .notice: notice.id.text, .cause: notice.id.cause,
        .stage: notice.stage.rawValue, .why: trouble,
      ])
  }

  private func checkHookProgram() {
    let trouble = settings.hookProgram.isEmpty ? nil : HookProgram.trouble(settings.hookProgram)
    defer { hookDesk.refused = trouble }
    guard let trouble, trouble != hookDesk.refused else { return }
    log.tell(
      .hookRefused, .warning, "the program for notices is not run: \(trouble)", [.why: trouble])
  }

  /// What is solved is told with the texts that it had.
  private func remember(_ board: [Notice], _ due: [HookRun]) {
    let told = Set(
      book.tellings.filter { $0.recipient == .program || $0.recipient == .mail }.map(\.notice)
    ).union(due.map(\.notice.id))
    hookDesk.open = hookDesk.open.filter { told.contains($0.key) }
    for notice in board where told.contains(notice.id) { hookDesk.open[notice.id] = notice }
  }

  private func input(of run: HookRun) throws -> [UInt8] {
    let host = Self.hostName
    if run.recipient == .mail {
      return try hookJSON(
        HookMail(run, to: settings.hookMail, host: host, for: hostReader, at: clock.now))
    }
    var view = NoticeView(run.notice)
    view.words = run.notice.words
    return try hookJSON(HookInput(event: run.event.rawValue, host: host, notice: view))
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let clean = Label.clean(text, limit: 64)
    return clean.isEmpty ? "localhost" : clean
  }

  // MARK: Doctor

  /// Where mail-notice looks for it.
  private static let sendmails: [String] = ["/usr/sbin/sendmail", "/usr/lib/sendmail"]

  var hookFacts: DoctorFacts.Hooks {
    let troubles = hookDesk.keeper?.assumeIsolated { $0.troubles } ?? [:]
    return DoctorFacts.Hooks(
      program: settings.hookProgram, mail: settings.hookMail, unable: hookDesk.noKeeper,
      refused: settings.hookProgram.isEmpty ? nil : HookProgram.trouble(settings.hookProgram),
      programTrouble: troubles[.program], mailTrouble: troubles[.mail],
      hasSendmail: Self.sendmails.contains { access($0, X_OK) == 0 },
      unknownCauses: settings.hookCauses.filter { !NoticeID.causes.contains($0) },
      causes: NoticeID.causes)
  }
}
