import StationModel
import Words

extension Circumstance {
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

  /// What is known of it besides its texts.
  var text: CauseText { row }

  /// The same, ready to be used.
  var templates: Templates { Self.prepared[self] ?? Templates(row) }

  private static let prepared = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, Templates($0.row)) })

  struct Templates: Sendable {
    var solved: Template
    var severity: Notice.Severity?

    init(_ text: CauseText) {
      solved = Template(text.solved)
      severity = text.severity
    }
  }
}
