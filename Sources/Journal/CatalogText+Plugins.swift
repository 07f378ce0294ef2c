import Words

/// Plugins and desktops.
extension CatalogText {
  static let pluginState = CatalogText(
    "1b6a4881b971446a93506b8b47167f89",
    subject: Term(
      "Plugin @STATION_PLUGIN@ is another way now",
      "Le plugin @STATION_PLUGIN@ a changé d'état"),
    text: Term(
      "The message says how it is, or what was asked of it.",
      "Le message dit dans quel état il est, ou ce qui lui a été demandé."),
    advice: Term(
      "See: stationctl plugin show @STATION_PLUGIN@",
      "Voyez : stationctl plugin show @STATION_PLUGIN@"))

  static let pluginGone = CatalogText(
    "6960f851c7c04372bc10adbebd4a7e21",
    subject: Term(
      "Plugin @STATION_PLUGIN@ is no longer installed",
      "Le plugin @STATION_PLUGIN@ n'est plus installé"),
    text: Term("Its desktops are taken as gone.", "Ses bureaux sont considérés comme partis."),
    advice: Term(
      "If it is to come back, install it and: systemctl reload stationmaster",
      "S'il doit revenir, installez-le puis : systemctl reload stationmaster"))

  static let pluginViolation = CatalogText(
    "95beeee1f9104a898d503101acc18bfd",
    subject: Term(
      "Plugin @STATION_PLUGIN@ breaks the contract",
      "Le plugin @STATION_PLUGIN@ ne respecte pas le contrat"),
    text: Term(
      "It said something that plugins must not say; the message says what.",
      "Il a dit ce que les plugins ne doivent pas dire ; le message dit quoi."),
    advice: Term(
      "Tell its author. See: stationctl plugin check DIR",
      "Prévenez son auteur. Voyez : stationctl plugin check DOSSIER"))

  static let desktopAsked = CatalogText(
    "368a9cc7935d43d39d2dcfb385fb2b3a",
    subject: Term("Something was asked of a desktop", "Quelque chose a été demandé à un bureau"),
    text: Term(
      """
      Plugin @STATION_PLUGIN@ was asked to start, stop or assign a desktop; the message says \
      who asked.
      """,
      """
      Le plugin @STATION_PLUGIN@ a été chargé de démarrer, d'arrêter ou d'attribuer un \
      bureau ; le message dit qui l'a demandé.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let desktopUntold = CatalogText(
    "01b86de0b0b940bc85dca0cdd968914e",
    subject: Term(
      "A desktop could not be told that its station moved",
      "Un bureau n'a pas pu apprendre que son poste a été déplacé"),
    text: Term(
      """
      The station of the desktop has another number or place, and plugin @STATION_PLUGIN@ does \
      not know it yet.
      """,
      """
      Le poste du bureau a un autre numéro ou emplacement, et le plugin @STATION_PLUGIN@ ne \
      le sait pas encore.
      """),
    advice: Term(
      "Assign it again with: stationctl desktop assign DESKTOP STATION",
      "Attribuez-le de nouveau : stationctl desktop assign BUREAU POSTE"))
}
