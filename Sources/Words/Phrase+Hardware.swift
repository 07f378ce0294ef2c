public import StationModel

extension Phrase {
  public init(_ part: PartKind) {
    switch part {
    case .hub: self = .partHub
    case .display: self = .partDisplay
    case .keyboard: self = .partKeyboard
    case .pointer: self = .partPointer
    case .sound: self = .partSound
    case .camera: self = .partCamera
    case .storage: self = .partStorage
    case .serial: self = .partSerial
    case .printer: self = .partPrinter
    case .reader: self = .partReader
    case .other: self = .partOther
    }
  }

  var hardware: Term {
    switch self {
    case .lacks: Term("It has no {what} yet.", "Il manque encore : {what}.")
    case .andNo: Term("{what} and no {then}", "{what}, {then}")
    case .doubt:
      Term(
        "Nothing decides whether it is a station: {why}.",
        "Rien ne permet de dire si c’est un poste : {why}.")
    case .itIs: Term("It is", "ce poste est absent")
    case .theyAre: Term("They are", "ces postes sont absents")
    case .hubAt: Term("\"{label}\" at {key}", "« {label} » sur {key}")
    case .partNamed: Term("{kind} {name}", "{kind} {name}")
    case .partHub: Term("hub", "concentrateur")
    case .partDisplay: Term("display", "écran")
    case .partKeyboard: Term("keyboard", "clavier")
    case .partPointer: Term("pointer", "souris")
    case .partSound: Term("sound", "son")
    case .partCamera: Term("camera", "caméra")
    case .partStorage: Term("storage", "stockage")
    case .partSerial: Term("serial", "port série")
    case .partPrinter: Term("printer", "imprimante")
    case .partReader: Term("reader", "lecteur")
    default: Term("other", "autre")
    }
  }

  /// For people who are no administrators: they can run none of the commands. What is open is never
  /// ended for want of a license.
  var advice: Term {
    switch self {
    case .goesOn:
      Term(
        "Your session goes on, also after that date: nothing is ended. Save your work as usual, and "
          + "please tell whoever looks after this computer.",
        "Votre session continue, même après cette date : rien n’est interrompu. Enregistrez votre "
          + "travail comme d’habitude et prévenez la personne qui s’occupe de cet ordinateur.")
    case .goesOnNoneNew:
      Term(
        "Your session goes on, also after that date: nothing is ended. But from then on nobody can "
          + "begin a new session there. Save your work before you sign out, and please tell whoever "
          + "looks after this computer.",
        "Votre session continue, même après cette date : rien n’est interrompu. Mais ensuite, "
          + "personne ne pourra y ouvrir de nouvelle session. Enregistrez votre travail avant de "
          + "vous déconnecter et prévenez la personne qui s’occupe de cet ordinateur.")
    case .goesOnNow:
      Term(
        "Your session goes on: nothing is ended. Save your work as usual, and please tell whoever "
          + "looks after this computer.",
        "Votre session continue : rien n’est interrompu. Enregistrez votre travail comme "
          + "d’habitude et prévenez la personne qui s’occupe de cet ordinateur.")
    case .goesOnNowNoneNew:
      Term(
        "Your session goes on: nothing is ended. But nobody can begin a new session there now. Save "
          + "your work before you sign out, and please tell whoever looks after this computer.",
        "Votre session continue : rien n’est interrompu. Mais personne ne peut y ouvrir de nouvelle "
          + "session pour le moment. Enregistrez votre travail avant de vous déconnecter et "
          + "prévenez la personne qui s’occupe de cet ordinateur.")
    default:
      Term(
        "There is nothing that you have to do. If it disturbs your work, please tell whoever looks "
          + "after this computer.",
        "Vous n’avez rien à faire. Si cela gêne votre travail, prévenez la personne qui s’occupe de "
          + "cet ordinateur.")
    }
  }
}
