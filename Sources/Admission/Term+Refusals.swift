import StationModel
import Words

/// What a greeter shows to who is refused.
extension Term {
  static let isClosed = Term(
    "{Station} is closed since {date}.", "{Station} est fermé depuis le {date}.")
  static let anAdministratorClosedIt = Term(
    "An administrator closed it.", "Un administrateur l’a fermé.")
  static let nobodyNew = Term(
    "Nobody new can sign in at {station}: no license since {date}.",
    "Plus personne ne peut ouvrir de session au {station}\u{A0}: pas de licence depuis le {date}.")
  static let askAnAdministrator = Term(
    "Please ask an administrator.", "Adressez-vous à un administrateur.")
  static let useAnother = Term(
    "Please use another station, or tell an administrator.",
    "Utilisez un autre poste, ou prévenez un administrateur.")

  static func whyUnlicensed(_ cause: LicenseCause) -> Term {
    switch cause {
    case .unconfigured:
      Term(
        "It is not set up yet how licenses are counted.",
        "La façon de compter les licences n’est pas encore définie.")
    case .unreachable:
      Term(
        "Its license could not be asked for, and its grace is over.",
        "Sa licence n’a pas pu être demandée, et son délai de grâce est terminé.")
    case .exhausted:
      Term(
        "All licenses are in use, and its grace is over.",
        "Toutes les licences sont utilisées, et son délai de grâce est terminé.")
    case .expired:
      Term(
        "Its license has run out, and its grace is over.",
        "Sa licence a expiré, et son délai de grâce est terminé.")
    }
  }
}
