extension Settings {
  /// The keys that somebody names: `Licensing.host-grace`, `host-grace`, or all of `Licensing`.
  public static func keys(named name: String) -> [KeyInfo] {
    for isMeant: (KeyInfo) -> Bool in [
      { $0.title == name }, { $0.name == name }, { $0.section == name },
      { $0.title.lowercased() == name.lowercased() },
      { $0.section.lowercased() == name.lowercased() },
    ] {
      let found = keys.filter(isMeant)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What somebody probably meant who named no key and no section.
  public static func suggestion(for name: String) -> String? {
    Configuration.suggestion(
      for: name, among: keys.map(\.name) + keys.map(\.title) + sections)
  }
}
