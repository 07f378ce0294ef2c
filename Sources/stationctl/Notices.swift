import AgentInterface
import ArgumentParser

struct Notices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What people must know now, the gravest first.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let notices = try await client.snapshot().notices
        if output.json { return try writeJSON(notices) }
        if notices.isEmpty { writeError("There is nothing to tell.") }
        for (index, notice) in notices.enumerated() {
          if index > 0 { writeLine("") }
          writeFields([
            ("Notice", notice.summary), ("Severity", "\(notice.severity), \(notice.stage)"),
            ("What", notice.body), ("Until", notice.deadline.map { text($0) } ?? ""),
            ("Next step", notice.nextStep), ("For", notice.audience), ("Id", notice.id),
          ])
        }
      }
    }
  }
}
