import Words

/// The agent itself.
extension CatalogText {
  static let agentStarting = CatalogText(
    "f1a858017f0e45b5bb8560de11be3289",
    subject: Term("The Stationmaster agent is starting", "L'agent Stationmaster démarre"),
    text: Term(
      "Version @STATION_VERSION@ of the agent begins to look for stations.",
      "La version @STATION_VERSION@ de l'agent commence à chercher des postes."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let agentReady = CatalogText(
    "7d5f7ccf56724b28a50635b37e8d5b5c",
    subject: Term("The Stationmaster agent is ready", "L'agent Stationmaster est prêt"),
    text: Term(
      "The agent has taken its first look and answers on D-Bus.",
      "L'agent a fait son premier tour et répond sur D-Bus."),
    advice: Term(
      "See what it found with: stationctl status",
      "Voyez ce qu'il a trouvé : stationctl status"))

  static let agentStopped = CatalogText(
    "65b3d9996c2b4a569d23aedb63fd5891",
    subject: Term("The Stationmaster agent has ended", "L'agent Stationmaster s'est arrêté"),
    text: Term(
      """
      It was asked to end. Graces and licenses keep their dates; devices that come and go \
      meanwhile are seen at the next start.
      """,
      """
      On lui a demandé de s'arrêter. Les sursis et les licences gardent leurs dates ; les \
      appareils branchés ou débranchés entre-temps seront vus au prochain démarrage.
      """),
    advice: Term(
      "Start it again with: systemctl start stationmaster",
      "Pour le relancer : systemctl start stationmaster"))

  static let agentFailed = CatalogText(
    "50f12f53913742d2b5008276d8111f90",
    subject: Term(
      "The Stationmaster agent cannot go on",
      "L'agent Stationmaster ne peut pas continuer"),
    text: Term(
      "The agent ended because of an error, which the message names. systemd starts it again.",
      "L'agent s'est arrêté à cause d'une erreur, que le message indique. systemd le relance."),
    advice: Term(
      "Remove the cause. See also: systemctl status stationmaster",
      "Supprimez la cause. Voyez aussi : systemctl status stationmaster"))

  static let configurationRead = CatalogText(
    "f05ea198ff534f5b84fd8fb647783429",
    subject: Term("The configuration was read again", "La configuration a été relue"),
    text: Term(
      "The agent goes on with the new settings.",
      "L'agent continue avec les nouveaux réglages."),
    advice: Term("Nothing needs to be done.", "Il n'y a rien à faire."))

  static let configurationKept = CatalogText(
    "d5e25f169d154dc99b86eff6e8580d4c",
    subject: Term(
      "A bad configuration was not taken over",
      "Une configuration erronée n'a pas été adoptée"),
    text: Term(
      """
      A file of the configuration has an error, which the message names. The agent goes on \
      with the settings of before.
      """,
      """
      Un fichier de la configuration contient une erreur, que le message indique. L'agent \
      continue avec les réglages précédents.
      """),
    advice: Term(
      """
      Correct it, check it with 'stationd --check-config', then: systemctl reload \
      stationmaster
      """,
      """
      Corrigez-la, vérifiez avec « stationd --check-config », puis : systemctl reload \
      stationmaster
      """))

  static let configurationFromCopy = CatalogText(
    "79e44aae959c4f0a9e2aa6a446fa05fb",
    subject: Term(
      "The agent was started with its copy of the configuration",
      "L'agent a démarré avec sa copie de la configuration"),
    text: Term(
      """
      A file of the configuration has an error, which the message names. So that nobody is left \
      without an agent, it works with the copy that it kept when the files were good last.
      """,
      """
      Un fichier de la configuration contient une erreur, que le message indique. Pour que personne \
      ne reste sans agent, il travaille avec la copie gardée quand les fichiers étaient encore bons.
      """),
    advice: Term(
      """
      Correct it, check it with 'stationd --check-config', then: systemctl reload \
      stationmaster
      """,
      """
      Corrigez-la, vérifiez avec « stationd --check-config », puis : systemctl reload \
      stationmaster
      """))

  static let configurationNotKept = CatalogText(
    "773b5820a58d43f5a0e6dda02a5c86ec",
    subject: Term(
      "The configuration could not be copied",
      "La configuration n'a pas pu être copiée"),
    text: Term(
      """
      The agent keeps a copy of good files, to start with it when they are bad. The message says why \
      it could not write it. It works as configured all the same. If it kept an older copy, a start with \
      a bad file would take that one, and the message says from when it is.
      """,
      """
      L'agent garde une copie des fichiers quand ils sont bons, pour démarrer avec elle s'ils ne le \
      sont plus. Le message dit pourquoi il n'a pas pu l'écrire. Il fonctionne quand même comme \
      configuré. S'il a gardé une copie plus ancienne, c'est elle qui servirait à un démarrage avec un \
      fichier incorrect, et le message dit de quand elle date.
      """),
    advice: Term(
      """
      Check the free space and the rights of its state folder, then: systemctl reload stationmaster
      """,
      """
      Vérifiez l'espace libre et les droits de son dossier d'état, puis : systemctl reload \
      stationmaster
      """))

  static let configurationRefused = CatalogText(
    "3f27b2e73b844aaf9f051161b0aedbeb",
    subject: Term(
      "The configuration has an error, so the agent does not start",
      "La configuration contient une erreur, l'agent ne démarre pas"),
    text: Term(
      """
      The message names the file and the line. Nor is there a copy of good files that the agent could \
      start with: none was kept yet, or it cannot be used, and then the message says why. With other \
      settings than those meant it would be another agent, so it does not guess.
      """,
      """
      Le message indique le fichier et la ligne. Il n'y a pas non plus de copie de fichiers corrects \
      avec laquelle l'agent pourrait démarrer : aucune n'a encore été gardée, ou elle est inutilisable, \
      et le message dit alors pourquoi. Avec d'autres réglages que ceux voulus, l'agent serait un \
      autre ; il ne devine donc pas.
      """),
    advice: Term(
      "Correct it, check it with 'stationd --check-config', then: systemctl start stationmaster",
      """
      Corrigez-la, vérifiez avec « stationd --check-config », puis : systemctl start \
      stationmaster
      """))

  static let restartNeeded = CatalogText(
    "8080c16e82db4968b7f079a4f228816c",
    subject: Term(
      "Some new settings wait for a restart",
      "Certains nouveaux réglages attendent un redémarrage"),
    text: Term(
      """
      The bus, the folder of the ledger and the folders of plugins cannot be exchanged while \
      the agent runs.
      """,
      """
      Le bus, le dossier du registre et les dossiers des plugins ne peuvent pas être changés \
      pendant que l'agent fonctionne.
      """),
    advice: Term(
      "When it suits: systemctl restart stationmaster",
      "Quand cela convient : systemctl restart stationmaster"))

  static let eventsDropped = CatalogText(
    "652f04d32c8845918a2f7e8a500ccb1d",
    subject: Term(
      "The kernel dropped device events",
      "Le noyau a perdu des événements d'appareils"),
    text: Term(
      "Too many came at once. The agent has read all devices anew, so nothing is missing.",
      "Il y en avait trop à la fois. L'agent a relu tous les appareils, rien ne manque donc."),
    advice: Term(
      "If it comes often, look for a device that comes and goes without end: udevadm monitor",
      """
      Si cela revient souvent, cherchez un appareil qui apparaît et disparaît sans cesse : \
      udevadm monitor
      """))

  static let sessionsUnknown = CatalogText(
    "291700fd911d40e399063d5d6d339fda",
    subject: Term("Who is signed in is not known", "On ne sait pas qui est connecté"),
    text: Term(
      """
      The login service could not be asked. Stations are shown without their people, and \
      nothing is decided by that.
      """,
      """
      Le service de connexion n'a pas pu être interrogé. Les postes sont affichés sans leurs \
      utilisateurs, et rien n'en est déduit.
      """),
    advice: Term(
      "See: systemctl status systemd-logind",
      "Voyez : systemctl status systemd-logind"))
}
