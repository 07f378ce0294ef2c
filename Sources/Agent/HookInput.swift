import AgentInterface
import FoundationEssentials
import Notices
import StationModel
import Words

/// What a program for notices gets on standard input.
struct HookInput: Codable {
  /// raised, advanced or solved.
  var event: String
  /// This computer's name.
  var host: String
  /// As `stationctl notice show --json` has it.
  var notice: NoticeView
}

/// What mail-notice gets: `MailOrder` in NoticeMail reads it.
struct HookMail: Codable, Equatable {
  var to: String
  var host: String
  var id: String
  var date: Int64
  var language: String
  var subject: String
  var text: String

  init(_ run: HookRun, to address: String, host: String, for reader: Reader, at now: Timestamp) {
    let notice = run.notice
    let texts = reader.notice(
      notice.words,
      english: NoticeText(
        summary: notice.summary, body: notice.body, nextStep: notice.nextStep))
    let isSolved = run.event == .solved
    var parts = isSolved ? [reader.text(.mailSolved), texts.body] : [texts.body, texts.nextStep]
    if !isSolved, let deadline = notice.deadline {
      parts.append(reader.text(.mailDeadline, ["date": reader.date(deadline)]))
    }
    to = address
    self.host = host
    id = run.id
    date = now.milliseconds
    language = reader.language.rawValue
    subject = reader.text(
      isSolved ? .mailSolvedSubject : .mailSubject, ["host": host, "summary": texts.summary])
    text =
      parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n\n-- \n"
      + reader.text(.mailFoot, ["host": host]) + "\n"
  }
}

/// JSON on one line, with sorted keys.
func hookJSON(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return Array(try encoder.encode(value)) + [0x0a]
}
