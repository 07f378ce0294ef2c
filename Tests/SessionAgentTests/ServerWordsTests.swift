import DBus
import Testing

@testable import SessionAgent

@Suite struct ServerWordsTests {
  private let content = Content(
    severity: "critical", summary: "A <b>", body: "One & two\nthree",
    buttons: [.init(action: .enroll, label: "Enroll")])

  @Test func markupIsEscapedOnlyWhereItIsRead() {
    #expect(ServerWords(content, ["body", "body-markup"]).body == "One &amp; two\nthree")
    #expect(ServerWords(content, ["body"]).body == "One & two\nthree")
    #expect(ServerWords(content, ["body", "body-markup"]).summary == "A <b>")
  }

  @Test func aServerWithoutBodiesShowsAllInItsLine() {
    let words = ServerWords(content, [])
    #expect(words.summary == "A <b> — One & two three" && words.body.isEmpty)
  }

  @Test func buttonsAreOnlyForServersThatHaveThem() {
    #expect(ServerWords(content, ["body"]).buttons.isEmpty)
    #expect(ServerWords(content, ["actions"]).buttons == ["enroll", "Enroll"])
  }

  @Test func urgencyAndTimeAreBySeverity() {
    func words(_ severity: String, _ life: Content.Life = .bySeverity) -> ServerWords {
      ServerWords(Content(severity: severity, summary: "", body: "", life: life), ["body"])
    }
    #expect(words("critical").hints["urgency"] == .byte(2) && words("critical").timeout == 0)
    #expect(words("warning").hints["urgency"] == .byte(1) && words("warning").timeout == 0)
    #expect(words("info").hints["urgency"] == .byte(0) && words("info").timeout == -1)
    #expect(words("info", .lasting).timeout == 0)
    #expect(words("warning", .passing).timeout == -1)
    #expect(words("warning", .passing).hints["transient"] == .bool(true))
    #expect(words("info").hints["transient"] == nil)
    #expect(words("info").hints["desktop-entry"] == .string("station-notifier"))
  }
}
