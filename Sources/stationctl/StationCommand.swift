import AgentInterface
import ArgumentParser

struct StationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "station", abstract: "Look at and change one station.",
    subcommands: [
      StationShow.self, StationRename.self, StationExplain.self, StationBind.self,
      StationEnroll.self, StationIgnore.self, StationSet.self, StationMoved.self,
      StationRemap.self, StationForget.self, StationPowerCycle.self, StationIdentify.self,
      StationDisable.self, StationEnable.self, StationListCommand.self,
    ])
}

/// Where people look for it who know the other groups of commands.
struct StationListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The same as 'stationctl stations'.")

  @OptionGroup var stations: Stations

  func run() async throws { try await stations.run() }
}

/// A station by its number or key, or a candidate by its key.
struct Target: ExpressibleByArgument {
  var text: String
  init?(argument: String) {
    if argument.isEmpty { return nil }
    text = argument
  }

  enum Found {
    case station(StationView)
    case candidate(CandidateView)
  }

  func find(in snapshot: AgentSnapshot) throws -> Found {
    if let station = snapshot.stations.first(where: { String($0.number) == text || $0.key == text })
    {
      return .station(station)
    }
    if let candidate = snapshot.candidates.first(where: { $0.key == text }) {
      return .candidate(candidate)
    }
    throw Failure(
      .refused, "There is no station or candidate \(text).",
      nextStep: "See what there is with: stationctl stations")
  }

  func station(in snapshot: AgentSnapshot) throws -> StationView {
    guard case .station(let station) = try find(in: snapshot) else {
      throw Failure(
        .refused, "\(text) is not a station yet.",
        nextStep: "Make it one with: stationctl station enroll \(text)")
    }
    return station
  }
}

let targetHelp: ArgumentHelp = "The station's number or key, or a candidate's key."

struct StationShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Everything about one station.")

  @Argument(help: targetHelp) var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        switch try station.find(in: try await client.snapshot()) {
        case .station(let view): output.json ? try writeJSON(view) : show(view)
        case .candidate(let view): output.json ? try writeJSON(view) : show(view)
        }
      }
    }
  }

  private func show(_ view: StationView) {
    writeFields([
      ("Station", "\(view.number), \(view.name)"), ("Kind", view.kind), ("Key", view.key),
      ("State", view.stateReason), ("Disabled", disabledText(view)),
      ("License", view.licenseReason),
      ("Next step", view.nextStep ?? ""),
      ("Own grace", graceText(view)), ("Signed in", view.users.joined(separator: ", ")),
      ("Priority", view.priority == 0 ? "" : String(view.priority)),
      ("Labels", view.labels.joined(separator: ", ")),
      ("Shows", view.desktop.map { "desktop " + clean($0) } ?? ""),
      ("Turn", view.turn == 0 ? "" : "\(view.turn) when licenses run short"),
      ("Seat", view.seat ?? ""), ("Bound display", view.binding ?? ""),
      ("Enrolled", text(view.enrolledAt)), ("Parts", partsText(view.parts)),
      ("Note", view.remarks.joined(separator: "\n")),
    ])
  }

  private func disabledText(_ view: StationView) -> String {
    guard let since = view.disabledSince else { return "" }
    return "since \(text(since)): nobody new may sign in"
      + (view.disabledMessage.map { "\n\"\($0)\"" } ?? "")
  }

  private func graceText(_ view: StationView) -> String {
    guard let began = view.stationGraceStarted else { return "" }
    return "began \(text(began)), ends \(text(view.stationGraceEnds))"
  }

  private func show(_ view: CandidateView) {
    writeFields([
      ("Candidate", view.label), ("Kind", view.kind), ("Key", view.key),
      ("State", view.stateReason), ("Standing", view.standing), ("Seat", view.seat),
      ("Parts", partsText(view.parts)), ("Note", view.remarks.joined(separator: "\n")),
    ])
  }

  private func partsText(_ parts: [PartView]) -> String {
    parts.map { part in
      var line = "\(part.kind): \(part.label)"
      if let display = part.display { line += ", \(display)" }
      if let status = part.status { line += ", \(status)" }
      return line
    }.joined(separator: "\n")
  }
}

struct StationRename: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a station a name.")

  @Argument(help: "The station's number or key.") var station: Target
  @Argument(help: "1 to 64 characters.") var name: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await changing(station, output, "is now called \(name)") { client, number in
      try await client.rename(number, name)
    }
  }
}

struct StationForget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Forget a station that is gone. Its number and license become free.")

  @Argument(help: "The station's number or key.") var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await changing(station, output, "is forgotten") { client, number in
      try await client.forget(number)
    }
  }
}

struct StationEnroll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enroll", abstract: "Make a candidate a station.")

  @Argument(help: "The candidate's key, from: stationctl stations") var candidate: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        switch try candidate.find(in: try await client.snapshot()) {
        case .station(let view):
          throw Failure(
            .refused, "\(view.name) is station \(view.number) already.", nextStep: "")
        case .candidate(let view):
          try await client.enroll(view.key)
          try report(view.key, try await client.snapshot(), output, "is enrolled")
        }
      }
    }
  }
}

/// Changes one station and reports its new state.
func changing(
  _ target: Target, _ output: OutputOptions, _ done: String,
  _ change: @Sendable (AgentClient, Int) async throws -> Void
) async throws {
  try await StationCommand().reportingFailures {
    try await withAgent { client in
      let view = try target.station(in: try await client.snapshot())
      try await change(client, view.number)
      try report(view.key, try await client.snapshot(), output, done, before: view)
    }
  }
}

/// Prints the station with that key after a change: all of it for programs, a line for people.
func report(
  _ key: String, _ snapshot: AgentSnapshot, _ output: OutputOptions, _ done: String,
  before: StationView? = nil
) throws {
  let after = snapshot.stations.first { $0.key == key }
  if output.json {
    if let view = after ?? before { try writeJSON(view) }
  } else {
    writeLine("Station \((after ?? before).map { String($0.number) } ?? key) \(done).")
  }
}
