import Words

/// Stations and what could become one.
extension CatalogText {
  static let stationEnrolled = CatalogText(
    "bdb7873f8ca64e16ae030057a1e087d6",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is a station now",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) : c'est un poste désormais"),
    text: Term(
      "It was enrolled under this number, which it keeps. The place is @STATION_KEY@.",
      "Il a été inscrit sous ce numéro, qu'il garde. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "Give it a name with: stationctl station rename @STATION_NUMBER@ NAME",
      "Donnez-lui un nom : stationctl station rename @STATION_NUMBER@ NOM"))

  static let stationRenamed = CatalogText(
    "8ae28a8636cf482cb1fb08e1fe52aba8",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has a new name",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a un nouveau nom"),
    text: Term(
      "An administrator renamed it. The place is @STATION_KEY@.",
      "Un administrateur l'a renommé. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "See it with: stationctl station show @STATION_NUMBER@",
      "Voyez : stationctl station show @STATION_NUMBER@"))

  static let stationBound = CatalogText(
    "f2520756e0a845f6803982afa90016e2",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has another display",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a un autre écran"),
    text: Term(
      "An administrator bound a display to it. The place is @STATION_KEY@.",
      "Un administrateur lui a attribué un écran. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "See it with: stationctl station show @STATION_NUMBER@",
      "Voyez : stationctl station show @STATION_NUMBER@"))

  static let stationAbsent = CatalogText(
    "e166aefffb6f423393ecea29cb93912c",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is gone",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) n'est plus là"),
    text: Term(
      """
      Its hardware, or its desktop, is not there. Its license is kept for it for a while. The \
      place is @STATION_KEY@.
      """,
      """
      Son matériel, ou son bureau, n'est plus là. Sa licence lui est gardée un certain temps. \
      L'emplacement est @STATION_KEY@.
      """),
    advice: Term(
      """
      If it is to come back, plug it in again. If not: stationctl station forget \
      @STATION_NUMBER@
      """,
      "S'il doit revenir, rebranchez-le. Sinon : stationctl station forget @STATION_NUMBER@"))

  static let stationReturned = CatalogText(
    "459a1dae46384e27b9b8879a4d048294",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is back",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est de retour"),
    text: Term(
      "It is there again, with its number and its license. The place is @STATION_KEY@.",
      "Il est de nouveau là, avec son numéro et sa licence. L'emplacement est @STATION_KEY@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let stationMoved = CatalogText(
    "a518b0d7e7bf49cb9ac301928be7ff55",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) was moved",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a été déplacé"),
    text: Term(
      "It was known again at another place. The place is @STATION_KEY@.",
      "Il a été reconnu à un autre emplacement. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "If it is another station, say so with: stationctl station forget @STATION_NUMBER@",
      "Si c'est un autre poste, dites-le : stationctl station forget @STATION_NUMBER@"))

  static let stationRebased = CatalogText(
    "ed5d3ccaf6dd4808a52423314e6c12da",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has another place name",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a un autre nom d'emplacement"),
    text: Term(
      "The USB controller that it hangs on has another name now. The place is @STATION_KEY@.",
      """
      Le contrôleur USB auquel il est relié a maintenant un autre nom. L'emplacement est \
      @STATION_KEY@.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let hubReplaced = CatalogText(
    "43a9f5235b8b4d60aea327a1d6f6992a",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has another hub",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a un autre concentrateur"),
    text: Term(
      "Another hub is in the place of the former one. The place is @STATION_KEY@.",
      "Un autre concentrateur est à la place du précédent. L'emplacement est @STATION_KEY@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let stationRefitted = CatalogText(
    "52399943c2fe42a5a7ab6a9a3bc87ba0",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has other parts",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a d'autres composants"),
    text: Term(
      """
      Its keyboard, pointer or display is another one, or more is known of it. The place is \
      @STATION_KEY@.
      """,
      """
      Son clavier, sa souris ou son écran a changé, ou l'on en sait davantage. L'emplacement \
      est @STATION_KEY@.
      """),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let stationArranged = CatalogText(
    "c7eb4e7125b34e19bee0efd2ee35cd9d",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has another priority or other labels",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a une autre priorité ou d'autres étiquettes"),
    text: Term(
      """
      An administrator changed in which order it gets a license, or its labels. The place is \
      @STATION_KEY@.
      """,
      """
      Un administrateur a changé son rang pour les licences, ou ses étiquettes. L'emplacement \
      est @STATION_KEY@.
      """),
    advice: Term(
      "See it with: stationctl station show @STATION_NUMBER@",
      "Voyez : stationctl station show @STATION_NUMBER@"))

  static let stationDisabled = CatalogText(
    "c70a18e46f564a99b2e35d30085c01b9",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is closed",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est fermé"),
    text: Term(
      """
      An administrator disabled it: nobody new may sign in there. Who is signed in stays so. \
      The place is @STATION_KEY@.
      """,
      """
      Un administrateur l'a désactivé : plus personne ne peut s'y connecter. Les personnes \
      connectées le restent. L'emplacement est @STATION_KEY@.
      """),
    advice: Term(
      "Open it again with: stationctl station enable @STATION_NUMBER@",
      "Pour le rouvrir : stationctl station enable @STATION_NUMBER@"))

  static let stationEnabled = CatalogText(
    "771a4e6305e2485a8abb8172ac76e1a6",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is open again",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est rouvert"),
    text: Term(
      "An administrator enabled it: people may sign in there. The place is @STATION_KEY@.",
      "Un administrateur l'a réactivé : on peut s'y connecter. L'emplacement est @STATION_KEY@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let stationRenumbered = CatalogText(
    "a750080b61d1456998216c73f8f33ac1",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) has a new number",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) a un nouveau numéro"),
    text: Term(
      "An administrator numbered all stations anew. The place is @STATION_KEY@.",
      "Un administrateur a renuméroté tous les postes. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "Change the labels on the desks. See: stationctl stations",
      "Changez les étiquettes sur les tables. Voyez : stationctl stations"))

  static let stationForgotten = CatalogText(
    "3ab3c6ab9349483e9bb51b82bc46e5b8",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is forgotten",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est oublié"),
    text: Term(
      """
      It is no station any more; its number is free and its license goes back. The place is \
      @STATION_KEY@.
      """,
      """
      Ce n'est plus un poste ; son numéro est libre et sa licence retourne au stock. \
      L'emplacement est @STATION_KEY@.
      """),
    advice: Term(
      "If it is still plugged in, it can become one again: stationctl stations",
      "S'il est encore branché, il peut le redevenir : stationctl stations"))

  static let stationComplete = CatalogText(
    "a74fcf11de114627867c588ab611e139",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is complete",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est complet"),
    text: Term(
      "Everything is there that makes it usable. The place is @STATION_KEY@.",
      "Tout ce qu'il faut pour l'utiliser est là. L'emplacement est @STATION_KEY@."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let stationIncomplete = CatalogText(
    "ad75d25d860f415d8ff1cc05db68ca38",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is incomplete",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est incomplet"),
    text: Term(
      "Something is missing: @STATION_MISSING@. The place is @STATION_KEY@.",
      "Il manque quelque chose : @STATION_MISSING@. L'emplacement est @STATION_KEY@."),
    advice: Term(
      """
      Look at its plugs. If it has another display: stationctl station bind @STATION_KEY@ \
      DISPLAY
      """,
      """
      Vérifiez ses branchements. S'il a un autre écran : stationctl station bind @STATION_KEY@ \
      ÉCRAN
      """))

  static let stationConflict = CatalogText(
    "5d027170ecb84328b3fc73a502b7d7ae",
    subject: Term(
      "Station @STATION_NUMBER@ (@STATION_NAME@) is in conflict",
      "Poste @STATION_NUMBER@ (@STATION_NAME@) est en conflit"),
    text: Term(
      "It cannot be told what it is: @STATION_WHY@. The place is @STATION_KEY@.",
      "On ne peut pas dire ce que c'est : @STATION_WHY@. L'emplacement est @STATION_KEY@."),
    advice: Term(
      "See it with: stationctl station show @STATION_NUMBER@",
      "Voyez : stationctl station show @STATION_NUMBER@"))

  static let placeIgnored = CatalogText(
    "fa45f67fb036429ca1d61dde5302229b",
    subject: Term("A place is left alone", "Un emplacement est laissé tranquille"),
    text: Term(
      "An administrator said that what is plugged in at @STATION_KEY@ is to be no station.",
      """
      Un administrateur a dit que ce qui est branché à @STATION_KEY@ ne doit pas être un \
      poste.
      """),
    advice: Term(
      "Take it back with: stationctl station enroll @STATION_KEY@",
      "Pour revenir en arrière : stationctl station enroll @STATION_KEY@"))

  static let placeHeeded = CatalogText(
    "253ef35da45644cd85e1500adb034081",
    subject: Term(
      "A place is no longer left alone",
      "Un emplacement n'est plus laissé tranquille"),
    text: Term(
      "What is plugged in at @STATION_KEY@ may become a station again.",
      "Ce qui est branché à @STATION_KEY@ peut redevenir un poste."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))
}
