import Accounts
import AgentInterface
import Configuration
import DBus
import EventLoop
import Glibc
import Notices
import Seats
import StationModel

/// Who people are, by their numbers. The directories of accounts may be on another computer, so they are
/// asked on threads of their own, and nobody waits for them longer than some seconds.
extension Agent {
  /// Asks about everybody who is signed in or has a session agent, where the last answer is old.
  func askAccounts() {
    for uid in present where accounts.begins(uid, at: .now) { ask(about: uid) }
  }

  /// In milliseconds, until somebody is to be asked about again who is there; nil if nobody is.
  var waitForAccounts: Int64? {
    let now = ContinuousClock.now
    // Who is root needs no directory.
    let people = present.filter { $0 != 0 && $0 != geteuid() }
    guard let next = accounts.next(of: people, after: now) else { return nil }
    let wait = now.duration(to: next).components
    return wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000 + 1
  }

  private var present: Set<UInt32> {
    var numbers = Set(notifiers.all.map(\.uid))
    if case .known(let signIns) = sessionPicture { numbers.formUnion(signIns.map(\.uid)) }
    return numbers
  }

  /// The account, as soon as it is known; within five seconds.
  func account(of uid: UInt32) async -> Account? {
    if !accounts.isFresh(uid, at: .now) {
      if accounts.begins(uid, at: .now) { ask(about: uid) }
      if accounts.account(uid) == nil, let answer = accountAnswers[uid] {
        await withDeadline(.seconds(5), late: ()) { await answer.value }
      }
    }
    return accounts.account(uid)
  }

  private func ask(about uid: UInt32) {
    accountAnswers[uid] = Task {
      let answer = await onOwnThread { Account.find(uid: uid) }
      accountAnswers[uid] = nil
      if accounts.take(answer, of: uid, at: .now) { return pictureCame() }
      // Others may wait for their turn, and for this one it comes again.
      askAccounts()
      setAlarm()
    }
  }

  /// Whose call it is.
  func uid(of call: Call) async throws(AgentError) -> UInt32 {
    let answer = try? await bus.askBus("GetConnectionUnixUser", [.string(call.sender)])
    guard let number = answer?.first?.asInt, let uid = UInt32(exactly: number) else {
      throw AgentError(
        .notAuthorized, "Who asks for this cannot be told.", nextStep: "Try again.")
    }
    return uid
  }

  /// The name under which somebody is told things: logind's, else the directory's.
  func name(of uid: UInt32) async throws(AgentError) -> String {
    if let name = signedInName(uid) { return name }
    guard let account = await account(of: uid) else {
      throw AgentError(
        .notAuthorized,
        "The user with the number \(uid) has no name here: \(accounts.unknown(uid) ?? "").",
        nextStep: "See: getent passwd \(uid)")
    }
    return account.name
  }

  private func signedInName(_ uid: UInt32) -> String? {
    guard case .known(let signIns) = sessionPicture else { return nil }
    return signIns.first { $0.uid == uid }?.user
  }

  /// Root, the agent's own user, and the members of the configured groups. Nil while that is not known.
  func isAdministrator(_ uid: UInt32) -> Bool? {
    if uid == 0 || uid == geteuid() { return true }
    return accounts.account(uid).map {
      !Set($0.groups).isDisjoint(with: settings.administrators)
    }
  }

  /// As far as it is known now: who may be an administrator is none for telling.
  func person(_ uid: UInt32, _ name: String) -> Person {
    let sessions = plan.map { sessionViews($0) } ?? []
    return Person(
      name: name, isAdministrator: isAdministrator(uid) ?? false,
      stations: Set(sessions.filter { $0.uid == Int(uid) }.compactMap(\.station)))
  }
}
