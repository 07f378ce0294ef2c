public import StationModel
import Words

/// Something about the ledger that an administrator must know.
public struct LedgerTrouble: Sendable, Equatable {
  public var kind: Kind
  /// What was found, in sentences.
  public var message: String
  /// Nil for the one that the table of causes has.
  public var nextStep: String?
  /// Nil for the one that the table of causes has.
  public var severity: Notice.Severity?

  public enum Kind: Sendable, CaseIterable {
    /// Damaged: it was set aside, and a backup took its place.
    case restored
    /// Damaged: it was set aside, and a new one was begun.
    case replaced
    /// An older file took its place.
    case rolledBack
    case notWritten
    /// The chain of its history does not fit together.
    case broken
    /// An administrator restored a copy.
    case putBack
    /// Its file was gone, and a new one was begun.
    case gone
    /// The file beside it that keeps graces cannot be used.
    case witness
  }

  public init(
    kind: Kind, message: String, nextStep: String? = nil, severity: Notice.Severity? = nil
  ) {
    self.kind = kind
    self.message = message
    self.nextStep = nextStep
    self.severity = severity
  }
}

extension LedgerTrouble {
  /// How grave it is, be it said or by the table.
  public var gravity: Notice.Severity {
    severity ?? Circumstance(kind).templates.severity ?? .critical
  }
  /// What to do next, be it said or by the table.
  public var advice: String { nextStep ?? Wording(Circumstance(kind), [:]).nextStep }
}

extension [LedgerTrouble] {
  /// The worst first, then in the order of the kinds; each once.
  var inOrder: [LedgerTrouble] {
    let kinds = LedgerTrouble.Kind.allCases
    func order(_ trouble: LedgerTrouble) -> (Int, String, String) {
      (kinds.firstIndex(of: trouble.kind) ?? 0, trouble.message, trouble.nextStep ?? "")
    }
    let sorted = sorted {
      $0.gravity != $1.gravity ? $0.gravity > $1.gravity : order($0) < order($1)
    }
    return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element)
  }
}
