import AgentInterface
import ArgumentParser
import Configuration

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Say what is configured, and where each value comes from.",
    subcommands: [ConfigShow.self], defaultSubcommand: ConfigShow.self)
}

struct ConfigShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "The values that count, each with the file and line that set it.",
    discussion: """
      It is the running agent that is asked; everybody may. It also says where the files are not what \
      counts: when they have a mistake, were changed and not read yet, or wait for a restart. If the \
      agent is not running, what stands in the files is shown, and the exit code is 69.
      """)

  @Argument(
    help: "Keys such as Seats.seats or host-grace, or sections such as Licensing. Default: all.")
  var names: [String] = []
  @Flag(help: "Only what a file sets.") var changed = false
  @Flag(help: "Ask no agent: show what stands in the files.") var files = false
  @Option(
    help: """
      Where there is no agent to ask: the configuration file, in place of that of the installed agent.
      """)
  var config: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let keys = try ConfiguredFiles.keys(names)
      if files { return try show(try ConfiguredFiles(config).answer(), keys) }
      do {
        try await withAgent { client in
          let view = try await client.snapshot().host.configuration
          let answer = ConfigurationAnswer(view, values: try await client.configuration())
          try show(answer, keys)
          if !output.json { tell(answer) }
          tellOfFile(view)
        }
      } catch let failure as Failure where failure.code == .unavailable {
        // A mistake in them may be the very reason why it does not run.
        do {
          try show(try ConfiguredFiles(config).answer(), keys)
        } catch let mistake as Failure {
          writeError("stationctl: \(mistake)")
        }
        throw failure
      }
    }
  }

  private func show(_ answer: ConfigurationAnswer, _ keys: [KeyInfo]) throws {
    let titles = Set(keys.map(\.title))
    var answer = answer
    answer.values = answer.values.filter {
      titles.contains($0.key) && (!changed || $0.isChanged)
    }
    if output.json { return try writeJSON(answer) }
    if answer.from == .files {
      writeError(
        "This is what stands in the files (\(answer.file)); no agent was asked what counts.")
    }
    // Who asks about one key wants to know all about it.
    if names.count == 1, keys.count == 1, let key = keys.first, let value = answer.values.first {
      return writeFields(ConfigText.fields(value, key, fromCopy: answer.fromCopy ?? false))
    }
    for line in ConfigText.table(answer) { writeLine(line) }
  }

  /// Whoever names a file must not take the agent's answer for what stands there.
  private func tellOfFile(_ view: ConfigurationView) {
    guard let config, config != view.file else { return }
    writeError(
      clean(
        "The agent answered, which is configured at \(view.file); \(config) was not read. To see it: "
          + "stationctl config --files --config \(config)", limit: 1000))
  }

  /// Where the files are not what counts.
  private func tell(_ answer: ConfigurationAnswer) {
    for line in ConfigText.remarks(answer, files: ConfiguredFiles(answer.file).news(answer)) {
      writeError(clean(line, limit: 1000))
    }
  }
}
