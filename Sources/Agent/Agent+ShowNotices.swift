import Accounts
import AgentInterface
import Enrollment
import Ledger
import Notices
import Seats
import StationModel

/// The board as it is shown on the bus.
extension Agent {
  func noticeViews(_ plan: Plan) -> [NoticeView] {
    let now = clock.now
    let tellings = tellingsByNotice
    return plan.board.map { notice in
      var view = NoticeView(notice).told(tellings[notice.id] ?? [], of: notice, at: now)
        .undelivered(delivery.undelivered[notice.id])
      view.muted(by: book.mutes, at: now)
      return view
    }
  }

  var muteViews: [MuteView] {
    let now = clock.now
    return book.mutes.filter { now < $0.until }.map { mute in
      MuteView(
        cause: mute.cause, audience: mute.audience.rawValue, since: WireTime(mute.since),
        until: WireTime(mute.until), by: userName(mute.user))
    }
  }

  /// The name as the directories or logind have it; the number where neither has said it.
  private func userName(_ user: Int) -> String {
    if user == 0 { return "root" }
    if let uid = UInt32(exactly: user), let account = accounts.account(uid) { return account.name }
    guard case .known(let signIns) = sessionPicture else { return String(user) }
    return signIns.first { Int($0.uid) == user }?.user ?? String(user)
  }
}

extension NoticeView {
  init(_ notice: Notice) {
    self.init(
      id: notice.id.text, cause: notice.id.cause, severity: notice.severity.rawValue,
      stage: notice.stage.rawValue, audience: notice.audience.rawValue,
      deadline: WireTime(notice.deadline), station: notice.stationNumber,
      summary: notice.summary, body: notice.body, nextStep: notice.nextStep,
      raisedAt: WireTime(notice.raisedAt),
      actions: Self.actions[notice.id.cause] ?? [],
      words: notice.words)
  }

  /// What a person can do at once, by cause. More licenses help only where a mode was set already.
  private static let actions: [String: [String]] = [
    NoticeID.candidate: ["enroll", "ignore"], "exhausted": ["add-licenses"],
    "expired": ["add-licenses"], "pack-ending": ["add-licenses"], "untrusted": ["add-licenses"],
  ]

  /// Until when whom it is told to nobody of.
  mutating func muted(by mutes: [Mute], at now: Timestamp) {
    func end(_ audience: Mute.Audience) -> WireTime? {
      let own = mutes.filter {
        $0.cause == cause && now < $0.until
          && ($0.audience == audience || $0.audience == .everyone)
      }
      return WireTime(own.map(\.until).max())
    }
    mutedForAdministrators = end(.administrators)
    mutedForPeople = end(.people)
  }
}
