import Words

/// The mail about a notice.
extension Term {
  static let mailSubject = Term("[{host}] {summary}", "[{host}] {summary}")
  static let mailSolvedSubject = Term(
    "[{host}] Solved: {summary}", "[{host}] Résolu\u{a0}: {summary}")
  static let mailSolved = Term(
    "This is solved and needs nothing any more. It was said before:",
    "C’est résolu, il n’y a plus rien à faire. Il avait été dit\u{a0}:")
  static let mailDeadline = Term("Deadline: {date}.", "Échéance\u{a0}: {date}.")
  static let mailFoot = Term(
    """
    Stationmaster on {host} sends this because hook-mail in its configuration names this address. \
    See all: stationctl notice list
    """,
    """
    Stationmaster envoie ceci depuis {host}, car hook-mail dans sa configuration indique cette adresse. \
    Tout voir\u{a0}: stationctl notice list
    """)
}
