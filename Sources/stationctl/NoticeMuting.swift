import AgentInterface
import ArgumentParser
import Glibc
import StationModel
import Words

struct NoticeMute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mute", abstract: "Tell nobody of an audience about a cause for a time.",
    discussion: """
      The notices stay on the board, in the journal and in the history. A mute always ends, after a \
      year at the latest; given again, the command changes its end.
      """)

  @Argument(help: "The cause, the first part of a notice's id: exhausted, candidate, clock …")
  var cause: String
  @Option(
    name: [.customLong("for"), .customLong("until")],
    help: """
      For how long: 45m, 12h or 14d from now; or its end: 18:00 by this computer's clock, 2026-12-24 \
      (to the end of that day) or 2026-12-24T18:00Z, both UTC.
      """)
  var length: String?
  @Option(help: "Who is not told: administrators, people (all others) or everyone.")
  var audience = "everyone"
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if length == nil {
      throw ValidationError(
        "Say for how long: --for 14d, 12h or 45m from now, 18:00, 2026-12-24 or 2026-12-24T18:00Z.")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let end = try Moment.read(length ?? "", now: Timestamp(seconds: Int64(time(nil))))
      try await withAgent { client in
        // People say times by this computer's clock, and the agent may know that it is wrong.
        let behind = Span(milliseconds: -Int64(try await client.snapshot().host.clockDifference))
        try await client.mute(cause, audience: audience, until: WireTime(end + behind))
        let mutes = try await client.snapshot().host.mutes.filter { $0.cause == cause }
        if output.json { return try writeJSON(mutes) }
        let text = NoticeWriter.own
        for mute in mutes { writeLine(text.sentence(about: mute)) }
        writeError(text.reader.text(.mutedStays, ["command": "stationctl notice unmute \(cause)"]))
      }
    }
  }
}

struct NoticeUnmute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmute", abstract: "Tell people about a cause again.")

  @Argument(help: "The cause that is muted: see stationctl notice mutes.") var cause: String
  @Option(
    help: """
      Which of its mutes ends: administrators, people (all others) or everyone. Default: all of them.
      """)
  var audience: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let before = try await client.snapshot().host.mutes.filter { $0.cause == cause }
        let asked = audience.map { [$0] } ?? before.map(\.audience)
        // Also where nothing is muted: the agent knows which causes there are.
        for audience in asked.isEmpty ? ["everyone"] : asked {
          try await client.unmute(cause, audience: audience)
        }
        let left = try await client.snapshot().host.mutes.filter { $0.cause == cause }
        if output.json { return try writeJSON(left) }
        let text = NoticeWriter.own
        let term = left.count < before.count ? Term.unmuted : .notMuted
        writeLine(text.reader.text(term, ["cause": cause]))
        for mute in left { writeLine(text.sentence(about: mute)) }
      }
    }
  }
}

struct NoticeMutes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutes", abstract: "Which causes nobody is told about, and until when.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let mutes = try await client.snapshot().host.mutes
        if output.json { return try writeJSON(mutes) }
        let text = NoticeWriter.own
        if mutes.isEmpty { writeError(text.reader.text(.nothingMuted)) }
        writeTable(
          text.muteHeaders,
          mutes.map { mute in
            [
              mute.cause, text.audience(mute.audience), text.date(mute.since),
              text.date(mute.until), accountName(mute.by),
            ]
          })
      }
    }
  }
}

/// The agent does not ask the directories of accounts for it, which may be far away.
private func accountName(_ by: String) -> String {
  guard let uid = UInt32(by), let entry = getpwuid(uid) else { return clean(by, limit: 64) }
  return String(cString: entry.pointee.pw_name)
}
