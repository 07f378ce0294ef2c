import StationModel

/// What the plugins say, one entry for each desktop.
struct ListedDesktops {
  /// How a known desktop looks from here.
  enum Sighting {
    case listed(Desktop, isStale: Bool)
    /// Its plugin speaks, and no longer lists it.
    case gone
    /// Its plugin has not spoken since the agent started, or crashed: nothing can be said.
    case unheard
  }

  private var pictures: [String: DesktopPicture] = [:]
  private var desktops: [StationKey: (desktop: Desktop, isStale: Bool)] = [:]
  /// Those that a station can be made of: running or starting, no template, and vouched for.
  private(set) var countable: [(StationKey, Desktop)] = []

  init(_ all: [DesktopPicture]) {
    for picture in all where pictures[picture.plugin] == nil {
      pictures[picture.plugin] = picture
    }
    for (plugin, picture) in pictures.sorted(by: { $0.key < $1.key }) {
      for desktop in picture.desktops.sorted(by: { $0.id < $1.id }) {
        let key = StationKey.desktop(plugin: plugin, id: desktop.id)
        guard desktops[key] == nil else { continue }
        desktops[key] = (desktop, picture.isStale)
        if !picture.isStale, Need.of(desktop) == .needed { countable.append((key, desktop)) }
      }
    }
  }

  func sighting(of key: StationKey) -> Sighting {
    if let (desktop, isStale) = desktops[key] { return .listed(desktop, isStale: isStale) }
    guard let picture = picture(for: key), !picture.isStale else { return .unheard }
    return .gone
  }

  /// The picture of the plugin that the key names: `desktop:<plugin>/<id>`. An id may hold slashes,
  /// so each is tried as the end of the plugin's name.
  private func picture(for key: StationKey) -> DesktopPicture? {
    let prefix = "desktop:"
    guard key.text.hasPrefix(prefix) else { return nil }
    let rest = key.text.dropFirst(prefix.count)
    for slash in rest.indices where rest[slash] == "/" {
      if let picture = pictures[String(rest[..<slash])] { return picture }
    }
    return nil
  }
}

extension Book {
  mutating func keepDesktop(
    _ record: Enrolled, seen: ListedDesktops.Sighting, now: Timestamp
  ) {
    switch seen {
    case .listed(let desktop, let isStale):
      // What a crashed plugin said last is shown, but writes no history.
      let record = isStale ? record : present(record)
      add(
        Station(
          record: record, presence: .complete, need: Need.of(desktop), isStale: isStale))
    case .gone:
      let record = absent(record, since: now)
      add(
        Station(
          record: record, presence: .absent(since: record.absentSince ?? now),
          need: .notNeeded(why: "its plugin no longer lists the desktop")))
    case .unheard:
      add(
        Station(
          record: record, presence: .unknown(why: "its plugin has not spoken since the start"),
          need: .notNeeded(why: "its plugin has not reported the desktop"), isStale: true))
    }
  }

  mutating func enrollDesktop(_ desktop: Desktop, key: StationKey, now: Timestamp) {
    let record = enroll(key, kind: .desktop, name: desktop.name, now: now)
    add(Station(record: record, presence: .complete, need: Need.of(desktop)))
  }
}
