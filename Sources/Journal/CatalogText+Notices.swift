import Words

/// Notices, and who was told.
extension CatalogText {
  static let noticeRaised = CatalogText(
    "d3f3039ffbbf4a7d85177ca11df2a2d4",
    subject: Term("Notice: @STATION_SUMMARY@", "Avis : @STATION_SUMMARY@"),
    text: Term(
      """
      Notice @STATION_NOTICE@ (cause @STATION_CAUSE@, stage @STATION_STAGE@). People whom it \
      concerns are told once.
      """,
      """
      Avis @STATION_NOTICE@ (cause @STATION_CAUSE@, étape @STATION_STAGE@). Les personnes \
      concernées sont prévenues une fois.
      """),
    advice: Term("@STATION_NEXT_STEP@", "@STATION_NEXT_STEP@"))

  static let noticeAdvanced = CatalogText(
    "0be441ad1fcb4c32909d16c7949c7f93",
    subject: Term(
      "Notice, next stage: @STATION_SUMMARY@",
      "Avis, étape suivante : @STATION_SUMMARY@"),
    text: Term(
      """
      Notice @STATION_NOTICE@ (cause @STATION_CAUSE@, stage @STATION_STAGE@). The deadline has \
      come nearer, or has passed.
      """,
      """
      Avis @STATION_NOTICE@ (cause @STATION_CAUSE@, étape @STATION_STAGE@). L'échéance \
      approche, ou est passée.
      """),
    advice: Term("@STATION_NEXT_STEP@", "@STATION_NEXT_STEP@"))

  static let noticeChanged = CatalogText(
    "a0560ef8dd644654afb39f3da74df11e",
    subject: Term("Notice, changed: @STATION_SUMMARY@", "Avis modifié : @STATION_SUMMARY@"),
    text: Term(
      """
      Notice @STATION_NOTICE@ (cause @STATION_CAUSE@, stage @STATION_STAGE@). What it says is \
      another thing now; its stage is the same.
      """,
      """
      Avis @STATION_NOTICE@ (cause @STATION_CAUSE@, étape @STATION_STAGE@). Ce qu'il dit a \
      changé ; l'étape est la même.
      """),
    advice: Term("@STATION_NEXT_STEP@", "@STATION_NEXT_STEP@"))

  static let noticeSolved = CatalogText(
    "4da6a584a8b54fff8361ce3f72c9a35e",
    subject: Term("Notice @STATION_NOTICE@ is solved", "L'avis @STATION_NOTICE@ est résolu"),
    text: Term("Its cause is gone: @STATION_WHY@", "Sa cause a disparu : @STATION_WHY@"),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let noticeTold = CatalogText(
    "fa45e49a0bec454688d48fb4fbeb121d",
    subject: Term(
      "Somebody was told notice @STATION_NOTICE@",
      "L'avis @STATION_NOTICE@ a été annoncé"),
    text: Term(
      "@STATION_RECIPIENT@ was told the stage @STATION_STAGE@.",
      "@STATION_RECIPIENT@ a été prévenu de l'étape @STATION_STAGE@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let tellingsForgotten = CatalogText(
    "3e23fded048444d2b650fb6e5b5bd275",
    subject: Term(
      "Old records of who was told are gone",
      "D'anciennes mentions d'annonces sont effacées"),
    text: Term(
      "They are kept for 30 days after the deadline.",
      "Elles sont conservées 30 jours après l'échéance."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let noticeUndelivered = CatalogText(
    "5765a55cff504a269610367fce827c08",
    subject: Term(
      "Notice @STATION_NOTICE@ did not reach @STATION_USER@",
      "L'avis @STATION_NOTICE@ n'a pas atteint @STATION_USER@"),
    text: Term(
      "Nothing could show it there: @STATION_WHY@",
      "Rien n'a pu l'afficher : @STATION_WHY@"),
    advice: Term(
      "Tell the person yourself. See: stationctl notice show @STATION_NOTICE@",
      "Prévenez vous-même la personne. Voyez : stationctl notice show @STATION_NOTICE@"))

  static let causeMuted = CatalogText(
    "64c06dd7deac4eed91242972203c06f4",
    subject: Term(
      "Notices of cause @STATION_CAUSE@ are muted",
      "Les avis de cause @STATION_CAUSE@ sont mis en sourdine"),
    text: Term(
      """
      Until @STATION_UNTIL@ they are not told to @STATION_AUDIENCE@. They stay in the journal, \
      in the history and on the list.
      """,
      """
      Jusqu'au @STATION_UNTIL@ ils ne sont pas annoncés à @STATION_AUDIENCE@. Ils restent dans \
      le journal, l'historique et la liste.
      """),
    advice: Term(
      "End it before with: stationctl notice unmute @STATION_CAUSE@",
      "Pour y mettre fin avant : stationctl notice unmute @STATION_CAUSE@"))

  static let causeUnmuted = CatalogText(
    "80f0ea50476947b496218546966ae447",
    subject: Term(
      "Notices of cause @STATION_CAUSE@ are told again",
      "Les avis de cause @STATION_CAUSE@ sont de nouveau annoncés"),
    text: Term(
      "They are told to @STATION_AUDIENCE@ as before.",
      "Ils sont annoncés à @STATION_AUDIENCE@ comme avant."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let hookFailed = CatalogText(
    "68f661d523004ebcb98e852fffbaf178",
    subject: Term(
      "@STATION_RECIPIENT@ could not be told notice @STATION_NOTICE@",
      "L'avis @STATION_NOTICE@ n'a pas pu être transmis à @STATION_RECIPIENT@"),
    text: Term(
      "The configured program or mail failed: @STATION_WHY@",
      "Le programme ou le courriel configuré a échoué : @STATION_WHY@"),
    advice: Term(
      "See: journalctl -u 'stationmaster-*'",
      "Voyez : journalctl -u 'stationmaster-*'"))

  static let hookRefused = CatalogText(
    "e9d119bae6f24ed587834635cd1cbb27",
    subject: Term(
      "The program for notices is not run",
      "Le programme pour les avis n'est pas lancé"),
    text: Term(
      "Programs for notices must be files of root that nobody else can write: @STATION_WHY@",
      """
      Les programmes pour les avis doivent être des fichiers de root que personne d'autre ne \
      peut modifier : @STATION_WHY@
      """),
    advice: Term(
      """
      Correct its owner and mode, or hook-program in [Notices], then: systemctl reload \
      stationmaster
      """,
      """
      Corrigez son propriétaire et ses droits, ou hook-program dans [Notices], puis : \
      systemctl reload stationmaster
      """))
}
