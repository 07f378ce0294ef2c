import AgentInterface
import Glibc
import Notices
import StationModel
import Testing
import Words

@testable import Agent

/// What programs and mail about notices get, and what is said of them.
@Suite struct HookTests {
  private static let now = Timestamp(seconds: 1_800_000_000)
  private static let notice = Notice(
    id: NoticeID("exhausted/host"), severity: .warning, stage: .days7, audience: .administrators,
    deadline: now + .days(7), stationNumber: 0, summary: "Too few licenses",
    body: "There are too few.", nextStep: "Add licenses.", raisedAt: now)

  private func mail(_ event: HookRun.Event, _ locale: String) -> HookMail {
    HookMail(
      HookRun(.mail, event, Self.notice), to: "root", host: "lab-1",
      for: Reader(locale: locale) { _ in 0 }, at: Self.now)
  }

  @Test func aMailSaysWhatAndUntilWhenAndWhatToDo() {
    let mail = mail(.raised, "en")
    #expect(mail.subject == "[lab-1] Too few licenses" && mail.language == "en")
    #expect(mail.text.hasPrefix("There are too few.\n\nAdd licenses.\n\nDeadline: "))
    #expect(mail.text.contains("\n-- \nStationmaster on lab-1 sends this"))
  }

  @Test func aMailAboutWhatIsSolvedAsksForNothing() {
    let mail = mail(.solved, "fr_FR.UTF-8")
    #expect(mail.subject.hasPrefix("[lab-1] Résolu\u{a0}: ") && mail.language == "fr")
    #expect(!mail.text.contains("Add licenses") && !mail.text.contains("Échéance"))
  }

  @Test(.enabled(if: geteuid() == 0, "needs files of root"))
  func onlyAProgramThatRootAloneCanChangeIsRun() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/tell"
    fclose(fopen(path, "we"))
    func trouble(_ mode: mode_t, owner: uid_t = 0, folderMode: mode_t = 0o755) -> String? {
      chmod(path, mode)
      chown(path, owner, 0)
      chmod(folder.path, folderMode)
      return HookProgram.trouble(path)
    }
    #expect(trouble(0o755) == nil)
    #expect(trouble(0o644)?.contains("not executable") == true)
    #expect(trouble(0o775)?.contains("others than root") == true)
    #expect(trouble(0o757)?.contains("others than root") == true)
    #expect(trouble(0o755, owner: 65534)?.contains("user 65534") == true)
    #expect(trouble(0o755, folderMode: 0o777)?.contains("others than root") == true)
    #expect(HookProgram.trouble(folder.path)?.contains("is not a file") == true)
    #expect(HookProgram.trouble(path + "x")?.contains("cannot be examined") == true)
  }

  @Test func doctorSaysHowProgramAndMailAre() {
    func levels(_ facts: DoctorFacts.Hooks) -> [String] {
      hookFindings(facts).map { "\($0.level)" }
    }
    #expect(levels(.init()).isEmpty)
    #expect(levels(.init(program: "/p", mail: "root")) == ["ok", "ok"])
    #expect(levels(.init(program: "/p", mail: "root", unable: "no")) == ["warning"])
    #expect(levels(.init(program: "/p", refused: "no")) == ["problem"])
    #expect(levels(.init(program: "/p", programTrouble: "no")) == ["warning"])
    #expect(levels(.init(mail: "root", mailTrouble: "no")) == ["warning"])
    #expect(levels(.init(mail: "root", hasSendmail: false)) == ["problem"])
    #expect(levels(.init(mail: "root", unknownCauses: ["exausted"])) == ["warning", "ok"])
  }
}
