import AgentInterface
import ArgumentParser

struct DesktopShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Everything about one desktop.")

  @Argument(help: desktopHelp) var desktop: DesktopTarget
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        let view = try desktop.find(in: snapshot.desktops)
        if output.json { return try writeJSON(view) }
        writeFields(desktopFields(view, in: snapshot))
      }
    }
  }
}

/// What `desktop show` prints. Pure.
func desktopFields(_ view: DesktopView, in snapshot: AgentSnapshot) -> [(String, String)] {
  let station = snapshot.stations.first { $0.number == view.station }
  let place = snapshot.stations.first { $0.number == view.boundTo }
  let health = view.healthReason.map { "\(view.health): \($0)" } ?? view.health
  return [
    ("Desktop", "\(view.word), \(view.name)"),
    (
      "Kind",
      view.kind + (view.template ? ", a template" : "") + (view.network ? ", a remote session" : "")
    ),
    (
      "State",
      view.state + (view.stale ? ", as its plugin said last: it does not vouch for it now" : "")
    ),
    ("Health", health), ("User", view.user ?? ""), ("Comes from", view.client ?? ""),
    ("Address", view.address ?? ""),
    ("Station", station.map { "\($0.number), \($0.name)" } ?? "none yet"),
    ("License", station?.licenseReason ?? ""), ("Next step", station?.nextStep ?? ""),
    ("Shown at", place.map { "station \($0.number), \($0.name)" } ?? view.boundKey ?? ""),
    ("Labels", view.labels.joined(separator: ", ")),
  ].map { ($0.0, clean($0.1)) }
}
