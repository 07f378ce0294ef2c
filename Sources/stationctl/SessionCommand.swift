import AgentInterface
import ArgumentParser

struct SessionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "See who is signed in, and where.",
    subcommands: [SessionList.self])
}

struct SessionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "All sessions of people, at this computer and from elsewhere.",
    discussion: """
      Greeters, sessions that are ending and what runs in the background are none. Exit code 1 if it is \
      not known who is signed in, which is not the same as nobody.
      """)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        if output.json { try writeJSON(SessionsShown(snapshot)) }
        if let why = snapshot.host.sessionsUnknown {
          if output.json { throw ExitCode(1) }
          throw Failure(
            .refused, clean(why),
            nextStep: "See how the login service is: systemctl status systemd-logind")
        }
        if output.json { return }
        for line in sessionTable(snapshot.sessions) { writeLine(line) }
      }
    }
  }
}

/// What `session list --json` prints: the sessions, or why they are not known.
struct SessionsShown: Encodable {
  var sessions: [SessionView]?
  var unknown: String?

  init(_ snapshot: AgentSnapshot) {
    unknown = snapshot.host.sessionsUnknown
    sessions = unknown == nil ? snapshot.sessions : nil
  }
}

/// The table of sessions. Pure.
func sessionTable(_ sessions: [SessionView]) -> [String] {
  tableLines(
    ["ID", "USER", "STATION", "WHERE", "ACTIVE", "TYPE", "SINCE"],
    sessions.map { session in
      [
        session.id, session.user, session.station.map(String.init) ?? "-", placeText(session),
        session.active ? "yes" : "no", session.type, text(session.since),
      ].map(clean)
    })
}

private func placeText(_ session: SessionView) -> String {
  if let seat = session.seat { return seat }
  if let host = session.remoteHost { return "from " + host }
  return session.remote ? "elsewhere" : "-"
}
