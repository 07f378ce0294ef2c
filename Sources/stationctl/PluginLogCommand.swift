import AgentInterface
import ArgumentParser
import StationModel

struct PluginLogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "What a plugin wrote, and what the agent says about it.",
    discussion: """
      The agent keeps the last 500 lines of each plugin since its own start. All of them, and those of \
      before: journalctl -u stationmaster
      """)

  @Argument(help: "The plugin's name.") var plugin: PluginTarget
  @Option(name: [.customShort("n"), .long], help: "How many lines at most.") var lines = 50
  @Flag(name: [.short, .long], help: "Go on with what it writes from now on, until interrupted.")
  var follow = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(0...500).contains(lines) { throw ValidationError("Take from 0 to 500 lines.") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let name = try plugin.find(in: try await client.snapshot().plugins).name
        var log = try await client.log(of: name, lines: follow ? 500 : lines)
        var last = log.last?.time
        log = Array(log.suffix(lines))
        if output.json, !follow { return try writeJSON(log) }
        try show(log)
        while follow {
          try await Task.sleep(for: .milliseconds(500))
          let new = try await client.log(of: name, lines: 500).filter { line in
            last.map { line.time > $0 } ?? true
          }
          last = new.last?.time ?? last
          try show(new)
        }
      }
    }
  }

  private func show(_ log: [PluginLogLine]) throws {
    for line in log {
      output.json ? try writeJSON(line, onOneLine: true) : writeLine(logText(line))
    }
  }
}

/// A line of the log for people. Pure.
func logText(_ line: PluginLogLine) -> String {
  let words = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"]
  let level = words.indices.contains(line.level) ? words[line.level] : "info"
  // Ordinary lines have no level, so that the others are seen.
  return line.time.time.iso + " " + (line.level >= 6 ? "" : level + ": ")
    + clean(line.text, limit: 2000)
}
