import Glibc
import Notices
import StationModel
import Testing
import Words

@testable import Agent

@Suite struct TerminalTextTests {
  private func notice(
    _ number: Int, summary: String = "Station 2 has no license", body: String = "It may be used.",
    step: String = "Add licenses: stationctl license add FILE"
  ) -> Notice {
    Notice(
      id: NoticeID("exhausted/\(number)"), severity: .warning, stage: .begun,
      audience: .administrators, deadline: nil, stationNumber: 2, summary: summary, body: body,
      nextStep: step, raisedAt: Timestamp(milliseconds: 0))
  }

  private func lines(_ notices: [Notice], _ locale: String = "en") -> [String] {
    let reader = Reader(locale: locale) { _ in 0 }
    let text = TerminalText(reader: reader, isAdministrator: true).text(notices)
    #expect(text.hasPrefix("\r\n\u{07}") && text.hasSuffix("\r\n"))
    return text.dropFirst(2).split(separator: "\r\n").map(String.init)
  }

  @Test func aNoticeStandsInAFrame() {
    let lines = lines([notice(1)])
    #expect(lines.first == String(repeating: "*", count: 78) && lines.last == lines.first)
    #expect(lines.contains("** Stationmaster has a notice for you:"))
    #expect(lines.contains("** Station 2 has no license"))
    #expect(lines.contains("** What to do: Add licenses: stationctl license add FILE"))
  }

  @Test func noLineIsLongerAndNothingInItIsACommandForTheTerminal() {
    let wild = notice(
      1, summary: "\u{1B}[2J\u{9B}31mRed\r\nsecond \u{202E}line\u{7}",
      body: String(repeating: "word ", count: 100) + String(repeating: "x", count: 200))
    for line in lines([wild]) {
      #expect(line.count <= 78)
      #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      #expect(!line.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func manyAreOneSummary() {
    let many = (1...40).map { notice($0, summary: "Station \($0) has no license") }
    let lines = lines(many)
    #expect(lines.contains("** Stationmaster has 40 notices for you:"))
    #expect(lines.contains("** - Station 12 has no license"))
    #expect(!lines.contains("** - Station 13 has no license"))
    #expect(lines.contains("** - and 28 more"))
    #expect(lines.contains("** To read them: stationctl notice list"))
    #expect(lines.joined().utf8.count < 3500, "a pseudo-terminal takes that at once")
  }

  @Test func aFrenchHostWritesFrench() {
    let lines = lines([notice(1)], "fr_FR.UTF-8")
    #expect(lines.contains("** Stationmaster a un avis pour vous\u{A0}:"))
    #expect(lines.contains { $0.hasPrefix("** À faire\u{A0}: ") })
  }

  @Test func theLineAtLoginNamesTheGravest() {
    let reader = Reader(locale: "en") { _ in 0 }
    #expect(LoginFile.text(nil, reader) == nil)
    #expect(
      LoginFile.text(LoginLine(count: 1, gravest: notice(1)), reader)
        == "Stationmaster: Station 2 has no license\nTo see more: stationctl notice list\n")
    #expect(
      LoginFile.text(LoginLine(count: 3, gravest: notice(1)), Reader(locale: "fr") { _ in 0 })?
        .hasPrefix("Stationmaster\u{A0}: 3 avis, le plus grave\u{A0}: ") == true)
  }

  @Test func theFileAtLoginIsWholeReadableByAllAndGoes() throws {
    let folder = try TemporaryFolder()
    var file = LoginFile(folder: folder.path + ":/elsewhere")
    let path = folder.path + "/motd"
    #expect(file.keep("one\n") == nil)
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o644)
    #expect(file.keep(nil) == nil)
    #expect(access(path, F_OK) != 0)
    var none = LoginFile(folder: nil)
    #expect(none.keep("one\n") == nil)
  }
}
