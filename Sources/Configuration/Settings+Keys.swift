import StationModel

extension Settings {
  /// Every key there is, by section: the one table that reading, the reference and `config` use.
  public static let keys: [KeyInfo] = [
    KeyInfo(
      "Stations", "host-counts", \.hostCounts, .hostCounts,
      """
      Does this computer itself need a license? With "auto" it does while it has its own keyboard \
      and display.
      """),
    KeyInfo(
      "Stations", "enroll", \.enroll, .enroll,
      """
      How does a hub with keyboard, mouse and display become a station? With "auto" by itself where \
      the hardware leaves no doubt, and administrators are asked about the rest; with "ask" they are \
      asked about each; with "manual" only by command, and nobody is asked.
      """),
    KeyInfo(
      "Stations", "absence-grace", \.absenceGrace, .span,
      """
      How long a station may be away, as while its hub resets or a KVM switch is turned, before it \
      counts as absent.
      """),
    KeyInfo(
      "Stations", "settle-time", \.settleTime, .span,
      "How long a hub must be quiet before what it does not have counts as missing."),
    KeyInfo(
      "Stations", "settle-limit", \.settleLimit, .span,
      "How long at most is waited for a hub that is never quiet."),
    KeyInfo(
      "Seats", "seats", \.seats, .seatManaging,
      """
      Does the agent make stations with a graphics card of their own seats, at which people can sign in? \
      With "observe" it takes seats as they are, and 'stationctl seat plan' shows what it would do; with \
      "manage" it attaches their hubs and cards through logind.
      """),
    KeyInfo(
      "Seats", "rules", \.seatRules, .folder,
      "The folder in which logind writes down which device belongs to which seat."),
    KeyInfo(
      "SignIn", "enforcement", \.enforcement, .enforcement,
      """
      What happens at a station without a license when its grace is over? With "notify" people are told; \
      with "block-new-sessions" nobody new may sign in there, if the sign-in check is on. The host's console, \
      root and administrators may always, and no session is ever ended.
      """),
    KeyInfo(
      "SignIn", "administrators", \.administrators, .groups,
      "The groups whose members may sign in anywhere."),
    KeyInfo(
      "Licensing", "host-grace", \.hostGrace, .span,
      """
      How long all stations may work without licenses, from the first station that counts. It \
      ends early with the first license that is given. A grace that began keeps its dates.
      """),
    KeyInfo(
      "Licensing", "station-grace", \.stationGrace, .span,
      """
      How long one station may work without a license, once for each place. A grace that began \
      keeps its dates.
      """),
    KeyInfo(
      "Licensing", "absence-hold", \.absenceHold, .span,
      "How long a station that is gone keeps its license before others can have it."),
    KeyInfo(
      "Licensing", "renewal-window", \.renewalWindow, .span,
      "How long before its end a license's term is renewed."),
    KeyInfo(
      "Licensing", "term-shortest", \.termShortest, .days,
      """
      The shortest term of a station's license. Terms are a random number of days up to term-longest, \
      so that renewals spread.
      """),
    KeyInfo(
      "Licensing", "term-longest", \.termLongest, .days,
      "The longest term of a station's license. If it is below term-shortest, that counts."),
    KeyInfo(
      "Licensing", "user-term", \.userTerm, .days,
      """
      The term of a person's license in the mode per-user. It begins anew when the person signs in, at \
      most once a day.
      """),
    KeyInfo(
      "Licensing", "revocation-cap", \.revocationCap, .percent,
      """
      How much of a pack may stand revoked at once, at least one license. With 0% no license can be \
      revoked.
      """),
    KeyInfo(
      "Licensing", "extension-limit", \.extensionLimit, .spanOrNone,
      "How much longer administrators may make each grace, in all. With 0d none can be extended."),
    KeyInfo(
      "Licensing", "site", \.site, .site,
      "The site that this computer belongs to, for license packs that are for one site only."),
    KeyInfo(
      "Licensing", "trusted-keys", \.trustedKeys, .folder,
      "The folder of the public keys (*.pub) whose license packs are accepted."),
    KeyInfo(
      "Plugins", "folders", \.pluginFolders, .folders,
      "The folders in which plugins are looked for; of two with one name the first counts."),
    KeyInfo(
      "Plugins", "stale-time", \.staleTime, .span,
      """
      How long the desktops of a plugin that went away are taken as they were seen last. After that \
      nothing is known of them, and they count as stations that are away.
      """),
    KeyInfo(
      "Notices", "language", \.language, .language,
      """
      In which language are terminals, the line at login and mail? With "auto" in that of the computer. \
      On a desktop and on the command line each person reads the own one.
      """),
    KeyInfo(
      "Notices", "quiet-hours", \.quietHours, .quietHours,
      """
      When is nobody told anything, on the computer's own clock? What comes up then is told when they are \
      over, unless its deadline would pass before.
      """),
    KeyInfo(
      "Notices", "hook-program", \.hookProgram, .program,
      """
      A program that is run for each new stage of a notice, confined, with the notice as JSON on its \
      standard input.
      """),
    KeyInfo(
      "Notices", "hook-mail", \.hookMail, .mailAddress,
      "Who gets a mail for each new stage of a notice. It needs a program sendmail."),
    KeyInfo(
      "Notices", "hook-causes", \.hookCauses, .causes,
      "For which causes the program is run and mail is sent; for all, if there are none."),
    KeyInfo(
      "Notices", "hook-severity", \.hookSeverity, .severity,
      "From which severity on the program is run and mail is sent."),
    KeyInfo(
      "Bus", "address", \.bus, .bus,
      "The D-Bus on which the agent offers org.stationmaster1."),
    KeyInfo(
      "State", "folder", \.stateFolder, .folder,
      "The folder of the ledger. Only the agent's own user may read it."),
  ]

  /// In the order of the table, each once.
  static let sections = keys.map(\.section).reduce(into: [String]()) { sections, section in
    if sections.last != section { sections.append(section) }
  }
}
