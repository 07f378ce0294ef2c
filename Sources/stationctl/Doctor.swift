import AgentInterface
import ArgumentParser
import Glibc

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what is wrong and what helps. Changes nothing; everybody may ask.",
    discussion: """
      Exit codes: 0 if nothing is worse than a note; 1 if there is a warning; 2 if there is a problem; \
      69 if the agent is not running: then only what can be seen without it is said.
      """)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      do {
        try await withAgent { client in
          let findings = try await client.doctor()
          try tell(Diagnosis(findings))
        }
      } catch let failure as Failure where failure.code == .unavailable {
        let silence = FindingView("agent", .problem, failure.message, nextStep: failure.nextStep)
        try show(Diagnosis([silence] + Surroundings.look()))
        throw failure
      }
    }
  }

  private func tell(_ diagnosis: Diagnosis) throws {
    try show(diagnosis)
    switch diagnosis.level {
    case .ok, .note: break
    case .warning: throw ExitCode(1)
    case .problem: throw ExitCode(2)
    }
  }

  private func show(_ diagnosis: Diagnosis) throws {
    if output.json { return try writeJSON(diagnosis) }
    for line in diagnosis.lines { writeLine(line) }
  }
}

/// What `doctor --json` prints.
struct Diagnosis: Encodable {
  /// That of the gravest finding.
  var level: FindingView.Level
  /// The gravest first.
  var findings: [FindingView]

  init(_ findings: [FindingView]) {
    // By level; within one in the order in which they came, which a plain sort may change.
    self.findings = FindingView.Level.allCases.reversed().flatMap { level in
      findings.filter { $0.level == level }
    }
    level = findings.map(\.level).max() ?? .ok
  }

  /// The summary, then each finding with what to do.
  var lines: [String] {
    var lines = [summary]
    for finding in findings {
      lines.append("[\(finding.level.rawValue)] \(finding.area): \(finding.what)")
      if let next = finding.nextStep { lines.append("  \(next)") }
    }
    return lines
  }

  private var summary: String {
    let counts = [
      (FindingView.Level.problem, "problem"), (.warning, "warning"), (.note, "note"),
    ].compactMap { level, word -> String? in
      let number = findings.count { $0.level == level }
      return number == 0 ? nil : "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    return counts.isEmpty ? "Nothing is wrong." : counts.joined(separator: ", ") + "."
  }
}

/// What can be seen without an agent.
enum Surroundings {
  static func look() -> [FindingView] {
    [
      access("/run/udev/control", F_OK) == 0
        ? FindingView("udev", .ok, "udev is running.")
        : FindingView(
          "udev", .problem, "udev is not running: /run/udev/control is not there.",
          nextStep: "Start it with: systemctl start systemd-udevd. A container has no devices."),
      access("/dev/bus/usb", F_OK) == 0
        ? FindingView("usb", .ok, "/dev/bus/usb is there.")
        : FindingView(
          "usb", .warning, "/dev/bus/usb is not there, so no hub can be asked what it is.",
          nextStep: "A container needs it from its host; a computer needs a USB controller."),
    ]
  }
}
