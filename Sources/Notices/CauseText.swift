import StationModel
import Words

/// What stands beside the texts of one thing that can be so (``CircumstanceTerms``). In braces: slots
/// (``Slot``).
struct CauseText: Sendable, Equatable {
  var cause: NoticeCause
  /// Nil if its deadline says how severe it is.
  var severity: Notice.Severity?
  /// When it is so, for the documentation.
  var when: String
  /// Why its notice is closed, in English: for the journal and the history.
  var solved: String
}

/// The one table of causes. Notices, the sentences of `stationctl station show` and the table of
/// docs/licenses.md (``causeTable(in:)``) are all made from it and from the texts in the room `Words`.
extension Circumstance {
  var row: CauseText {
    switch self {
    case .unconfigured:
      CauseText(
        cause: .unconfigured, when: "nobody has said yet how licenses are counted",
        solved: "A license mode is set now.")
    case .sourceUnknown:
      CauseText(
        cause: .unreachable, when: "a license source was not asked since the agent started",
        solved: Self.answers)
    case .sourceDenied:
      CauseText(
        cause: .unreachable, when: "it answers, and refuses this host",
        solved: Self.answers)
    case .sourceIncompatible:
      CauseText(
        cause: .unreachable, when: "it answers in a version that this host does not know",
        solved: Self.answers)
    case .sourceUnreachable:
      CauseText(
        cause: .unreachable, when: "it does not answer. What it gave counts to the end of its term",
        solved: Self.answers)
    case .severalSources:
      CauseText(
        cause: .unreachable, when: "two or more sources are in one of these states",
        solved: Self.answers)
    case .exhausted:
      CauseText(
        cause: .exhausted,
        when: "licenses are counted by stations, and none that covers this one is free",
        solved: Self.isLicensed)
    case .exhaustedForPeople:
      CauseText(
        cause: .exhausted,
        when:
          "licenses are counted by people, and none is free for somebody who is signed in there",
        solved: Self.isLicensed)
    case .over:
      CauseText(
        cause: .exhausted, severity: .critical,
        when: "the same, there are user licenses, and the grace of the station is over "
          + "(state `over`)",
        solved: Self.isLicensed)
    case .expired:
      CauseText(
        cause: .expired, when: "all packs that covered it have ended",
        solved: Self.isLicensed)
    case .packEnding:
      CauseText(
        cause: .packEnding,
        when: "a pack ends within 30 days, its licenses are in use, and no other pack makes up "
          + "for them",
        solved: "Pack {pack} is made up for, or its licenses are no longer in use.")
    case .packEnded:
      CauseText(
        cause: .packEnding, when: "the same, and its end has come",
        solved: "Pack {pack} has ended.")
    case .untrusted:
      CauseText(
        cause: .untrusted, severity: .warning,
        when: "the key that signed a pack was revoked, or was taken out of the trusted keys",
        solved: "Pack {pack} is trusted, or no longer in the pool.")
    case .clockBehind:
      CauseText(
        cause: .clock, severity: .warning,
        when: "it shows an earlier time than the latest that was written down",
        solved: "The clock is right again.")
    case .clockAhead:
      CauseText(
        cause: .clock, severity: .warning,
        when: "it shows a much later time than the one that deadlines are counted by",
        solved: "The clock was put right or accepted.")
    case .clockJumped:
      CauseText(
        cause: .clock, severity: .warning, when: "it was set {way} while the agent was running",
        solved: Self.isSteady)
    case .clockCorrected:
      CauseText(
        cause: .clock, severity: .info,
        when: "the time that deadlines are counted by was corrected, and all of them moved along",
        solved: Self.isSteady)
    case .ledgerRestored:
      CauseText(
        cause: .ledger, severity: .critical,
        when: "its file could not be read at the start, and a good backup was there",
        solved: Self.isInOrder)
    case .ledgerReplaced:
      CauseText(
        cause: .ledger, severity: .critical,
        when: "its file could not be read at the start, and there was no good backup",
        solved: Self.isInOrder)
    case .ledgerRolledBack:
      CauseText(
        cause: .ledger, severity: .critical,
        when: "an old file was put in its place. Graces keep the dates that they had",
        solved: Self.isInOrder)
    case .ledgerNotWritten:
      CauseText(
        cause: .ledger, severity: .critical,
        when:
          "the disk is full, read-only or broken. Until it is written again, nothing is granted",
        solved: "The ledger is written again.")
    case .ledgerBroken:
      CauseText(
        cause: .ledger, severity: .critical, when: "a row of it is not what was written",
        solved: "The history in the ledger fits together.")
    case .ledgerPutBack:
      CauseText(
        cause: .ledger, severity: .info, when: "an administrator put a copy in its place",
        solved: Self.isInOrder)
    case .ledgerGone:
      CauseText(
        cause: .ledger, severity: .critical,
        when: "its file was removed. Graces keep the dates that they had",
        solved: Self.isInOrder)
    case .ledgerWitness:
      CauseText(
        cause: .ledger, severity: .warning,
        when: "the file beside the ledger that keeps graces if the ledger is lost cannot be used",
        solved: Self.isInOrder)
    case .pluginFailed:
      CauseText(
        cause: .pluginFailed, severity: .warning,
        when: "a plugin was given up after repeated crashes, or is refused and had desktops",
        solved: "Plugin {plugin} is no longer failed.")
    case .pluginUnwell:
      CauseText(
        cause: .pluginUnwell, severity: .warning,
        when: "a plugin runs, and has said for 10 minutes that it does not work, or not well",
        solved: "Plugin {plugin} is well again, or does not run any more.")
    case .candidate:
      CauseText(
        cause: .candidate, severity: .info,
        when: "a hub with a keyboard is there, and somebody has to decide",
        solved: Self.isDecided)
    case .candidateWithoutDisplay:
      CauseText(
        cause: .candidate, severity: .info, when: "the same, and only a display is missing",
        solved: Self.isDecided)
    case .candidateMayBe:
      CauseText(
        cause: .candidate, severity: .info, when: "it looks like a station that is gone",
        solved: Self.isDecided)
    case .flapping:
      CauseText(
        cause: .flapping, severity: .warning, when: "a device goes away again and again",
        solved: "{Thing} was steady for a while.")
    case .refusedDisabled:
      CauseText(
        cause: .signInRefused, severity: .warning,
        when: "somebody wanted to sign in at a station that an administrator closed; for a day",
        solved: Self.isOpen)
    case .refusedUnlicensed:
      CauseText(
        cause: .signInRefused, severity: .warning,
        when: "somebody wanted to sign in at a station without license and grace, and the "
          + "configuration says `block-new-sessions`; for a day",
        solved: Self.isOpen)
    }
  }

  // What several rows have.
  private static let answers = "{Source} answers again."
  private static let isLicensed = "{Station} is licensed now."
  private static let isSteady = "The clock went on steadily since."
  private static let isOpen = "People may sign in at {station} again."
  private static let isInOrder = "The ledger was found in order since."
  private static let isDecided = "There is nothing to decide there any more."
}
