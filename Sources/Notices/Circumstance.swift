import StationModel

/// Each thing that can be so and has words of its own: a cause of notices, and where one cause comes
/// in several ways, each of them.
enum Circumstance: CaseIterable {
  case unconfigured
  case sourceUnknown, sourceDenied, sourceIncompatible, sourceUnreachable, severalSources
  case exhausted, exhaustedForPeople, over
  case expired
  case packEnding, packEnded, untrusted
  case clockBehind, clockAhead, clockJumped, clockCorrected
  case ledgerRestored, ledgerReplaced, ledgerRolledBack, ledgerNotWritten, ledgerBroken
  case ledgerPutBack, ledgerGone, ledgerWitness
  case pluginFailed, pluginUnwell
  case candidate, candidateWithoutDisplay, candidateMayBe
  case flapping
  case refusedDisabled, refusedUnlicensed

  init(_ state: SourceState) {
    switch state {
    case .unknown: self = .sourceUnknown
    case .denied: self = .sourceDenied
    case .incompatible: self = .sourceIncompatible
    case .reachable, .unreachable: self = .sourceUnreachable
    }
  }

  init(_ trouble: ClockTrouble) {
    switch trouble {
    case .behind: self = .clockBehind
    case .ahead: self = .clockAhead
    case .jumped: self = .clockJumped
    case .corrected: self = .clockCorrected
    }
  }

  init(_ kind: LedgerTrouble.Kind) {
    switch kind {
    case .restored: self = .ledgerRestored
    case .replaced: self = .ledgerReplaced
    case .rolledBack: self = .ledgerRolledBack
    case .notWritten: self = .ledgerNotWritten
    case .broken: self = .ledgerBroken
    case .putBack: self = .ledgerPutBack
    case .gone: self = .ledgerGone
    case .witness: self = .ledgerWitness
    }
  }

  init(_ reason: RefusedSignIn.Reason) {
    switch reason {
    case .disabled: self = .refusedDisabled
    case .unlicensed: self = .refusedUnlicensed
    }
  }

  /// Its words.
  var text: CauseText { row }

  /// The same, ready to be filled in.
  var templates: Templates { Self.prepared[self] ?? Templates(row) }

  private static let prepared = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, Templates($0.row)) })

  struct Templates: Sendable {
    var title: Template
    var message: Template
    var nextStep: Template
    var solved: Template
    var severity: Notice.Severity?

    init(_ text: CauseText) {
      title = Template(text.title)
      message = Template(text.message)
      nextStep = Template(text.nextStep)
      solved = Template(text.solved)
      severity = text.severity
    }
  }
}
