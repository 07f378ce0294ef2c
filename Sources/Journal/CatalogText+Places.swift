import Words

/// Places, seats, power and sign-ins.
extension CatalogText {
  static let serialDistrusted = CatalogText(
    "3cada1754ea245a5af4471e098c32161",
    subject: Term("A serial number tells nothing", "Un numéro de série ne dit rien"),
    text: Term(
      """
      Two devices of the model @STATION_MODEL@ had it at once. They are told apart by their \
      places from now on.
      """,
      """
      Deux appareils du modèle @STATION_MODEL@ l'avaient en même temps. Ils sont désormais \
      distingués par leur emplacement.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let candidateFound = CatalogText(
    "4e5f1583b61241479068f2622c62fd61",
    subject: Term("Something could become a station", "Quelque chose pourrait devenir un poste"),
    text: Term(
      "At @STATION_KEY@ there is what could be a station, and is none by itself: @STATION_WHY@.",
      """
      À @STATION_KEY@ se trouve ce qui pourrait être un poste, et n'en devient pas un de \
      lui-même : @STATION_WHY@.
      """),
    advice: Term(
      """
      Make it one with 'stationctl station enroll @STATION_KEY@', or: stationctl station \
      ignore @STATION_KEY@
      """,
      """
      Faites-en un avec « stationctl station enroll @STATION_KEY@ », ou : stationctl station \
      ignore @STATION_KEY@
      """))

  static let candidateGone = CatalogText(
    "fc0b064b6be641ac9ac433f27a385084",
    subject: Term(
      "What could become a station is gone",
      "Ce qui pourrait devenir un poste n'est plus là"),
    text: Term(
      """
      At @STATION_KEY@ there is nothing more that could become one: it was unplugged, or it is \
      a station now.
      """,
      """
      À @STATION_KEY@ il n'y a plus rien qui pourrait en devenir un : débranché, ou devenu un \
      poste.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let flappingBegun = CatalogText(
    "adee390863934cdb8179b3f93cf216c3",
    subject: Term("A place comes and goes", "Un emplacement apparaît et disparaît sans cesse"),
    text: Term(
      """
      What is plugged in at @STATION_KEY@ comes and goes again and again, so it is judged by \
      what it is most of the time.
      """,
      """
      Ce qui est branché à @STATION_KEY@ apparaît et disparaît sans cesse ; il est donc jugé \
      selon son état le plus fréquent.
      """),
    advice: Term(
      "Look at its cable, its hub and its power supply.",
      "Vérifiez son câble, son concentrateur et son alimentation."))

  static let flappingEnded = CatalogText(
    "f94b89d5a8f54926a857f30bf4f691a1",
    subject: Term("A place is steady again", "Un emplacement est de nouveau stable"),
    text: Term(
      "What is plugged in at @STATION_KEY@ has stopped coming and going.",
      "Ce qui est branché à @STATION_KEY@ a cessé d'apparaître et de disparaître."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let stationIdentified = CatalogText(
    "8baf4c1c442f4bbab78a471e987877b0",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) shows which one it is",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) : il montre lequel c'est"),
    text: Term(
      """
      Somebody asked which station this is. It is shown there for a moment. The place is \
      @STATION_KEY@.
      """,
      """
      Quelqu'un a demandé quel poste c'est. Il le montre un moment. L'emplacement est \
      @STATION_KEY@.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let powerSwitched = CatalogText(
    "6648fe6c0d364f858a896be909f67018",
    subject: Term("The power of a port is switched", "L'alimentation d'un port est commutée"),
    text: Term(
      """
      The port of the station at @STATION_KEY@ has its power taken away for a moment, or got \
      it back; the message says which, and what came of it.
      """,
      """
      Le port du poste à @STATION_KEY@ est coupé un moment, ou de nouveau alimenté ; le \
      message dit lequel, et ce qui s'est passé.
      """),
    advice: Term(
      "If the station does not come back, pull its plug and put it back.",
      "Si le poste ne revient pas, débranchez-le et rebranchez-le."))

  static let powerCycled = CatalogText(
    "d91d9286a69345e7a45fbdcc01bce881",
    subject: Term("A power cycle is written down", "Une remise sous tension est consignée"),
    text: Term(
      """
      User @STATION_USER@ had the power of the station at @STATION_KEY@ taken away for a \
      moment. What came of it: @STATION_OUTCOME@.
      """,
      """
      L'utilisateur @STATION_USER@ a fait couper un moment l'alimentation du poste à \
      @STATION_KEY@. Résultat : @STATION_OUTCOME@.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let powerDebts = CatalogText(
    "1cbd9a17ec3046d0aa2018466857c072",
    subject: Term("Ports were left without power", "Des ports sont restés sans alimentation"),
    text: Term(
      """
      An earlier agent was killed while ports had no power. The message says what was given \
      back, or why not.
      """,
      """
      Un agent précédent a été tué pendant que des ports étaient coupés. Le message dit ce qui \
      a été rétabli, ou pourquoi pas.
      """),
    advice: Term(
      "If a station does not come back, pull the plug of its hub and put it back.",
      "Si un poste ne revient pas, débranchez son concentrateur et rebranchez-le."))

  static let seatReady = CatalogText(
    "22889d451f07453788bcdd14ccc303d2",
    subject: Term("A station is a seat", "Un poste est un siège"),
    text: Term(
      "Station @STATION_NUMBER@ is a seat of its own now: people can sign in there.",
      "Le poste @STATION_NUMBER@ est maintenant un siège : on peut s'y connecter."),
    advice: Term("See: stationctl seat plan", "Voyez : stationctl seat plan"))

  static let seatFailed = CatalogText(
    "a3f04de201764ea0baf8deea132f7180",
    subject: Term(
      "A station's seat could not be changed",
      "Le siège d'un poste n'a pas pu être changé"),
    text: Term(
      """
      For station @STATION_NUMBER@ the login service or the helper could not do what was \
      asked; the message says why.
      """,
      """
      Pour le poste @STATION_NUMBER@, le service de connexion ou l'assistant n'a pas pu faire \
      ce qui était demandé ; le message dit pourquoi.
      """),
    advice: Term("See: stationctl seat plan", "Voyez : stationctl seat plan"))

  static let signInRefused = CatalogText(
    "b22137f25ec24cc0ac6e4ae795f77f70",
    subject: Term("Somebody was refused at the sign-in", "Une connexion a été refusée"),
    text: Term(
      """
      @STATION_USER@ may not sign in at station @STATION_NUMBER@: it is closed, or has no \
      license.
      """,
      """
      @STATION_USER@ ne peut pas se connecter au poste @STATION_NUMBER@ : il est fermé, ou n'a \
      pas de licence.
      """),
    advice: Term(
      "See it with: stationctl station show @STATION_NUMBER@",
      "Voyez : stationctl station show @STATION_NUMBER@"))
}
