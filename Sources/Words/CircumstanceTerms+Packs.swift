/// Packs of licenses.
extension CircumstanceTerms {
  static let packEnding = CircumstanceTerms(
    title: Term("Pack {pack} ends soon", "Le pack {pack} prend bientôt fin"),
    message: Term(
      "Pack {pack} of {issuer} ends on {date}, {length} after this notice. {Held}. "
        + "When it ends, {short} short, since no other pack makes up for it.",
      "Le pack {pack}, émis par {issuer}, prend fin le {date}, soit {length} après cet avis. "
        + "{Held}. À sa fin, {short} sans licence, car aucun autre pack ne le remplace."),
    nextStep: renewPack)

  static let packEnded = CircumstanceTerms(
    title: Term("Pack {pack} has ended", "Le pack {pack} a pris fin"),
    message: Term(
      "Pack {pack} of {issuer} reached its end on {date}. {Held}. "
        + "Now {short} short, since no other pack makes up for it.",
      "Le pack {pack}, émis par {issuer}, a pris fin le {date}. {Held}. "
        + "Désormais, {short} sans licence, car aucun autre pack ne le remplace."),
    nextStep: renewPack)

  static let untrusted = CircumstanceTerms(
    title: Term(
      "Pack {pack} is not trusted now", "Le pack {pack} n’est plus considéré comme fiable"),
    message: Term(
      "Pack {pack} is not trusted now: {why}. Those of its licenses that are held count "
        + "to the end of their terms, and no others are given or renewed.",
      "Le pack {pack} n’est plus considéré comme fiable. Motif : {why}. Celles de ses licences qui "
        + "sont utilisées comptent jusqu’à la fin de leur durée ; aucune autre n’est donnée ni "
        + "renouvelée."),
    nextStep: Term(
      "What helps against it: stationctl doctor. A pack of the same issuer that replaces "
        + "it always does: stationctl license add FILE",
      "Ce qui peut y remédier : stationctl doctor. Un pack du même émetteur qui le remplace "
        + "convient toujours : stationctl license add FICHIER"))

  private static let renewPack = Term(
    "Ask {issuer} for a renewal and add it: stationctl license add FILE. "
      + "What there is: stationctl license list",
    "Demandez un renouvellement (émetteur : {issuer}) et ajoutez-le : "
      + "stationctl license add FICHIER. Ce qu’il y a : stationctl license list")
}
