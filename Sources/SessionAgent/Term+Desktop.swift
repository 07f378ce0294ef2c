import Words

/// What the session agent says of its own.
extension Term {
  static let enrollButton = Term("Enroll", "Inscrire")
  static let ignoreButton = Term("Ignore", "Ignorer")
  static let addLicensesButton = Term("Add licenses…", "Ajouter des licences…")
  static let laterButton = Term("Remind me tomorrow", "Me le rappeler demain")
  static let detailsButton = Term("Details", "Détails")

  static let digestTitle = Term(
    "{count} messages about this computer's stations",
    "{count} messages sur les postes de cet ordinateur")
  static let digestRest = Term("and {count} more", "et {count} de plus")
  static let digestCommand = Term(
    "In a terminal: stationctl notice list",
    "Dans un terminal\u{A0}: stationctl notice list")

  static let detailsSubject = Term("About: {subject}", "Concerne\u{A0}: {subject}")
  static let detailsSince = Term("Since: {date}", "Depuis\u{A0}: {date}")
  static let detailsUntil = Term("Until: {date}", "Échéance\u{A0}: {date}")
  static let detailsSeverity = Term("Severity: {severity}", "Gravité\u{A0}: {severity}")
  static let detailsCommand = Term(
    "In a terminal: stationctl notice show {id}",
    "Dans un terminal\u{A0}: stationctl notice show {id}")
  static let failedTitle = Term("That could not be done", "Cela n’a pas pu être fait")
  static let failedCommand = Term(
    "In a terminal: {command}", "Dans un terminal\u{A0}: {command}")
  static let noAnswer = Term(
    "The service of the stations did not answer. Try again in a moment.",
    "Le service des postes n’a pas répondu. Réessayez dans un instant.")
  static let notAllowed = Term(
    "No administrator allowed it.", "Aucun administrateur ne l’a autorisé.")

  static let chooserTitle = Term("Choose a license pack", "Choisir un pack de licences")
  static let chooserAccept = Term("Add", "Ajouter")
  static let licensesAdded = Term("The licenses were added", "Les licences ont été ajoutées")
  static let licensesAddedBody = Term(
    "The stations use them from now on: {file}",
    "Les postes les utilisent dès maintenant\u{A0}: {file}")
  static let chooserFailed = Term(
    "The desktop could not show files to choose from.",
    "Le bureau n’a pas pu montrer de fichiers à choisir.")
  static let fileUnreadable = Term(
    "{file} cannot be read. Choose the file of a license pack, as its issuer sent it.",
    "{file} ne peut pas être lu. Choisissez le fichier d’un pack de licences, tel que son émetteur "
      + "l’a envoyé.")
  static let fileIsNoPack = Term(
    "{file} is no license pack. Choose the file as its issuer sent it.",
    "{file} n’est pas un pack de licences. Choisissez le fichier tel que son émetteur l’a envoyé.")

  static let signTitle = Term(
    "This is station {number} ({name})", "Voici le poste {number} ({name})")
  static let signBody = Term(
    "An administrator asked it to show which one it is.",
    "Un administrateur lui a demandé de montrer lequel c’est.")
}
