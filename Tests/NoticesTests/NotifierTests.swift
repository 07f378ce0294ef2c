import Notices
import Testing

@Suite struct NotifierTests {
  private func notifier(
    _ name: String, _ uid: UInt32 = 1000, session: String = "", trouble: String = ""
  ) -> Notifier {
    Notifier(name: name, uid: uid, user: "u\(uid)", session: session, trouble: trouble)
  }

  private func room(_ list: [Notifier]) -> Notifiers {
    var notifiers = Notifiers()
    for one in list { _ = notifiers.attend(one) }
    return notifiers
  }

  @Test func oneOfEachPersonShowsAndItIsTheFirstThatCan() {
    let all = room([
      notifier(":1.1", trouble: "there is no notification server"), notifier(":1.2"),
      notifier(":1.3"), notifier(":1.4", 1001, trouble: "it does not answer"),
    ])
    #expect(all.shows(nil) == [":1.2", ":1.4"])
    #expect(all.shows([:]) == [":1.2", ":1.4"])
  }

  @Test func theSessionInFrontGoesFirstAmongThoseThatCan() {
    var all = room([
      notifier(":1.1", session: "1"), notifier(":1.2", session: "2"),
      notifier(":1.3", session: "3", trouble: "no server"),
    ])
    let sessions = [
      "1": NotifierSession(uid: 1000, isActive: false),
      "2": NotifierSession(uid: 1000, isActive: true),
      "3": NotifierSession(uid: 1000, isActive: true),
    ]
    #expect(all.shows(sessions) == [":1.2"])
    // Nothing changes: the same one.
    let isNews = all.attend(notifier(":1.2", session: "2"))
    #expect(!isNews)
    #expect(all.shows(sessions) == [":1.2"])
    let gone = [all.leave(":1.2"), all.leave(":1.2")]
    #expect(gone == [true, false])
    #expect(all.shows(sessions) == [":1.1"])
  }

  @Test func nobodyIsInAnotherPersonsSession() {
    let all = room([notifier(":1.1"), notifier(":1.2", session: "7")])
    let sessions = ["7": NotifierSession(uid: 1001, isActive: true)]
    #expect(all.shows(sessions) == [":1.1"])
    #expect(all.session(of: all.all[1], sessions) == "")
    // Where sessions are not known, it is believed.
    #expect(all.session(of: all.all[1], nil) == "7")
  }

  @Test func onePersonHasNotMoreThanAFewAndOthersAlwaysHaveRoom() {
    var all = room((0..<20).map { notifier(":1.\($0)") })
    #expect(all.all.count == Notifiers.mostOfOne)
    #expect(!all.takes(1000) && all.takes(1001))
    let taken = [
      all.attend(notifier(":2.1", 1001)), all.attend(notifier(":1.0", trouble: "it went away")),
    ]
    #expect(taken == [true, true])
  }
}
