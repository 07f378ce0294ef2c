/// Licenses and where they come from. In French `{source}` is feminine, as all three names of one are,
/// and `{station}` comes without an article.
extension CircumstanceTerms {
  static let unconfigured = CircumstanceTerms(
    title: Term("No license mode is set", "Aucun mode de licence n’est défini"),
    message: Term(
      "No license mode is set, so no station is given a license.",
      "Aucun mode de licence n’est défini : aucun poste ne reçoit donc de licence."),
    nextStep: Term(
      "Say how licenses are counted. By stations: stationctl license mode per-device. "
        + "By people: stationctl license mode per-user",
      "Indiquez comment les licences sont comptées. Par poste : "
        + "stationctl license mode per-device. Par personne : stationctl license mode per-user"))

  static let sourceUnknown = CircumstanceTerms(
    title: Term("{Source} was not asked yet", "{Source} n’a pas encore été interrogée"),
    message: Term("{Source} was not asked yet.", "{Source} n’a pas encore été interrogée."),
    nextStep: Term(
      "Wait a minute: it is asked by itself. If this stays so: stationctl doctor",
      "Attendez une minute : elle sera interrogée automatiquement. Si cela dure : "
        + "stationctl doctor"))

  static let sourceDenied = CircumstanceTerms(
    title: Term("{Source} does not let this host in", "{Source} n’accepte pas cet hôte"),
    message: Term(
      "{Source} does not let this host in: {why}.",
      "{Source} n’accepte pas cet hôte. Motif : {why}."),
    nextStep: Term(
      "Ask whoever runs it to let this host in. How it stands: stationctl doctor",
      "Demandez à la personne qui la gère d’accepter cet hôte. Où cela en est : "
        + "stationctl doctor"))

  static let sourceIncompatible = CircumstanceTerms(
    title: Term("{Source} speaks another version", "{Source} utilise une autre version"),
    message: Term(
      "{Source} speaks another version: {why}.",
      "{Source} utilise une autre version. Motif : {why}."),
    nextStep: Term(
      "Update this host or the source, so that both have the same version. "
        + "How it stands: stationctl doctor",
      "Mettez à jour cet hôte ou la source, pour que les deux aient la même version. "
        + "Où cela en est : stationctl doctor"))

  static let sourceUnreachable = CircumstanceTerms(
    title: Term("{Source} cannot be asked", "{Source} ne peut pas être interrogée"),
    message: Term(
      "{Source} cannot be asked: {why}.", "{Source} ne peut pas être interrogée. Motif : {why}."),
    nextStep: Term(
      "Find out what is wrong: stationctl doctor. Licenses are given when it answers again",
      "Cherchez ce qui ne va pas : stationctl doctor. "
        + "Des licences seront de nouveau données dès qu’elle répondra"))

  static let severalSources = CircumstanceTerms(
    title: Term(
      "{Count} license sources give no licenses now",
      "{Count} sources de licences n’en donnent aucune actuellement"),
    message: Term("{sources}", "{sources}"),
    nextStep: Term(
      "Find out what is wrong: stationctl doctor. Licenses are given when they answer again",
      "Cherchez ce qui ne va pas : stationctl doctor. "
        + "Des licences seront de nouveau données dès qu’elles répondront"))

  static let exhausted = CircumstanceTerms(
    title: Term(
      "No license is free for {station}", "Aucune licence n’est libre pour le {station}"),
    message: Term("{Shortage}.", "{Shortage}."),
    nextStep: Term(
      "Add a pack: stationctl license add FILE. "
        + "Or give up a station that is no longer used: stationctl station forget NUMBER",
      "Ajoutez un pack : stationctl license add FICHIER. "
        + "Ou renoncez à un poste qui ne sert plus : stationctl station forget NUMÉRO"))

  static let exhaustedForPeople = CircumstanceTerms(
    title: Term(
      "Somebody at {station} has no license", "Une personne au {station} n’a pas de licence"),
    message: Term(
      "At {station}, {person} is signed in and has no license: {shortage}.",
      "Au {station}, {person} a une session ouverte et n’a pas de licence : {shortage}."),
    nextStep: addUserPack)

  static let over = CircumstanceTerms(
    title: Term(
      "There are more people than licenses at {station}",
      "Il y a plus de personnes que de licences au {station}"),
    message: Term(
      "At {station}, {have} no license: {shortage}, and {missing} on this host. There has "
        + "been no grace there since {date}. Nobody is refused for it.",
      "Au {station}, {have} pas de licence : {shortage}, et {missing} sur cet hôte. "
        + "Le délai de grâce y est terminé depuis le {date}. Personne n’est refusé pour autant."),
    nextStep: addUserPack)

  static let expired = CircumstanceTerms(
    title: Term(
      "The licenses for {station} have run out", "Les licences pour le {station} ont expiré"),
    message: Term(
      "The licenses for {station} have run out.", "Les licences pour le {station} ont expiré."),
    nextStep: Term(
      "Add a pack that renews them: stationctl license add FILE",
      "Ajoutez un pack qui les renouvelle : stationctl license add FICHIER"))

  private static let addUserPack = Term(
    "Add a pack of user licenses: stationctl license add FILE. "
      + "What there is: stationctl license list",
    "Ajoutez un pack de licences utilisateur : stationctl license add FICHIER. "
      + "Ce qu’il y a : stationctl license list")
}
