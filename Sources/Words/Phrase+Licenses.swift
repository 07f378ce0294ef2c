extension Phrase {
  var shortage: Term {
    switch self {
    case .noUserLicenses:
      Term("there are no user licenses", "il n’y a aucune licence utilisateur")
    case .noneCovers:
      Term(
        "none of the free licenses covers {kind}",
        "aucune des licences libres ne couvre {kind}")
    case .noUserLicenseCovers:
      Term(
        "none of the free user licenses covers {kind}",
        "aucune des licences utilisateur libres ne couvre {kind}")
    case .onlyOneIsUsed: Term("the only license is in use", "la seule licence est utilisée")
    case .onlyUserLicenseIsUsed:
      Term("the only user license is in use", "la seule licence utilisateur est utilisée")
    case .allAreUsed:
      Term("all {count} licenses are in use", "les {count} licences sont toutes utilisées")
    case .allUserLicensesAreUsed:
      Term(
        "all {count} user licenses are in use",
        "les {count} licences utilisateur sont toutes utilisées")
    case .aHost: Term("the host", "l’hôte")
    case .aPhysicalStation: Term("a physical station", "un poste physique")
    case .aNetworkStation: Term("a network station", "un poste réseau")
    case .aDesktop: Term("a virtual desktop", "un bureau virtuel")
    default: Term("there are no licenses", "il n’y a aucune licence")
    }
  }

  /// Lengths of time count from the notice's stage on, since a text must stay true while it is on the
  /// board.
  var standing: Term {
    switch self {
    case .isWithout:
      Term(
        "{Stations} {stations:has|have} been without license or grace since {date}. "
          + "Sessions that are open there go on.",
        "{Stations} : ni licence ni délai de grâce depuis le {date}. "
          + "Les sessions qui y sont ouvertes continuent.")
    case .isWithoutOrLater:
      Term(
        "{Stations} {stations:has|have} been without license or grace since {date} or later. "
          + "Sessions that are open there go on.",
        "{Stations} : ni licence ni délai de grâce depuis le {date} ou plus tard. "
          + "Les sessions qui y sont ouvertes continuent.")
    case .mayBeUsed:
      Term(
        "{Stations} may be used without one until {stations:its|their} grace ends on {date}.",
        "{Stations} : utilisation possible sans licence jusqu’à la fin du délai de grâce, le "
          + "{date}.")
    case .mayBeUsedFor:
      Term(
        "{Stations} may be used without one until {stations:its|their} grace ends on {date}, "
          + "{length} after this notice.",
        "{Stations} : utilisation possible sans licence jusqu’à la fin du délai de grâce, le "
          + "{date}, soit {length} après cet avis.")
    case .mayBeUsedOrLonger:
      Term(
        "{Stations} may be used without one until {stations:its|their} grace ends on {date}, some "
          + "of them longer.",
        "{Stations} : utilisation possible sans licence jusqu’à la fin du délai de grâce, le "
          + "{date}, plus longtemps pour certains.")
    case .mayBeUsedForOrLonger:
      Term(
        "{Stations} may be used without one until {stations:its|their} grace ends on {date}, "
          + "{length} after this notice, some of them longer.",
        "{Stations} : utilisation possible sans licence jusqu’à la fin du délai de grâce, le "
          + "{date}, soit {length} après cet avis, plus longtemps pour certains.")
    case .have: Term("{people} {people:has|have}", "{people} {people:n’a|n’ont}")
    case .missing:
      Term(
        "{count} user {count:license is|licenses are} missing",
        "il manque {count} {count:licence|licences} utilisateur")
    case .held:
      Term(
        "{count} of its licenses {count:is|are} in use",
        "{count} de ses licences {count:est utilisée|sont utilisées}")
    case .short:
      Term(
        "{count} {count:holder goes|holders go}",
        "{count} {count:titulaire se retrouve|titulaires se retrouvent}")
    default:
      Term("{stations} {stations:is|are} not licensed", "{stations} sans licence")
    }
  }
}
