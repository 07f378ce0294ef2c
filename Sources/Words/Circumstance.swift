/// Each thing that can be so and has texts of its own: a cause of notices, and where one cause comes
/// in several ways, each of them.
///
/// Its cases have no raw values: those would be hashed as texts, and texts are looked up by them all
/// the time. Their names are part of what ``NoticeSayings/text`` writes.
public enum Circumstance: Sendable, CaseIterable {
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
}

/// The texts of one circumstance. In braces: slots (``Slot``).
public struct CircumstanceTerms: Sendable, Equatable {
  /// One line without a full stop. It is the notice's summary, and part of the sentence that
  /// `stationctl station show` has for a station.
  public var title: Term
  /// What happened, in whole sentences.
  public var message: Term
  /// For administrators, without the last full stop: it may end with a command.
  public var nextStep: Term
}

extension Circumstance {
  public var terms: CircumstanceTerms {
    switch self {
    case .unconfigured: .unconfigured
    case .sourceUnknown: .sourceUnknown
    case .sourceDenied: .sourceDenied
    case .sourceIncompatible: .sourceIncompatible
    case .sourceUnreachable: .sourceUnreachable
    case .severalSources: .severalSources
    case .exhausted: .exhausted
    case .exhaustedForPeople: .exhaustedForPeople
    case .over: .over
    case .expired: .expired
    case .packEnding: .packEnding
    case .packEnded: .packEnded
    case .untrusted: .untrusted
    case .clockBehind: .clockBehind
    case .clockAhead: .clockAhead
    case .clockJumped: .clockJumped
    case .clockCorrected: .clockCorrected
    case .ledgerRestored: .ledgerRestored
    case .ledgerReplaced: .ledgerReplaced
    case .ledgerRolledBack: .ledgerRolledBack
    case .ledgerNotWritten: .ledgerNotWritten
    case .ledgerBroken: .ledgerBroken
    case .ledgerPutBack: .ledgerPutBack
    case .ledgerGone: .ledgerGone
    case .ledgerWitness: .ledgerWitness
    case .pluginFailed: .pluginFailed
    case .pluginUnwell: .pluginUnwell
    case .candidate: .candidate
    case .candidateWithoutDisplay: .candidateWithoutDisplay
    case .candidateMayBe: .candidateMayBe
    case .flapping: .flapping
    case .refusedDisabled: .refusedDisabled
    case .refusedUnlicensed: .refusedUnlicensed
    }
  }
}
