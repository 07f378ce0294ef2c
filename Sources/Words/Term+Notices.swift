/// What stands around a notice's texts wherever notices are listed or shown.
extension Term {
  // How severe.
  public static let severityInfo = Term("info", "information")
  public static let severityWarning = Term("warning", "avertissement")
  public static let severityCritical = Term("critical", "critique")

  // How far it has come. True as long as the stage lasts.
  public static let stageBegun = Term("begun", "début")
  public static let stage30Days = Term("30 days or less left", "30 jours ou moins")
  public static let stage14Days = Term("14 days or less left", "14 jours ou moins")
  public static let stage7Days = Term("7 days or less left", "7 jours ou moins")
  public static let stage3Days = Term("3 days or less left", "3 jours ou moins")
  public static let stage1Day = Term("1 day or less left", "1 jour ou moins")
  public static let stageEnded = Term("the time is over", "délai écoulé")

  // Whom it is for, and whom it is kept from.
  public static let audienceAdministrators = Term("administrators", "administrateurs")
  public static let audienceStation = Term(
    "administrators and the people at the station", "administrateurs et personnes à ce poste")
  public static let audienceEveryone = Term("everyone", "tout le monde")
  public static let audiencePeople = Term(
    "everyone but administrators", "tout le monde sauf les administrateurs")

  // What came of telling somebody.
  public static let stateShown = Term("shown", "affiché")
  public static let stateExpired = Term("shown, went by itself", "affiché, disparu de lui-même")
  public static let stateDismissed = Term("seen and dismissed", "vu et fermé")
  public static let stateActed = Term("answered", "traité")
  public static let stateLater = Term("to be told again", "à rappeler")
  public static let stateDue = Term("to be told again now", "à rappeler maintenant")
  public static let stateFailed = Term("could not be told", "n’a pas pu être transmis")

  // What told it.
  public static let wayDesktop = Term("on the desktop", "sur le bureau")
  public static let wayTerminal = Term("on a text terminal", "sur un terminal texte")
  public static let wayCommand = Term("on the command line", "en ligne de commande")
  public static let wayHook = Term("by the configuration", "par la configuration")

  // Who was told, where that is no person.
  public static let recipientProgram = Term("the program", "le programme")
  public static let recipientMail = Term("the mail address", "l’adresse électronique")

  // Names of fields and columns.
  public static let fieldNotice = Term("Notice", "Avis")
  public static let fieldSeverity = Term("Severity", "Gravité")
  public static let fieldStage = Term("Stage", "Étape")
  public static let fieldCause = Term("Cause", "Cause")
  public static let fieldStation = Term("Station", "Poste")
  public static let fieldWhat = Term("What", "Objet")
  public static let fieldSince = Term("Since", "Depuis")
  public static let fieldUntil = Term("Until", "Jusqu’au")
  public static let fieldNextStep = Term("Next step", "À faire")
  public static let fieldFor = Term("For", "Pour")
  public static let fieldId = Term("Id", "Identifiant")
  public static let fieldTold = Term("Told", "Prévenus")
  public static let fieldUndelivered = Term("Not delivered", "Non remis")
  public static let fieldMuted = Term("Muted", "En sourdine")
  public static let fieldBy = Term("By", "Par")

  /// Of the bus's and the ledger's word; a word that is not known stays as it is.
  public static func severity(_ raw: String) -> Term {
    switch raw {
    case "info": severityInfo
    case "warning": severityWarning
    case "critical": severityCritical
    default: unknown(raw)
    }
  }

  /// Of the bus's and the ledger's word; a word that is not known stays as it is.
  public static func stage(_ raw: String) -> Term {
    switch raw {
    case "begun": stageBegun
    case "30-days": stage30Days
    case "14-days": stage14Days
    case "7-days": stage7Days
    case "3-days": stage3Days
    case "1-day": stage1Day
    case "ended": stageEnded
    default: unknown(raw)
    }
  }

  /// Of a notice or a mute, by the bus's and the ledger's word; a word that is not known stays as it
  /// is.
  public static func audience(_ raw: String) -> Term {
    switch raw {
    case "administrators": audienceAdministrators
    case "station": audienceStation
    case "everyone": audienceEveryone
    case "people": audiencePeople
    default: unknown(raw)
    }
  }

  /// Of a telling, by the bus's and the ledger's word; a word that is not known stays as it is.
  public static func state(_ raw: String) -> Term {
    switch raw {
    case "shown": stateShown
    case "expired": stateExpired
    case "dismissed": stateDismissed
    case "acted": stateActed
    case "later": stateLater
    case "due": stateDue
    case "failed": stateFailed
    default: unknown(raw)
    }
  }

  /// Of a telling, by the bus's and the ledger's word; a word that is not known stays as it is.
  public static func way(_ raw: String) -> Term {
    switch raw {
    case "desktop": wayDesktop
    case "terminal": wayTerminal
    case "command": wayCommand
    case "hook": wayHook
    default: unknown(raw)
    }
  }

  private static func unknown(_ raw: String) -> Term { Term(raw, raw) }
}
