/// What opening the ledger found out. Empty findings: all is as it was left.
public struct OpeningReport: Sendable, Equatable {
  public var path: String
  /// In the order in which they were found.
  public var findings: [OpeningFinding]

  public init(path: String, findings: [OpeningFinding] = []) {
    self.path = path
    self.findings = findings
  }

  /// Something was lost or is not to be trusted: administrators must know. A migration is no such
  /// thing.
  public var needsAttention: Bool { findings.contains { $0.needsAttention } }

  /// Sentences for people, one for each finding; empty if there is none.
  public var message: String { findings.map { $0.message(path) }.joined(separator: " ") }

  /// What to do next; empty if nothing is to be done.
  public var nextStep: String {
    var steps: [String] = []
    for finding in findings {
      guard let step = finding.nextStep, !steps.contains(step) else { continue }
      steps.append(step)
    }
    return steps.joined(separator: " ")
  }
}
