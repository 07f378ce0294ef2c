/// What the agent itself writes to people: on terminals, and for the line at login.
extension Term {
  public static let terminalOne = Term(
    "Stationmaster has a notice for you:", "Stationmaster a un avis pour vous\u{A0}:")
  public static let terminalSeveral = Term(
    "Stationmaster has {count} notices for you:",
    "Stationmaster a {count} avis pour vous\u{A0}:")
  public static let terminalNextStep = Term("What to do: {step}", "À faire\u{A0}: {step}")
  public static let terminalMore = Term("- and {count} more", "- et {count} autres")
  public static let terminalList = Term(
    "To read them: stationctl notice list", "Pour les lire\u{A0}: stationctl notice list")

  public static let loginOne = Term(
    "Stationmaster: {summary}", "Stationmaster\u{A0}: {summary}")
  public static let loginSeveral = Term(
    "Stationmaster: {count} notices, the gravest: {summary}",
    "Stationmaster\u{A0}: {count} avis, le plus grave\u{A0}: {summary}")
  public static let loginList = Term(
    "To see more: stationctl notice list", "Pour en savoir plus\u{A0}: stationctl notice list")
}
