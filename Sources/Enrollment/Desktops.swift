import StationModel

/// What the plugins say, one entry for each desktop.
struct ListedDesktops {
  /// How a known desktop looks from here.
  enum Sighting {
    case listed(Desktop, isStale: Bool)
    /// Its plugin speaks, and no longer lists it.
    case gone
    /// Its plugin has not spoken since the agent started to listen: nothing can be said.
    case unheard(since: Timestamp?)
    /// Its plugin went away and has not come back: nothing can be said any more.
    case lost(since: Timestamp)
  }

  private let now: Timestamp
  private let listeningSince: Timestamp?
  private let lostSince: [String: Timestamp]
  private var pictures: [String: DesktopPicture] = [:]
  private var desktops: [StationKey: (desktop: Desktop, isStale: Bool)] = [:]
  /// Those that are vouched for, by plugin and id.
  private(set) var fresh: [(key: StationKey, desktop: Desktop)] = []
  /// Those that would count, and are bound to a station; the first by id first.
  private(set) var shown: [(key: StationKey, desktop: Desktop, station: StationKey)] = []

  init(_ input: RosterInput) {
    now = input.now
    listeningSince = input.listeningSince
    lostSince = input.lostSince
    for picture in input.desktops where pictures[picture.plugin] == nil {
      pictures[picture.plugin] = picture
    }
    for (plugin, picture) in pictures.sorted(by: { $0.key < $1.key })
    where picture.freshness != .lost {
      for desktop in picture.desktops.sorted(by: { $0.id < $1.id }) {
        let key = StationKey.desktop(plugin: plugin, id: desktop.id)
        guard desktops[key] == nil else { continue }
        desktops[key] = (desktop, picture.isStale)
        if !picture.isStale { fresh.append((key, desktop)) }
        if let station = desktop.station, Need.of(desktop) == .needed {
          shown.append((key, desktop, station))
        }
      }
    }
    for (key, vanished) in input.vanished
    where desktops[key] == nil && input.now < vanished.since + input.policy.patience.absence {
      guard let picture = picture(for: key), picture.freshness != .lost else { continue }
      desktops[key] = (vanished.desktop, true)
      if let station = vanished.desktop.station, Need.of(vanished.desktop) == .needed {
        shown.append((key, vanished.desktop, station))
      }
    }
    shown.sort { ($0.desktop.id, $0.key) < ($1.desktop.id, $1.key) }
  }

  /// The plugin stands by it now.
  func isThere(_ key: StationKey) -> Bool { desktops[key].map { !$0.isStale } ?? false }

  func sighting(of key: StationKey) -> Sighting {
    if let (desktop, isStale) = desktops[key] { return .listed(desktop, isStale: isStale) }
    guard let picture = picture(for: key) else { return .unheard(since: listeningSince) }
    switch picture.freshness {
    case .fresh: return .gone
    case .stale: return .unheard(since: nil)
    case .lost: return .lost(since: lostSince[picture.plugin] ?? now)
    }
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
    _ record: Enrolled, seen: ListedDesktops.Sighting, input: RosterInput
  ) {
    switch seen {
    case .listed(let desktop, let isStale):
      // What a crashed plugin said last is shown, but writes no history. Nor does one that lists a
      // desktop now and then.
      if let since = input.vanished[record.key]?.since {
        let moment = since + input.policy.patience.absence
        if moment > input.now { look(againAt: moment) }
      }
      add(Station(isStale ? record : present(record), desktop, isStale: isStale))
    case .gone:
      leave(record, input: input)
    case .unheard(let since):
      let record = silent(record, since: since, input: input)
      add(
        Station(
          record: record, presence: .unknown(why: "its plugin has not spoken since the start"),
          need: .notNeeded(why: "its plugin has not reported the desktop"), isStale: true))
    case .lost(let since):
      let record = silent(record, since: since, input: input)
      add(
        Station(
          record: record,
          presence: .unknown(why: "its plugin has said nothing of it since \(since.utcText)"),
          need: .notNeeded(why: "nothing is known of the desktop: its plugin is away"),
          isStale: true))
    }
  }

  /// A license must not be held for ever for what nobody speaks of, so it is absent in the end, and
  /// over restarts of the agent. Not at once: a plugin that comes and goes must not fill the history.
  private mutating func silent(
    _ record: Enrolled, since: Timestamp?, input: RosterInput
  ) -> Enrolled {
    guard record.absentSince == nil, let since else { return record }
    let moment = since + input.policy.patience.silence
    if moment <= input.now { return absent(record, since: since) }
    look(againAt: moment)
    return record
  }

  /// A desktop is a station once it counts, and while it is assigned to one: then the plugin must
  /// keep it for us.
  func admits(_ desktop: Desktop) -> Bool {
    if Need.of(desktop) == .needed { return true }
    guard !desktop.isTemplate, let place = desktop.station else { return false }
    return isStation(moves[place] ?? place)
  }

  mutating func enrollDesktop(_ desktop: Desktop, key: StationKey, now: Timestamp) {
    let record = enroll(
      key, kind: desktop.isNetwork ? .network : .desktop, name: desktop.name,
      labels: desktop.labels, now: now)
    add(Station(record, desktop, isStale: false))
  }

  /// A station and the desktop that is shown at it count once: the station does. One desktop at a
  /// time can be shown there.
  mutating func countOnce(
    _ shown: [(key: StationKey, desktop: Desktop, station: StationKey)]
  ) {
    var taken: Set<StationKey> = []
    for (key, desktop, place) in shown {
      guard var station = self[key], var place = self[moves[place] ?? place], !place.key.isDesktop,
        place.need == .needed || place.presence.isUncertain, taken.insert(place.key).inserted
      else { continue }
      let number = place.record.number
      station.need = .notNeeded(
        why: place.need == .needed
          ? "it is shown at station \(number), which counts"
          : "it is shown at station \(number), which comes or goes at this moment")
      station.givesBack =
        place.need == .needed && !station.isStale
        ? "it was shown at station \(number), which counts" : nil
      put(station)
      // Whoever is on the desktop sits there.
      guard let user = desktop.user, !place.users.contains(user) else { continue }
      place.users = (place.users + [user]).sorted()
      put(place)
    }
  }
}

extension Station {
  fileprivate init(_ record: Enrolled, _ desktop: Desktop, isStale: Bool) {
    self.init(
      record: record, presence: .complete, need: Need.of(desktop), isStale: isStale,
      remarks: desktop.health.remark.map { [$0] } ?? [], users: desktop.user.map { [$0] } ?? [],
      givesBack: isStale ? nil : Need.over(desktop))
  }
}

extension Health {
  /// As a sentence about a desktop; nil while all is well.
  fileprivate var remark: String? {
    let words = why ?? "its plugin does not say why"
    let why = words.hasSuffix(".") ? words : words + "."
    return switch state {
    case .ready: nil
    case .starting: "It does not work yet: \(why)"
    case .degraded: "It does not work as it should: \(why)"
    case .failed: "It does not work: \(why)"
    }
  }
}

extension Presence {
  /// For a moment it is not known whether it is there.
  fileprivate var isUncertain: Bool {
    switch self {
    case .unknown, .probing, .away: true
    case .complete, .incomplete, .absent, .conflict: false
    }
  }
}
