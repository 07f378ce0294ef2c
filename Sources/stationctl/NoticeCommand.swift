import AgentInterface
import ArgumentParser
import Words

struct NoticeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice", abstract: "What people must know now, and who is told.",
    discussion: """
      An id may be shortened to a beginning that no other notice has. Texts come in the language of \
      the locale (LC_ALL, LC_MESSAGES, LANG): English and French.
      """,
    subcommands: [
      NoticeList.self, NoticeShow.self, NoticeDismiss.self, NoticeMute.self, NoticeUnmute.self,
      NoticeMutes.self,
    ],
    defaultSubcommand: NoticeList.self, aliases: ["notices"])
}

struct NoticeList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What people must know now, the gravest first.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let notices = try await client.snapshot().notices
        if output.json { return try writeJSON(notices) }
        let text = NoticeWriter.own
        if notices.isEmpty { writeError(text.reader.text(.nothingToTell)) }
        for (index, notice) in notices.enumerated() {
          if index > 0 { writeLine("") }
          writeFields(text.fields(of: notice))
        }
      }
    }
  }
}

struct NoticeShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One notice: who was told when and how, whom it did not reach, and what can be done.")

  @Argument(help: "The notice's id, or its beginning.") var id: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let notice = try await client.snapshot().notices.named(id)
        if output.json { return try writeJSON(notice) }
        writeFields(NoticeWriter.own.allFields(of: notice))
      }
    }
  }
}

struct NoticeDismiss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss",
    abstract: "Say that you have read a notice: you are not told its present stage again.")

  @Argument(help: "The notice's id, or its beginning.") var id: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let notice = try await client.snapshot().notices.named(id)
        try await client.report(
          notice.id, stage: notice.stage, way: "command", state: "dismissed")
        if output.json {
          let after = try await client.snapshot().notices.first { $0.id == notice.id }
          return try writeJSON(after ?? notice)
        }
        let text = NoticeWriter.own
        writeLine(text.reader.text(.dismissed, ["notice": text.summary(of: notice)]))
      }
    }
  }
}

extension [NoticeView] {
  /// By its id, or by a beginning that no other has.
  func named(_ id: String) throws(Failure) -> NoticeView {
    if let exact = first(where: { $0.id == id }) { return exact }
    let found = id.isEmpty ? [] : filter { $0.id.hasPrefix(id) }
    if found.count == 1 { return found[0] }
    throw found.isEmpty
      ? Failure(
        .refused, "There is no notice '\(clean(id, limit: 120))' now.",
        nextStep: "See what there is with: stationctl notice list")
      : Failure(
        .refused, "'\(clean(id, limit: 120))' is the beginning of \(found.count) notices.",
        nextStep: "Write more of it: "
          + found.prefix(5).map { shellWord($0.id) }.joined(separator: ", ")
          + (found.count > 5 ? " …" : ""))
  }
}

/// As it is typed in a shell.
func shellWord(_ text: String) -> String {
  let plain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:@%+,".utf8.contains(byte)
    }
  }
  if plain, !text.isEmpty { return text }
  return "'"
    + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}
