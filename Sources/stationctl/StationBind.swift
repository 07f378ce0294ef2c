import AgentInterface
import ArgumentParser

struct StationBind: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bind",
    abstract: "Give a display to a station; without a display, list those there are.",
    discussion: """
      The display is named as the kernel does now (card1, or card1-HDMI-A-1 for one socket of it) \
      or by its place. It is remembered by its place, which stays the same from boot to boot. \
      A candidate that gets a display becomes a station.
      """)

  @Argument(help: "The station's number or key, or a candidate's key.") var station: Target
  @Argument(help: "The display.") var display: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        let target = try station.find(in: snapshot)
        guard let display else { return try list(snapshot) }
        let key: String
        switch target {
        case .station(let view):
          key = view.key
          try await client.bind(view.number, display)
        case .candidate(let view):
          key = view.key
          try await client.bind(candidate: view.key, display)
        }
        try report(key, try await client.snapshot(), output, "has the display \(display)")
      }
    }
  }

  private func list(_ snapshot: AgentSnapshot) throws {
    let displays = snapshot.host.displays
    if output.json { return try writeJSON(displays) }
    if displays.isEmpty { writeError("There is no display.") }
    writeTable(
      ["DISPLAY", "PLACE", "STATUS", "BELONGS TO"],
      displays.map { display in
        [display.kernelName, display.place, display.status, owner(display, snapshot)]
      })
  }

  private func owner(_ display: DisplayView, _ snapshot: AgentSnapshot) -> String {
    guard let key = display.owner else { return "nobody" }
    guard let station = snapshot.stations.first(where: { $0.key == key }) else { return key }
    return "\(station.number) \(station.name)"
  }
}
