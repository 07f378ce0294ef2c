/// The clock and the ledger of the host. What was found in the ledger comes in English from the room
/// that found it, so the French says first what happened.
extension CircumstanceTerms {
  static let clockBehind = CircumstanceTerms(
    title: Term("The clock of this computer is behind", "L’horloge de cet ordinateur retarde"),
    message: Term(
      "The clock of this computer is {length} behind the latest time that was written "
        + "down. No deadline has moved by it: time goes on from the later one.",
      "L’horloge de cet ordinateur retarde de {length} sur la dernière heure notée. "
        + "Aucune échéance n’en est déplacée : le temps continue à partir de cette heure."),
    nextStep: Term(
      "Set the date and time of this computer. How it stands then: stationctl doctor",
      "Réglez la date et l’heure de cet ordinateur. Pour vérifier ensuite : stationctl doctor"))

  static let clockAhead = CircumstanceTerms(
    title: Term("The clock of this computer is ahead", "L’horloge de cet ordinateur avance"),
    message: Term(
      "The clock of this computer is {length} ahead of the time that deadlines are "
        + "counted by. No deadline has moved by it: only the time that really passes counts.",
      "L’horloge de cet ordinateur avance de {length} sur le temps qui sert à compter les "
        + "échéances. Aucune échéance n’en est déplacée : seul compte le temps réellement écoulé."),
    nextStep: Term(
      "If the clock is wrong, set the date. If it is right, say so: "
        + "stationctl license accept-clock",
      "Si l’horloge est fausse, réglez la date. Si elle est juste, confirmez-le : "
        + "stationctl license accept-clock"))

  static let clockJumped = CircumstanceTerms(
    title: Term("The clock of this computer jumped", "L’horloge de cet ordinateur a sauté"),
    message: Term(
      "At {date} the clock of this computer jumped {way} by {length}. No deadline has "
        + "moved by it: only the time that really passes counts.",
      "Le {date}, l’horloge de cet ordinateur a sauté de {length} {way}. Aucune échéance n’en est "
        + "déplacée : seul compte le temps réellement écoulé."),
    nextStep: Term(
      "Check the date of this computer and what sets it, and set it if it is wrong. "
        + "How it stands: stationctl doctor",
      "Vérifiez la date de cet ordinateur et ce qui la règle, et corrigez-la si elle est fausse. "
        + "Où cela en est : stationctl doctor"))

  static let clockCorrected = CircumstanceTerms(
    title: Term(
      "The clock of this computer was put right",
      "L’horloge de cet ordinateur a été remise à l’heure"),
    message: Term(
      "The clock of this computer was put right by {length}, {way}. All dates moved "
        + "along, so each grace has as much time left as before: no deadline has come nearer.",
      "L’horloge de cet ordinateur a été corrigée de {length} {way}. Toutes les dates ont suivi : "
        + "chaque délai de grâce dure encore autant qu’avant, et aucune échéance ne s’est "
        + "rapprochée."),
    nextStep: Term(
      "Nothing is to be done. The dates as they are now: stationctl status",
      "Il n’y a rien à faire. Les dates actuelles : stationctl status"))

  static let ledgerRestored = ledger(
    "The ledger was damaged, a backup took its place",
    "Le registre était endommagé, une sauvegarde l’a remplacé")
  static let ledgerReplaced = ledger(
    "The ledger was damaged, a new one was begun",
    "Le registre était endommagé, un nouveau a été commencé")
  static let ledgerRolledBack = ledger(
    "The ledger is an older one than the last",
    "Le registre est plus ancien que le dernier connu")
  static let ledgerNotWritten = ledger(
    "The ledger cannot be written", "Le registre ne peut pas être écrit")
  static let ledgerBroken = ledger(
    "The history in the ledger was changed", "L’historique du registre a été modifié")
  static let ledgerPutBack = ledger("The ledger was restored", "Le registre a été restauré")
  static let ledgerGone = ledger(
    "The ledger was gone, a new one was begun",
    "Le registre avait disparu, un nouveau a été commencé")
  static let ledgerWitness = ledger(
    "The ledger's witness is not in order", "Le témoin du registre n’est pas en ordre")

  private static func ledger(_ english: String, _ french: String) -> CircumstanceTerms {
    CircumstanceTerms(
      title: Term(english, french),
      message: Term("{Found}.", french + ". Détail : {found}."),
      nextStep: Term(
        "See what it says now and what is lost: stationctl doctor. "
          + "What is licensed: stationctl status",
        "Voyez ce qu’il en est et ce qui est perdu : stationctl doctor. "
          + "Ce qui a une licence : stationctl status"))
  }
}
