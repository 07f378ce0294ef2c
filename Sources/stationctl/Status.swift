import AgentInterface
import ArgumentParser
import StationModel

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
    let licensing = snapshot.licensing
    writeFields([
      ("Agent", "version \(host.version), running"),
      ("Configuration", configurationText(host.configuration)),
      ("Maintenance", maintenanceText(host) ?? ""), ("Mode", licensing.mode),
      ("Licenses", licensesText(licensing)),
      ("Host grace", hostGrace(licensing)),
      ("Sources", licensing.sources.map(sourceText).joined(separator: "\n")),
      ("Ledger", licensing.ledgerTroubles.joined(separator: "\n")),
      ("Clock", clockText(host.clockDifference)),
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
    let text = NoticeWriter.own
    for notice in snapshot.notices {
      writeLine("")
      for line in text.lines(of: notice) { writeLine(line) }
    }
  }

  /// Said only where the files are not what counts.
  private func configurationText(_ configuration: ConfigurationView) -> String {
    var lines: [String] = []
    if let sentence = configuration.troubleSentence {
      lines += [sentence, ConfigurationView.remedy]
    }
    if let sentence = configuration.waitingSentence {
      lines += [sentence, ConfigurationView.restart]
    }
    return lines.map { clean($0, limit: 1000) }.joined(separator: "\n")
  }

  private func licensesText(_ licensing: LicensingView) -> String {
    var text = "\(licensing.licensesUsed) of \(licensing.licenses) in use"
    if licensing.licensesReserved > 0 { text += ", \(licensing.licensesReserved) kept for labels" }
    text += ", \(licensing.stationsShort) station\(licensing.stationsShort == 1 ? "" : "s") short"
    if licensing.peopleOver > 0 {
      text +=
        ", \(licensing.peopleOver) \(licensing.peopleOver == 1 ? "person" : "people") over"
    }
    return text
  }

  private func hostGrace(_ licensing: LicensingView) -> String {
    guard let ends = licensing.hostGraceEnds else { return "not begun" }
    let began = "began \(text(licensing.hostGraceStarted))"
    return licensing.hostGraceEnded.map { "\(began), ended \(text($0)) by the first license" }
      ?? "\(began), ends \(text(ends))"
  }

  private func sourceText(_ source: SourceView) -> String {
    "\(source.name): \(source.state)" + (source.why.map { " (\($0))" } ?? "")
  }

  /// Said only where it matters: nobody reads a clock to the minute.
  private func clockText(_ milliseconds: Int) -> String {
    let span = Span(milliseconds: Int64(milliseconds.magnitude))
    if span < .minutes(2) { return "" }
    return
      "\(span.words) \(milliseconds > 0 ? "ahead of" : "behind") the time by which deadlines are kept"
  }

  private func pluginText(_ plugin: PluginView) -> String {
    var text = "\(plugin.name) \(plugin.version ?? ""): \(plugin.phase)"
    if plugin.phase == "ready" {
      if plugin.health != "ready" { text += ", \(plugin.health)" }
      if let reason = plugin.healthReason { text += " (\(reason))" }
    } else if let reason = plugin.reason {
      text += " (\(reason))"
    }
    return clean(text, limit: 600)
  }
}
