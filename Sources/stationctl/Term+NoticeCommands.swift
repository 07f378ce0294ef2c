import Words

/// What the commands about notices say.
extension Term {
  static let nothingToTell = Term("There is nothing to tell.", "Il n’y a rien à signaler.")
  static let nothingMuted = Term("Nothing is muted.", "Rien n’est en sourdine.")
  static let nobodyTold = Term("nobody that is known of", "personne, que l’on sache")
  static let fieldCommands = Term("Commands", "Commandes")

  static let named = Term("{name}: {value}", "{name}\u{A0}: {value}")
  static let audienceUntil = Term("{audience}, until {date}", "{audience}, jusqu’au {date}")
  static let toldLine = Term("{who}: {state} {way}, {date}", "{who}\u{A0}: {state} {way}, {date}")
  // Of what no person was told: the state and the way in one.
  static let programRan = Term("was run", "a été lancé")
  static let mailWent = Term("mail was sent", "un courriel a été envoyé")
  static let toldByHook = Term("{who}: {what}, {date}", "{who}\u{A0}: {what}, {date}")
  static let toldAgain = Term(", again {date}", ", à rappeler {date}")

  static let dismissed = Term(
    "You are not told again: {notice}. It stays on the board, and for others, until it is solved; "
      + "its next stage is told to you.",
    "Ceci ne vous sera plus rappelé\u{A0}: {notice}. L’avis reste affiché au tableau, et pour les "
      + "autres, jusqu’à ce qu’il soit résolu\u{A0}; sa prochaine étape vous sera signalée.")
  static let mutedUntil = Term(
    "Notices of the cause {cause} are muted until {date}, for: {audience}.",
    "Les avis de la cause {cause} sont en sourdine jusqu’au {date}, pour\u{A0}: {audience}.")
  static let mutedStays = Term(
    "They stay on the board, in the journal and in the history. To tell them again: {command}",
    "Ils restent au tableau, dans le journal et dans l’historique. Pour les signaler de "
      + "nouveau\u{A0}: {command}")
  static let unmuted = Term(
    "Notices of the cause {cause} are told again.",
    "Les avis de la cause {cause} sont de nouveau signalés.")
  static let notMuted = Term(
    "Notices of the cause {cause} were not muted like that.",
    "Les avis de la cause {cause} n’étaient pas en sourdine ainsi.")
}
