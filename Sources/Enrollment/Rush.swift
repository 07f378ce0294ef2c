public import StationModel

/// How many desktops a plugin may make stations: as many as it lists, but not ever others.
///
/// An honest first list of 10,000 passes, and so does a room that is switched on. A plugin of which more
/// than `mostGone` desktops are gone and remembered gets `most` new stations in an hour.
struct Rush {
  static let mostGone = 200
  static let most = 200
  static let time = Span.hours(1)

  private struct Count {
    var gone = 0
    var new = 0
    var first: Timestamp?

    mutating func add(_ time: Timestamp) {
      new += 1
      first = min(first ?? time, time)
    }
  }

  private var counts: [String: Count] = [:]
  private let now: Timestamp
  /// By plugin.
  private(set) var waiting: [String: WaitingDesktops] = [:]

  init(_ input: RosterInput, _ listed: ListedDesktops) {
    now = input.now
    for record in input.known {
      guard let plugin = record.key.desktop?.plugin else { continue }
      if !listed.isThere(record.key) { counts[plugin, default: Count()].gone += 1 }
      if record.enrolledAt + Self.time > input.now {
        counts[plugin, default: Count()].add(record.enrolledAt)
      }
    }
  }

  mutating func admits(_ key: StationKey) -> Bool {
    guard let plugin = key.desktop?.plugin, let count = counts[plugin],
      count.gone > Self.mostGone
    else { return true }
    if count.new < Self.most {
      counts[plugin]?.new += 1
      return true
    }
    let since = count.first ?? now
    waiting[plugin, default: WaitingDesktops(count: 0, since: since)].count += 1
    return false
  }
}

/// Desktops that are no stations yet, since their plugin lists ever others.
public struct WaitingDesktops: Sendable, Equatable {
  public var count: Int
  /// When the oldest of this hour's new ones came; an hour later the next one may.
  public var since: Timestamp

  public init(count: Int, since: Timestamp) {
    self.count = count
    self.since = since
  }
}
