/// Parts of sentences that fill slots, and whole sentences that follow or replace others. No raw
/// values, as in ``Circumstance``.
public enum Phrase: Sendable, CaseIterable {
  /// The text as it came, from outside or from a room that writes English.
  case asSaid
  /// The same, for administrators alone.
  case note
  case titleAnd
  // What is short.
  case noLicenses, noUserLicenses
  case noneCovers, noUserLicenseCovers
  case onlyOneIsUsed, onlyUserLicenseIsUsed
  case allAreUsed, allUserLicensesAreUsed
  case aHost, aPhysicalStation, aNetworkStation, aDesktop
  // What is with the stations.
  case isNotLicensed, isWithout, isWithoutOrLater
  case mayBeUsed, mayBeUsedFor, mayBeUsedOrLonger, mayBeUsedForOrLonger
  // Numbers of people and licenses.
  case have, missing, held, short
  // Sources.
  case theSource, ownPool, sourceNamed, unknownReason, moreSources
  // Clocks.
  case forward, back
  // Hardware.
  case lacks, andNo, doubt, itIs, theyAre, hubAt, partNamed
  case partHub, partDisplay, partKeyboard, partPointer, partSound, partCamera, partStorage
  case partSerial, partPrinter, partReader, partOther
  // What people do who are no administrators.
  case tellWhoLooksAfter, goesOn, goesOnNoneNew, goesOnNow, goesOnNowNoneNew

  public var term: Term {
    switch self {
    case .asSaid: Term("{what}", "{what}")
    case .note: Term("{what}", "Précision : {what}")
    case .titleAnd: Term("{what}: {then}", "{what} : {then}")
    case .noLicenses, .noUserLicenses, .noneCovers, .noUserLicenseCovers, .onlyOneIsUsed,
      .onlyUserLicenseIsUsed, .allAreUsed, .allUserLicensesAreUsed, .aHost, .aPhysicalStation,
      .aNetworkStation, .aDesktop:
      shortage
    case .isNotLicensed, .isWithout, .isWithoutOrLater, .mayBeUsed, .mayBeUsedFor,
      .mayBeUsedOrLonger, .mayBeUsedForOrLonger, .have, .missing, .held, .short:
      standing
    case .theSource: Term("the license source", "la source de licences")
    case .ownPool: Term("the license pool of this host", "la réserve de licences de cet hôte")
    case .sourceNamed: Term("the license source {name}", "la source de licences {name}")
    case .unknownReason: Term("the reason is not known", "inconnu")
    case .moreSources:
      Term(
        "{count} more give none either.",
        "{count} {count:autre n’en donne pas non plus|autres n’en donnent pas non plus}.")
    case .forward: Term("forward", "en avant")
    case .back: Term("back", "en arrière")
    case .lacks, .andNo, .doubt, .itIs, .theyAre, .hubAt, .partNamed, .partHub, .partDisplay,
      .partKeyboard, .partPointer, .partSound, .partCamera, .partStorage, .partSerial,
      .partPrinter, .partReader, .partOther:
      hardware
    case .tellWhoLooksAfter, .goesOn, .goesOnNoneNew, .goesOnNow, .goesOnNowNoneNew: advice
    }
  }

  /// Others are not told it.
  var isForAdministrators: Bool { self == .note }
}
