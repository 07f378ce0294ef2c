import AgentInterface
import ArgumentParser

struct DesktopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desktop", abstract: "Look at virtual desktops, start, stop and assign them.",
    discussion: """
      A desktop is named as PLUGIN/ID, by its id or its name alone if no other has the same, or by \
      the number of the station that it is. What a plugin is asked for is done when this program ends \
      or soon after: see stationctl desktop list.
      """,
    subcommands: [
      DesktopList.self, DesktopShow.self, DesktopStart.self, DesktopStop.self, DesktopAssign.self,
      DesktopUnassign.self, DesktopViewCommand.self,
    ])
}

/// A desktop as a person names it.
struct DesktopTarget: ExpressibleByArgument {
  var text: String
  init?(argument: String) {
    if argument.isEmpty { return nil }
    text = argument
  }

  func find(in desktops: [DesktopView]) throws -> DesktopView {
    if let desktop = desktops.first(where: { $0.word == text || "desktop:" + $0.word == text }) {
      return desktop
    }
    let alike = desktops.filter { $0.id == text }
    if alike.count > 1 {
      throw Failure(
        .refused, "There are \(alike.count) desktops \(clean(text)).",
        nextStep: "Say which: " + alike.map(\.word).joined(separator: ", "))
    }
    if let desktop = alike.first ?? desktops.first(where: { $0.station.map(String.init) == text }) {
      return desktop
    }
    let named = desktops.filter { $0.name == text || $0.plugin + "/" + $0.name == text }
    if named.count > 1 {
      throw Failure(
        .refused, "There are \(named.count) desktops called \(clean(text)).",
        nextStep: "Say which: " + named.map(\.word).joined(separator: ", "))
    }
    if let desktop = named.first { return desktop }
    throw Failure(
      .refused, "There is no desktop \(clean(text)).",
      nextStep: desktops.isEmpty
        ? "No plugin lists desktops. See how the plugins are: stationctl plugin list"
        : "There " + (desktops.count == 1 ? "is: " : "are: ") + someOf(desktops.map(\.word))
          + (desktops.count > 5 ? ". All of them: stationctl desktop list" : ""))
  }
}

let desktopHelp: ArgumentHelp =
  "The desktop as PLUGIN/ID, its id, its name, or its station's number."

/// At most five, and how many more there are.
func someOf(_ names: [String]) -> String {
  let shown = names.prefix(5).map(clean).joined(separator: ", ")
  return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
}

extension DesktopView {
  /// As commands name it.
  var word: String { plugin + "/" + id }
}

/// Does something with one desktop and says so; `done` is the end of the sentence.
func operating(
  _ target: DesktopTarget, _ output: OutputOptions, _ done: String,
  _ change: @Sendable (AgentClient, AgentSnapshot, DesktopView) async throws -> Void
) async throws {
  try await DesktopCommand().reportingFailures {
    try await withAgent { client in
      let before = try await client.snapshot()
      let desktop = try target.find(in: before.desktops)
      try await change(client, before, desktop)
      if output.json {
        let after = try await client.snapshot().desktops
        try writeJSON(after.first { $0.word == desktop.word } ?? desktop)
      } else {
        writeLine("Desktop \(desktop.word) (\(clean(desktop.name))) \(done).")
      }
    }
  }
}
