import StationModel

/// All words about one thing that can be so. In braces: slots (``Slot``).
struct CauseText: Sendable, Equatable {
  var cause: NoticeCause
  /// Nil if its deadline says how severe it is.
  var severity: Notice.Severity?
  /// One line without a full stop. It is the notice's summary, and part of the sentence that
  /// `stationctl station show` has for a station.
  var title: String
  /// When it is so, for the documentation.
  var when: String
  /// What happened, in whole sentences.
  var message: String
  var nextStep: String
  /// Why its notice is closed.
  var solved: String
}

/// The one table of words for causes. Notices, the sentences of `stationctl station show` and the
/// table of docs/licenses.md (``causeTable()``) are all made from it.
extension Circumstance {
  var row: CauseText {
    switch self {
    case .unconfigured:
      CauseText(
        cause: .unconfigured, title: "No license mode is set",
        when: "nobody has said yet how licenses are counted",
        message: "No license mode is set, so no station is given a license.",
        nextStep: "Say how licenses are counted. By stations: stationctl license mode per-device. "
          + "By people: stationctl license mode per-user",
        solved: "A license mode is set now.")
    case .sourceUnknown:
      CauseText(
        cause: .unreachable, title: "{Source} was not asked yet",
        when: "a license source was not asked since the agent started",
        message: "{Source} was not asked yet.",
        nextStep: "Wait a minute: it is asked by itself. If this stays so: stationctl doctor",
        solved: Self.answers)
    case .sourceDenied:
      CauseText(
        cause: .unreachable, title: "{Source} does not let this host in",
        when: "it answers, and refuses this host",
        message: "{Source} does not let this host in: {why}.",
        nextStep: "Ask whoever runs it to let this host in. How it stands: stationctl doctor",
        solved: Self.answers)
    case .sourceIncompatible:
      CauseText(
        cause: .unreachable, title: "{Source} speaks another version",
        when: "it answers in a version that this host does not know",
        message: "{Source} speaks another version: {why}.",
        nextStep: "Update this host or the source, so that both have the same version. "
          + "How it stands: stationctl doctor",
        solved: Self.answers)
    case .sourceUnreachable:
      CauseText(
        cause: .unreachable, title: "{Source} cannot be asked",
        when: "it does not answer. What it gave counts to the end of its term",
        message: "{Source} cannot be asked: {why}.",
        nextStep: "Find out what is wrong: stationctl doctor. "
          + "Licenses are given when it answers again",
        solved: Self.answers)
    case .severalSources:
      CauseText(
        cause: .unreachable, title: "{Count} license sources give no licenses now",
        when: "two or more sources are in one of these states", message: "{sources}",
        nextStep: "Find out what is wrong: stationctl doctor. "
          + "Licenses are given when they answer again",
        solved: Self.answers)
    case .exhausted:
      CauseText(
        cause: .exhausted, title: "No license is free for {station}",
        when: "licenses are counted by stations, and none that covers this one is free",
        message: "{Shortage}.",
        nextStep: "Add a pack: stationctl license add FILE. "
          + "Or give up a station that is no longer used: stationctl station forget NUMBER",
        solved: Self.isLicensed)
    case .exhaustedForPeople:
      CauseText(
        cause: .exhausted, title: "Somebody at {station} has no license",
        when:
          "licenses are counted by people, and none is free for somebody who is signed in there",
        message: "At {station}, {person} is signed in and has no license: {shortage}.",
        nextStep: Self.addUserPack, solved: Self.isLicensed)
    case .over:
      CauseText(
        cause: .exhausted, severity: .critical,
        title: "There are more people than licenses at {station}",
        when: "the same, there are user licenses, and the grace of the station is over "
          + "(state `over`)",
        message:
          "At {station}, {have} no license: {shortage}, and {missing} on this host. There has "
          + "been no grace there since {date}. Nobody is refused for it.",
        nextStep: Self.addUserPack, solved: Self.isLicensed)
    case .expired:
      CauseText(
        cause: .expired, title: "The licenses for {station} have run out",
        when: "all packs that covered it have ended",
        message: "The licenses for {station} have run out.",
        nextStep: "Add a pack that renews them: stationctl license add FILE",
        solved: Self.isLicensed)
    case .packEnding:
      CauseText(
        cause: .packEnding, title: "Pack {pack} ends soon",
        when: "a pack ends within 30 days, its licenses are in use, and no other pack makes up "
          + "for them",
        message: "Pack {pack} of {issuer} ends on {date}, {length} after this notice. {Held}. "
          + "When it ends, {short} short, since no other pack makes up for it.",
        nextStep: Self.renewPack,
        solved: "Pack {pack} is made up for, or its licenses are no longer in use.")
    case .packEnded:
      CauseText(
        cause: .packEnding, title: "Pack {pack} has ended", when: "the same, and its end has come",
        message: "Pack {pack} of {issuer} reached its end on {date}. {Held}. "
          + "Now {short} short, since no other pack makes up for it.",
        nextStep: Self.renewPack, solved: "Pack {pack} has ended.")
    case .untrusted:
      CauseText(
        cause: .untrusted, severity: .warning, title: "Pack {pack} is not trusted now",
        when: "the key that signed a pack was revoked, or was taken out of the trusted keys",
        message: "Pack {pack} is not trusted now: {why}. Those of its licenses that are held count "
          + "to the end of their terms, and no others are given or renewed.",
        nextStep:
          "What helps against it: stationctl doctor. A pack of the same issuer that replaces "
          + "it always does: stationctl license add FILE",
        solved: "Pack {pack} is trusted, or no longer in the pool.")
    case .clockBehind:
      CauseText(
        cause: .clock, severity: .warning, title: "The clock of this computer is behind",
        when: "it shows an earlier time than the latest that was written down",
        message: "The clock of this computer is {length} behind the latest time that was written "
          + "down. No deadline has moved by it: time goes on from the later one.",
        nextStep: "Set the date and time of this computer. How it stands then: stationctl doctor",
        solved: "The clock is right again.")
    case .clockAhead:
      CauseText(
        cause: .clock, severity: .warning, title: "The clock of this computer is ahead",
        when: "it shows a much later time than the one that deadlines are counted by",
        message: "The clock of this computer is {length} ahead of the time that deadlines are "
          + "counted by. No deadline has moved by it: only the time that really passes counts.",
        nextStep: "If the clock is wrong, set the date. If it is right, say so: "
          + "stationctl license accept-clock",
        solved: "The clock was put right or accepted.")
    case .clockJumped:
      CauseText(
        cause: .clock, severity: .warning, title: "The clock of this computer jumped",
        when: "it was set {way} while the agent was running",
        message: "At {date} the clock of this computer jumped {way} by {length}. No deadline has "
          + "moved by it: only the time that really passes counts.",
        nextStep: "Check the date of this computer and what sets it, and set it if it is wrong. "
          + "How it stands: stationctl doctor",
        solved: Self.isSteady)
    case .clockCorrected:
      CauseText(
        cause: .clock, severity: .info, title: "The clock of this computer was put right",
        when: "the time that deadlines are counted by was corrected, and all of them moved along",
        message: "The clock of this computer was put right by {length}, {way}. All dates moved "
          + "along, so each grace has as much time left as before: no deadline has come nearer.",
        nextStep: "Nothing is to be done. The dates as they are now: stationctl status",
        solved: Self.isSteady)
    case .ledgerRestored:
      CauseText(
        cause: .ledger, severity: .critical,
        title: "The ledger was damaged, a backup took its place",
        when: "its file could not be read at the start, and a good backup was there",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: Self.isInOrder)
    case .ledgerReplaced:
      CauseText(
        cause: .ledger, severity: .critical, title: "The ledger was damaged, a new one was begun",
        when: "its file could not be read at the start, and there was no good backup",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: Self.isInOrder)
    case .ledgerRolledBack:
      CauseText(
        cause: .ledger, severity: .critical, title: "The ledger is an older one than the last",
        when: "an old file was put in its place. Graces keep the dates that they had",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: Self.isInOrder)
    case .ledgerNotWritten:
      CauseText(
        cause: .ledger, severity: .critical, title: "The ledger cannot be written",
        when:
          "the disk is full, read-only or broken. Until it is written again, nothing is granted",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: "The ledger is written again.")
    case .ledgerBroken:
      CauseText(
        cause: .ledger, severity: .critical, title: "The history in the ledger was changed",
        when: "a row of it is not what was written",
        message: "{Found}.", nextStep: Self.lookAtLedger,
        solved: "The history in the ledger fits together.")
    case .ledgerPutBack:
      CauseText(
        cause: .ledger, severity: .info, title: "The ledger was restored",
        when: "an administrator put a copy in its place",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: Self.isInOrder)
    case .ledgerGone:
      CauseText(
        cause: .ledger, severity: .critical, title: "The ledger was gone, a new one was begun",
        when: "its file was removed. Graces keep the dates that they had",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: Self.isInOrder)
    case .ledgerWitness:
      CauseText(
        cause: .ledger, severity: .warning, title: "The ledger's witness is not in order",
        when: "the file beside the ledger that keeps graces if the ledger is lost cannot be used",
        message: "{Found}.", nextStep: Self.lookAtLedger, solved: Self.isInOrder)
    case .pluginFailed:
      CauseText(
        cause: .pluginFailed, severity: .warning, title: "Plugin {plugin} has failed",
        when: "a plugin was given up after repeated crashes, or is refused and had desktops",
        message: "Plugin {plugin} is not started again: {why}. Nothing is known of its desktops "
          + "meanwhile; their licenses are kept as for stations that are away.",
        nextStep: "See what it said: stationctl plugin log {plugin}. "
          + "When it is repaired: stationctl plugin restart {plugin}",
        solved: "Plugin {plugin} is no longer failed.")
    case .pluginUnwell:
      CauseText(
        cause: .pluginUnwell, severity: .warning,
        title: "Plugin {plugin} does not work as it should",
        when: "a plugin runs, and has said for 10 minutes that it does not work, or not well",
        message: "Plugin {plugin} runs, but has not been well since {date}. It says: {why}.",
        nextStep: "How it is now: stationctl plugin show {plugin}. "
          + "What it wrote: stationctl plugin log {plugin}",
        solved: "Plugin {plugin} is well again, or does not run any more.")
    case .candidate:
      CauseText(
        cause: .candidate, severity: .info, title: "\"{label}\" could be a station",
        when: "a hub with a keyboard is there, and somebody has to decide",
        message: "A hub with a keyboard is plugged in at {key}: \"{label}\". {lacks} {doubt}",
        nextStep: "Make it one: stationctl station enroll {key}. "
          + "Or leave it alone: stationctl station ignore {key}",
        solved: Self.isDecided)
    case .candidateWithoutDisplay:
      CauseText(
        cause: .candidate, severity: .info, title: "\"{label}\" could be a station",
        when: "the same, and only a display is missing",
        message: "A hub with a keyboard is plugged in at {key}: \"{label}\". {lacks} {doubt}",
        nextStep: "Give it a display: stationctl station bind {key} DISPLAY. "
          + "Without one: stationctl station enroll {key}. "
          + "Or leave it alone: stationctl station ignore {key}",
        solved: Self.isDecided)
    case .candidateMayBe:
      CauseText(
        cause: .candidate, severity: .info, title: "Is \"{label}\" {station} in another socket?",
        when: "it looks like a station that is gone",
        message: "\"{label}\" is plugged in at {key} and looks like {station}. {others} gone. "
          + "It has no serial number by which to tell.",
        nextStep: "If it is: stationctl station moved {number} {key}. "
          + "If it is a new station: stationctl station enroll {key}. "
          + "If it is none: stationctl station ignore {key}",
        solved: Self.isDecided)
    case .flapping:
      CauseText(
        cause: .flapping, severity: .warning, title: "{Thing} keeps coming and going",
        when: "a device goes away again and again",
        message: "The {part} of {thing} went away again and again, as was noticed at {date}. Until "
          + "it is steady again, nothing more is written down about its coming and going, and its "
          + "license stays.",
        nextStep: "Check its cable, its power supply and its socket, or try another one. "
          + "What is seen of it: stationctl station show {number}",
        solved: "{Thing} was steady for a while.")
    case .refusedDisabled:
      CauseText(
        cause: .signInRefused, severity: .warning, title: "{Person} was refused at {station}",
        when: "somebody wanted to sign in at a station that an administrator closed; for a day",
        message: "At {date}, {person} wanted to sign in at {station} and was refused, since it is "
          + "closed. Sessions that are open there go on.",
        nextStep: "To let people in again: stationctl station enable {number}",
        solved: Self.isOpen)
    case .refusedUnlicensed:
      CauseText(
        cause: .signInRefused, severity: .warning, title: "{Person} was refused at {station}",
        when: "somebody wanted to sign in at a station without license and grace, and the "
          + "configuration says `block-new-sessions`; for a day",
        message: "At {date}, {person} wanted to sign in at {station} and was refused, since it has "
          + "no license and its grace is over. Sessions that are open there go on.",
        nextStep: "Why it has no license: stationctl station show {number}. "
          + "To let people in without one, write enforcement = notify into the configuration",
        solved: Self.isOpen)
    }
  }

  // Words that several rows have.
  private static let answers = "{Source} answers again."
  private static let isLicensed = "{Station} is licensed now."
  private static let isSteady = "The clock went on steadily since."
  private static let isOpen = "People may sign in at {station} again."
  private static let isInOrder = "The ledger was found in order since."
  private static let isDecided = "There is nothing to decide there any more."
  private static let addUserPack =
    "Add a pack of user licenses: stationctl license add FILE. "
    + "What there is: stationctl license list"
  private static let renewPack =
    "Ask {issuer} for a renewal and add it: stationctl license add FILE. "
    + "What there is: stationctl license list"
  private static let lookAtLedger =
    "See what it says now and what is lost: stationctl doctor. What is licensed: stationctl status"
}
