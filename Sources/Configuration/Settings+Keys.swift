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
      "Licensing", "trusted-keys", \.trustedKeys, .folder,
      "The folder of the public keys (*.pub) whose license packs are accepted."),
    KeyInfo(
      "Plugins", "folders", \.pluginFolders, .folders,
      "The folders in which plugins are looked for; of two with one name the first counts."),
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
