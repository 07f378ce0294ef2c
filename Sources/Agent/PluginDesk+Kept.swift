import StationModel

extension PluginDesk {
  /// The ids of a plugin's desktops that are stations here, or become one now: it may let go of all
  /// others. Nil while nothing is known of any: a ledger that is new, or was lost, says nothing about
  /// what the plugin keeps for people.
  func kept(
    of plugin: String, enrolled: [Enrolled], assigning: Set<StationKey>, hold: Span, now: Timestamp
  ) -> [String]? {
    let records = enrolled.filter { $0.key.desktop?.plugin == plugin }
    guard !records.isEmpty else { return nil }
    var ids = Set(
      records.filter { record in record.absentSince.map { now < $0 + hold } ?? true }
        .compactMap { $0.key.desktop?.id })
    for key in assigning {
      if let desktop = key.desktop, desktop.plugin == plugin { ids.insert(desktop.id) }
    }
    // Those that are assigned to one of our stations, whether they are enrolled already or not.
    let places = Set(enrolled.map(\.key))
    for desktop in pictures[plugin]?.desktops ?? [] {
      if let station = desktop.station, places.contains(station) { ids.insert(desktop.id) }
    }
    return ids.sorted()
  }
}
