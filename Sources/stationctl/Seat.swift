import AgentInterface
import ArgumentParser

struct SeatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seat", abstract: "Make stations seats at which people can sign in.",
    subcommands: [SeatPlanCommand.self, SeatApply.self, SeatRelease.self])
}

struct SeatPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Say of each station what its seat is, or would be.",
    discussion: "Changes nothing; everybody may ask.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in try show(try await client.seatPlan(), output) }
    }
  }
}

struct SeatApply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Attach the hubs and cards of stations to their seats.",
    discussion: """
      Nothing is taken from a seat where somebody is signed in, and the computer keeps its last keyboard \
      and card. Exit code 0 if each station that was asked for has its seat, else 1 (/usr/share/doc/stationmaster/seats.md).
      """)

  @Argument(help: "Numbers of stations; all if there are none.") var numbers: [Int] = []
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try check(numbers)
      try await withAgent { client in
        let lines = try await client.applySeats(numbers)
        try show(lines, output)
        // Of all stations, some never can.
        let good = numbers.isEmpty ? ["ready", "impossible", "none"] : ["ready"]
        if !lines.allSatisfy({ good.contains($0.state) }) { throw ExitCode(1) }
      }
    }
  }
}

struct SeatRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Give back what the agent attached to stations' seats.",
    discussion: """
      No rule of the agent's is left behind; other people's rules stay. Refused while somebody is signed \
      in at the seat. Exit code 0 if nothing is left, else 1 (/usr/share/doc/stationmaster/seats.md).
      """)

  @Argument(help: "Numbers of stations, also of former ones; all if there are none.")
  var numbers: [Int] = []
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try check(numbers)
      try await withAgent { client in
        let lines = try await client.releaseSeats(numbers)
        try show(lines, output)
        if !lines.allSatisfy({ $0.state == "none" }) { throw ExitCode(1) }
      }
    }
  }
}

private func check(_ numbers: [Int]) throws {
  guard let bad = numbers.first(where: { !(0...9999).contains($0) }) else { return }
  throw Failure(
    .refused, "There is no station \(bad).", nextStep: "See what there is: stationctl seat plan")
}

private func show(_ lines: [SeatLine], _ output: OutputOptions) throws {
  if output.json { return try writeJSON(lines) }
  writeTable(
    ["NO", "NAME", "SEAT", "STATE", "WHY"],
    lines.map { line in
      [
        String(line.number), line.name.isEmpty ? "-" : line.name, line.seat ?? "-", line.state,
        line.why,
      ]
    })
  for line in lines {
    if let next = line.nextStep { writeError("Station \(line.number): \(next)") }
  }
}
