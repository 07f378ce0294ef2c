/// What is plugged in, plugins, and who was refused.
extension CircumstanceTerms {
  static let pluginFailed = CircumstanceTerms(
    title: Term("Plugin {plugin} has failed", "Le plugin {plugin} est en échec"),
    message: Term(
      "Plugin {plugin} is not started again: {why}. Nothing is known of its desktops "
        + "meanwhile; their licenses are kept as for stations that are away.",
      "Le plugin {plugin} n’est pas redémarré. Motif : {why}. D’ici là, on ne sait rien de ses "
        + "bureaux ; leurs licences sont gardées comme pour des postes absents."),
    nextStep: Term(
      "See what it said: stationctl plugin log {plugin}. "
        + "When it is repaired: stationctl plugin restart {plugin}",
      "Voyez ce qu’il a écrit : stationctl plugin log {plugin}. "
        + "Une fois réparé : stationctl plugin restart {plugin}"))

  static let pluginUnwell = CircumstanceTerms(
    title: Term(
      "Plugin {plugin} does not work as it should",
      "Le plugin {plugin} ne fonctionne pas comme il devrait"),
    message: Term(
      "Plugin {plugin} runs, but has not been well since {date}. It says: {why}.",
      "Le plugin {plugin} tourne, mais ne va pas bien depuis le {date}. Il signale : {why}."),
    nextStep: Term(
      "How it is now: stationctl plugin show {plugin}. "
        + "What it wrote: stationctl plugin log {plugin}",
      "Où il en est : stationctl plugin show {plugin}. "
        + "Ce qu’il a écrit : stationctl plugin log {plugin}"))

  static let candidate = CircumstanceTerms(
    title: couldBe, message: isPluggedIn,
    nextStep: Term(
      "Make it one: stationctl station enroll {key}. "
        + "Or leave it alone: stationctl station ignore {key}",
      "En faire un poste : stationctl station enroll {key}. "
        + "Ou le laisser de côté : stationctl station ignore {key}"))

  static let candidateWithoutDisplay = CircumstanceTerms(
    title: couldBe, message: isPluggedIn,
    nextStep: Term(
      "Give it a display: stationctl station bind {key} DISPLAY. "
        + "Without one: stationctl station enroll {key}. "
        + "Or leave it alone: stationctl station ignore {key}",
      "Lui donner un écran : stationctl station bind {key} ÉCRAN. "
        + "Sans écran : stationctl station enroll {key}. "
        + "Ou le laisser de côté : stationctl station ignore {key}"))

  static let candidateMayBe = CircumstanceTerms(
    title: Term(
      "Is \"{label}\" {station} in another socket?",
      "« {label} » : {station} sur une autre prise ?"),
    message: Term(
      "\"{label}\" is plugged in at {key} and looks like {station}. {others} gone. "
        + "It has no serial number by which to tell.",
      "« {label} » est branché sur {key} et ressemble à ceci : {station}. {Others}, et aucun numéro "
        + "de série ne permet de trancher."),
    nextStep: Term(
      "If it is: stationctl station moved {number} {key}. "
        + "If it is a new station: stationctl station enroll {key}. "
        + "If it is none: stationctl station ignore {key}",
      "Si c’est bien lui : stationctl station moved {number} {key}. "
        + "Si c’est un nouveau poste : stationctl station enroll {key}. "
        + "Si ce n’est pas un poste : stationctl station ignore {key}"))

  static let flapping = CircumstanceTerms(
    title: Term("{Thing} keeps coming and going", "{Thing} : disparaît et revient sans cesse"),
    message: Term(
      "The {part} of {thing} went away again and again, as was noticed at {date}. Until "
        + "it is steady again, nothing more is written down about its coming and going, and its "
        + "license stays.",
      "{Thing} : un appareil ({part}) a disparu à plusieurs reprises, comme constaté le {date}. "
        + "Jusqu’à ce que cela cesse, ses allées et venues ne sont plus notées, et sa licence "
        + "reste."),
    nextStep: Term(
      "Check its cable, its power supply and its socket, or try another one. "
        + "What is seen of it: stationctl station show {number}",
      "Vérifiez son câble, son alimentation et sa prise, ou essayez-en une autre. "
        + "Ce qu’on en voit : stationctl station show {number}"))

  static let refusedDisabled = CircumstanceTerms(
    title: wasRefused,
    message: Term(
      "At {date}, {person} wanted to sign in at {station} and was refused, since it is "
        + "closed. Sessions that are open there go on.",
      "{Person} a voulu ouvrir une session au {station} le {date} ; l’accès a été refusé, car ce "
        + "poste est fermé. Les sessions qui y sont ouvertes continuent."),
    nextStep: Term(
      "To let people in again: stationctl station enable {number}",
      "Pour le rouvrir : stationctl station enable {number}"))

  static let refusedUnlicensed = CircumstanceTerms(
    title: wasRefused,
    message: Term(
      "At {date}, {person} wanted to sign in at {station} and was refused, since it has "
        + "no license and its grace is over. Sessions that are open there go on.",
      "{Person} a voulu ouvrir une session au {station} le {date} ; l’accès a été refusé, car ce "
        + "poste n’a pas de licence et son délai de grâce est terminé. Les sessions qui y sont "
        + "ouvertes continuent."),
    nextStep: Term(
      "Why it has no license: stationctl station show {number}. "
        + "To let people in without one, write enforcement = notify into the configuration",
      "Pourquoi il n’a pas de licence : stationctl station show {number}. "
        + "Pour laisser entrer sans licence, écrivez enforcement = notify dans la configuration"))

  private static let couldBe = Term(
    "\"{label}\" could be a station", "« {label} » pourrait être un poste")
  private static let isPluggedIn = Term(
    "A hub with a keyboard is plugged in at {key}: \"{label}\". {lacks} {doubt}",
    "Un concentrateur avec clavier est branché sur {key} : « {label} ». {lacks} {doubt}")
  private static let wasRefused = Term(
    "{Person} was refused at {station}", "{Person} : accès refusé au {station}")
}
