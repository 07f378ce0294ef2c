import Words

/// Licenses and graces.
extension CatalogText {
  static let modeSet = CatalogText(
    "3e3e0df37f4746b5820e97ef198c57e4",
    subject: Term("The license mode is set", "Le mode de licence est fixé"),
    text: Term(
      "Licenses are counted @STATION_MODE@ from now on.",
      "Les licences sont désormais comptées ainsi : @STATION_MODE@."),
    advice: Term("See: stationctl license list", "Voyez : stationctl license list"))

  static let packAdded = CatalogText(
    "5bcf5f7e13974ca8aea682e20cdddcc8",
    subject: Term(
      "License pack @STATION_PACK@ was added",
      "Le pack de licences @STATION_PACK@ a été ajouté"),
    text: Term(
      "Its licenses are given to stations or people at once.",
      "Ses licences sont attribuées aussitôt aux postes ou aux personnes."),
    advice: Term("See: stationctl license list", "Voyez : stationctl license list"))

  static let packRemoved = CatalogText(
    "c31238d5863f474c9f4fc9debd068cee",
    subject: Term(
      "License pack @STATION_PACK@ was removed",
      "Le pack de licences @STATION_PACK@ a été retiré"),
    text: Term(
      "All of it, or some of its licenses, are no longer there.",
      "Tout le pack, ou certaines de ses licences, ne sont plus là."),
    advice: Term("See: stationctl license list", "Voyez : stationctl license list"))

  static let packConverted = CatalogText(
    "55cc8600a0294c9783b7621419bac35b",
    subject: Term(
      "Licenses of pack @STATION_PACK@ were converted",
      "Des licences du pack @STATION_PACK@ ont été converties"),
    text: Term(
      "They are of the other kind now: for people instead of stations, or the other way round.",
      """
      Elles sont maintenant de l'autre sorte : pour des personnes au lieu de postes, ou \
      l'inverse.
      """),
    advice: Term("See: stationctl license list", "Voyez : stationctl license list"))

  static let packDoubtful = CatalogText(
    "10eeeadcba7c45f595df8a6419547a07",
    subject: Term(
      "License pack @STATION_PACK@ gives no licenses",
      "Le pack de licences @STATION_PACK@ ne donne pas de licences"),
    text: Term(
      """
      It is not signed with a key that is trusted, or it is not for this computer; the message \
      says why.
      """,
      """
      Il n'est pas signé avec une clé de confiance, ou n'est pas pour cet ordinateur ; le \
      message dit pourquoi.
      """),
    advice: Term("See: stationctl doctor", "Voyez : stationctl doctor"))

  static let keysKept = CatalogText(
    "504cdbfce11346f582f258336f7e6123",
    subject: Term(
      "The trusted keys could not be read",
      "Les clés de confiance n'ont pas pu être lues"),
    text: Term(
      "The keys that were good before stay in force, unless a good file revokes them.",
      "Les clés valables auparavant le restent, sauf si un fichier valable les révoque."),
    advice: Term(
      "Correct the file that the message names, then: systemctl reload stationmaster",
      "Corrigez le fichier indiqué, puis : systemctl reload stationmaster"))

  static let leaseGiven = CatalogText(
    "7ba8f4c823fc42e4b989201496623b37",
    subject: Term("@STATION_HOLDER@ is licensed", "@STATION_HOLDER@ : licence attribuée"),
    text: Term(
      "A license of pack @STATION_PACK@ is held until @STATION_UNTIL@. It is renewed by itself.",
      """
      Une licence du pack @STATION_PACK@ est attribuée jusqu'au @STATION_UNTIL@. Elle est \
      renouvelée d'elle-même.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let leaseRenewed = CatalogText(
    "d48028f85cfd4e2d9b87c906decbbfff",
    subject: Term(
      "@STATION_HOLDER@: the license was renewed",
      "@STATION_HOLDER@ : licence renouvelée"),
    text: Term(
      "A license of pack @STATION_PACK@ is held until @STATION_UNTIL@.",
      "Une licence du pack @STATION_PACK@ est attribuée jusqu'au @STATION_UNTIL@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let leaseReleased = CatalogText(
    "e0522521f9fa4556aec63ed39d04f46a",
    subject: Term("@STATION_HOLDER@: the license went back", "@STATION_HOLDER@ : licence rendue"),
    text: Term(
      "Others can have it now. The reason: @STATION_WHY@.",
      "D'autres peuvent l'avoir. La raison : @STATION_WHY@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let leaseRevoked = CatalogText(
    "b8ce18bfdc284c0c95f638e28c38bc40",
    subject: Term(
      "@STATION_HOLDER@: the license was taken away",
      "@STATION_HOLDER@ : licence retirée"),
    text: Term(
      """
      An administrator revoked a license of pack @STATION_PACK@. It counts as revoked until \
      @STATION_UNTIL@.
      """,
      """
      Un administrateur a retiré une licence du pack @STATION_PACK@. Elle compte comme retirée \
      jusqu'au @STATION_UNTIL@.
      """),
    advice: Term("See: stationctl license list", "Voyez : stationctl license list"))

  static let reservationSet = CatalogText(
    "708259cdc97f4c7aadd52bac68a4d325",
    subject: Term(
      "Licenses are kept for label @STATION_LABEL@",
      "Des licences sont réservées à l'étiquette @STATION_LABEL@"),
    text: Term(
      "Stations with this label have so many of their own: @STATION_COUNT@.",
      "Les postes portant cette étiquette en ont autant à eux : @STATION_COUNT@."),
    advice: Term("See: stationctl license list", "Voyez : stationctl license list"))

  static let reservationEnded = CatalogText(
    "bdab39df9f7d45b6b45080102159e30e",
    subject: Term(
      "No licenses are kept for label @STATION_LABEL@",
      "Plus de licences réservées à l'étiquette @STATION_LABEL@"),
    text: Term(
      "Stations with this label get theirs like all others.",
      "Les postes portant cette étiquette reçoivent les leurs comme tous les autres."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let graceBegun = CatalogText(
    "ddbe687c04ad440d9b9e219cba7ca076",
    subject: Term(
      "@STATION_HOLDER@ may work without a license for a time",
      "@STATION_HOLDER@ peut fonctionner sans licence un certain temps"),
    text: Term(
      "The grace ends at @STATION_UNTIL@. Until then nothing changes.",
      "Le sursis finit le @STATION_UNTIL@. Jusque-là rien ne change."),
    advice: Term(
      "Add licenses before: stationctl license add FILE",
      "Ajoutez des licences avant : stationctl license add FICHIER"))

  static let graceEnded = CatalogText(
    "6ff10983a52046b78149eeb77d97860b",
    subject: Term(
      "The grace of this computer has ended",
      "Le sursis de cet ordinateur est terminé"),
    text: Term(
      "It ended early, with the first license that was given: @STATION_UNTIL@.",
      "Il a fini plus tôt, avec la première licence attribuée : @STATION_UNTIL@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let graceExtended = CatalogText(
    "23403efcabdc41a3b8bb1c8bb7ef355b",
    subject: Term(
      "@STATION_HOLDER@ has more time without a license",
      "@STATION_HOLDER@ a plus de temps sans licence"),
    text: Term(
      "An administrator extended the grace until @STATION_UNTIL@: @STATION_WHY@",
      "Un administrateur a prolongé le sursis jusqu'au @STATION_UNTIL@ : @STATION_WHY@"),
    advice: Term(
      "Add licenses before: stationctl license add FILE",
      "Ajoutez des licences avant : stationctl license add FICHIER"))

  static let standingChanged = CatalogText(
    "3c10de8ba5884198ac336cc659811474",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@): the license state is @STATION_STATE@",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) : état de licence @STATION_STATE@"),
    text: Term(
      "What it may do by its license is another thing now. The place is @STATION_KEY@.",
      "Ce que sa licence lui permet a changé. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "See it with: stationctl station show @STATION_NUMBER@",
      "Voyez : stationctl station show @STATION_NUMBER@"))

  static let maintenanceBegun = CatalogText(
    "bb64402dd58e4b72989eeff0682db1c2",
    subject: Term("Maintenance is on", "La maintenance est en cours"),
    text: Term(
      "No new licenses are given, and notices about licenses wait.",
      "Aucune nouvelle licence n'est attribuée, et les avis sur les licences attendent."),
    advice: Term(
      "End it with: stationctl maintenance off",
      "Pour y mettre fin : stationctl maintenance off"))

  static let maintenanceEnded = CatalogText(
    "d4d2ae94384349caa7a52b589470140c",
    subject: Term("Maintenance is over", "La maintenance est terminée"),
    text: Term(
      "Licenses are given again, and notices are told.",
      "Les licences sont de nouveau attribuées, et les avis de nouveau annoncés."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))
}
