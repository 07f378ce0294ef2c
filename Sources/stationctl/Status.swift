import AgentInterface
import ArgumentParser

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The whole picture: stations, licenses, notices, plugins.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        if output.json { return try writeJSON(snapshot) }
        show(snapshot)
      }
    }
  }

  private func show(_ snapshot: AgentSnapshot) {
    let host = snapshot.host
    writeFields([
      ("Agent", "version \(host.version), running"),
      ("Mode", host.mode),
      (
        "Licenses",
        "\(host.licensesUsed) of \(host.licenses) in use, "
          + "\(host.stationsShort) station\(host.stationsShort == 1 ? "" : "s") short"
      ),
      ("Host grace", hostGrace(host)),
      ("Source", host.source),
      (
        "Devices",
        "\(host.devices)"
          + (host.overflows == 0
            ? "" : ", \(host.overflows) overflow\(host.overflows == 1 ? "" : "s") recovered")
      ),
      ("Plugins", snapshot.plugins.map(pluginText).joined(separator: "\n")),
    ])
    let stations = stationTable(snapshot)
    if !stations.isEmpty {
      writeLine("")
      for line in stations { writeLine(line) }
    }
    for notice in snapshot.notices {
      writeLine("")
      writeLine("[\(notice.severity)] \(notice.summary)")
      writeLine("  \(notice.body)")
      if !notice.nextStep.isEmpty { writeLine("  \(notice.nextStep)") }
    }
  }

  private func hostGrace(_ host: HostView) -> String {
    guard let ends = host.hostGraceEnds else { return "not begun" }
    return "from \(text(host.hostGraceStarted)) to \(text(ends))"
  }

  private func pluginText(_ plugin: PluginView) -> String {
    var text = "\(plugin.name) \(plugin.version ?? ""): \(plugin.phase)"
    if let reason = plugin.reason { text += " (\(reason))" }
    return text
  }
}
