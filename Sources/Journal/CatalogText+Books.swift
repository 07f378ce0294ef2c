import Words

/// The clock and the ledger.
extension CatalogText {
  static let clockCorrected = CatalogText(
    "c053a89f301f44d980ec7743765f280e",
    subject: Term("The clock was put right", "L'horloge a été corrigée"),
    text: Term(
      "It was wrong by @STATION_SPAN@. Graces keep the time that they have left.",
      "Elle se trompait de @STATION_SPAN@. Les sursis gardent le temps qui leur reste."),
    advice: Term(
      "See that the computer sets its clock by itself: timedatectl",
      "Vérifiez que l'ordinateur règle son horloge de lui-même : timedatectl"))

  static let clockDoubtful = CatalogText(
    "03270d86bdca40428583863fe3246ec2",
    subject: Term(
      "The clock of this computer is in doubt",
      "L'horloge de cet ordinateur est douteuse"),
    text: Term(
      """
      It jumped, or it is not where it should be; the message says how much. Deadlines are \
      counted by the time that passed.
      """,
      """
      Elle a sauté, ou n'est pas à l'heure ; le message dit de combien. Les échéances sont \
      comptées selon le temps écoulé.
      """),
    advice: Term(
      "If the clock is right now: stationctl license accept-clock",
      "Si l'horloge est juste : stationctl license accept-clock"))

  static let clockMarkLost = CatalogText(
    "a668df6502a94aebade83906f9ced7e5",
    subject: Term("The time could not be kept", "L'heure n'a pas pu être conservée"),
    text: Term(
      "The file in which the agent keeps the time over a restart could not be read or written.",
      """
      Le fichier où l'agent conserve l'heure d'un démarrage à l'autre n'a pas pu être lu ou \
      écrit.
      """),
    advice: Term(
      "Look at the disk and at the folder of the ledger: df -h",
      "Vérifiez le disque et le dossier du registre : df -h"))

  static let ledgerOpened = CatalogText(
    "9584cbf8844344afbaa9d17fa59b71b7",
    subject: Term(
      "Something about the ledger was found when it was opened",
      "Quelque chose a été constaté à l'ouverture du registre"),
    text: Term(
      "The message says what was found, and what was done about it.",
      "Le message dit ce qui a été constaté, et ce qui a été fait."),
    advice: Term("See: stationctl doctor", "Voyez : stationctl doctor"))

  static let ledgerFailed = CatalogText(
    "3a99f2f8a99747d2a5bb760726255dbc",
    subject: Term("The ledger cannot be written", "Le registre ne peut pas être écrit"),
    text: Term(
      "Nothing is decided anew until it can: what is not written down does not count.",
      "Rien n'est décidé d'ici là : ce qui n'est pas écrit ne compte pas."),
    advice: Term(
      "Look at the disk (df -h), and see: stationctl doctor",
      "Vérifiez le disque (df -h), et voyez : stationctl doctor"))

  static let ledgerWorks = CatalogText(
    "1538d767d6924bb7956c0bf36280e8de",
    subject: Term("The ledger can be written again", "Le registre peut de nouveau être écrit"),
    text: Term("The agent goes on as before.", "L'agent continue comme avant."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let ledgerRestored = CatalogText(
    "77ae48ee859b4454b532290c81509d07",
    subject: Term(
      "The ledger was restored from a copy",
      "Le registre a été restauré depuis une copie"),
    text: Term(
      "User @STATION_USER@ restored it. What happened since the copy was made is not in it.",
      """
      L'utilisateur @STATION_USER@ l'a restauré. Ce qui s'est passé depuis la copie n'y est \
      pas.
      """),
    advice: Term("See: stationctl license audit", "Voyez : stationctl license audit"))

  static let backupFailed = CatalogText(
    "efc12035e55446da8d3676c734f3222e",
    subject: Term(
      "The daily copy of the ledger could not be made",
      "La copie quotidienne du registre n'a pas pu être faite"),
    text: Term("It is tried again in an hour.", "Un nouvel essai a lieu dans une heure."),
    advice: Term("Look at the disk: df -h", "Vérifiez le disque : df -h"))
}
