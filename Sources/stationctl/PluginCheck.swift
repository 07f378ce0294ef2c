import ArgumentParser
import Conformance

struct PluginCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what a plugin does against the contract. Needs no agent.",
    discussion: """
      Starts the plugin of the folder as the agent would, again and again, with a state folder of \
      its own in a temporary place, and checks every rule of /usr/share/doc/stationmaster/plugins.md. The exit code is 1 if \
      one is violated. Nothing is asked for that starts, stops or assigns a desktop, unless \
      --operate names one for it. The plugin itself works with its hypervisor or bus as ever.
      """)

  @Argument(help: "The folder with plugin.json in it.") var folder: String
  @Option(
    help: "The id of a stopped desktop that is nobody's: start, stop, assign and unassign it.")
  var operate: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let report = await Conformance.check(folder, operate: operate)
    if output.json {
      try writeJSON(report)
    } else {
      for line in checkLines(report) { writeLine(line) }
    }
    if !output.json { writeError(checkSummary(report)) }
    if !report.violations.isEmpty { throw ExitCode(1) }
  }
}

/// A line per check, and below one that is violated what was seen and what to do. Checks that were
/// all left out for one reason are one line.
func checkLines(_ report: CheckReport) -> [String] {
  let width = report.checks.map(\.rule.count).max() ?? 0
  var lines = report.remarks
  var rest = report.checks[...]
  while let check = rest.first {
    let alike = rest.prefix { $0.verdict == .notApplicable && $0.came == check.came }
    if alike.count > 5 {
      lines.append("-         \(alike.count) rules: " + (check.came ?? ""))
    } else {
      lines += checkLines(check, width)
    }
    rest = rest.dropFirst(alike.count > 5 ? alike.count : 1)
  }
  return lines
}

private func checkLines(_ check: CheckReport.Check, _ width: Int) -> [String] {
  let verdict =
    switch check.verdict {
    case .ok: "ok        "
    case .violated: "VIOLATED  "
    case .notApplicable: "-         "
    }
  let head =
    verdict + check.rule + String(repeating: " ", count: width - check.rule.count + 2)
    + check.title
  guard check.verdict == .violated else { return [head + (check.came.map { ": " + $0 } ?? "")] }
  let details: [(String, String?)] = [
    ("sent", check.sent), ("came", check.came), ("rule", check.sentence), ("do", check.advice),
  ]
  return [head]
    + details.compactMap { name, text in
      guard let text, !text.isEmpty else { return nil }
      return String(repeating: " ", count: 12) + name
        + String(repeating: " ", count: 6 - name.count) + text
    }
}

/// One line that says how it stands as a whole.
func checkSummary(_ report: CheckReport) -> String {
  func count(_ verdict: CheckReport.Verdict) -> Int {
    report.checks.count { $0.verdict == verdict }
  }
  let name = report.plugin.map { "\($0) \(report.version ?? ""): " } ?? ""
  let end =
    report.violations.isEmpty ? "." : ". The rules are in /usr/share/doc/stationmaster/plugins.md."
  return name + "\(count(.ok)) rules kept, \(count(.violated)) violated, "
    + "\(count(.notApplicable)) not applicable" + end
}
