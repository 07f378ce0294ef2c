import StationModel

@testable import Reports

/// The figures of a report in the plainest way: for each moment at which something may change, the
/// whole history until then is read again, and what is so at that moment is written down.
struct SlowUsage {
  let rows: [HistoryRow]
  let query: UsageQuery

  /// What is so at one moment.
  struct Moment {
    /// Holder and its lease.
    var leases: [String: (pack: String, end: Timestamp)] = [:]
    var labels: [String: [String]] = [:]
    var states: [String: String] = [:]
    var stations: Set<String> = []
  }

  struct Figures: Equatable {
    var peak = 0
    var peakAt: Timestamp?
    var average = 0
    var granted = 0
    var renewed = 0
    var released = 0
    var revoked = 0
    var denials = 0
    var grace = 0
    var unlicensed = 0
    var over = 0

    var isEmpty: Bool { self == Figures() }
  }

  /// After the first `count` rows, at a moment that is not before them.
  func moment(rows count: Int, at time: Timestamp) -> Moment {
    var moment = Moment()
    for row in rows.prefix(count) {
      let detail = Detail(row.detail)
      let key = row.station?.text ?? ""
      let holder = detail?.text("holder") ?? ""
      switch row.kind {
      case "lease-granted", "lease-renewed":
        moment.leases[holder] = (
          detail?.text("pack") ?? "", detail?.time("expires-at") ?? Timestamp(milliseconds: 0)
        )
      case "lease-released", "lease-revoked": moment.leases[holder] = nil
      case "station-forgotten":
        moment.leases["station/" + key] = nil
        moment.labels[key] = nil
        moment.states[key] = nil
        moment.stations.remove(key)
      case "state-changed": moment.states[key] = detail?.text("state")
      case "station-moved":
        let former = detail?.text("former-key") ?? ""
        moment.leases["station/" + key] = moment.leases.removeValue(forKey: "station/" + former)
        moment.states[key] = moment.states.removeValue(forKey: former)
        moment.labels[former] = nil
        moment.stations.remove(former)
        fallthrough
      default:
        moment.stations.insert(key)
        moment.labels[key] = detail?.words("labels") ?? []
      }
    }
    moment.leases = moment.leases.filter { $0.value.end > time }
    return moment
  }

  /// The key that a station with this key has at the end of the query, after the first `count` rows.
  func lastKey(_ key: String, rows count: Int) -> String {
    var key = key
    for row in rows.dropFirst(count)
    where row.kind == "station-moved" && row.at < query.end {
      if Detail(row.detail)?.text("former-key") == key { key = row.station?.text ?? "" }
    }
    return key
  }

  /// The groups of a station; of its state where the report counts states.
  func groups(station key: String, _ moment: Moment, rows count: Int) -> [String?] {
    switch query.by {
    case .none: [nil]
    case .label: (moment.labels[key] ?? []).isEmpty ? [nil] : moment.labels[key] ?? []
    case .station: [lastKey(key, rows: count)]
    case .pack, .user: []
    }
  }

  func groups(holder: String, pack: String, _ moment: Moment, rows count: Int) -> [String?] {
    switch Holder(holder) {
    case _ where query.by == .pack: [pack]
    case .station(let key)? where query.by == .label || query.by == .station:
      groups(station: key.text, moment, rows: count)
    case .user(let name)? where query.by == .user: [name]
    default: [nil]
    }
  }

  /// By group, from `start` to before `end`.
  func figures(from start: Timestamp, to end: Timestamp) -> [String?: Figures] {
    var figures: [String?: Figures] = [:]
    countEvents(from: start, to: end, &figures)

    let ends = rows.compactMap { Detail($0.detail)?.time("expires-at") }
    let times = Set(rows.map(\.at) + ends + [start]).filter { $0 >= start && $0 < end }.sorted()
    var areas: [String?: [String: Int64]] = [:]
    for (index, time) in times.enumerated() {
      let count = rows.prefix { $0.at <= time }.count
      let moment = moment(rows: count, at: time)
      let length = ((index + 1 < times.count ? times[index + 1] : end) - time).milliseconds
      var levels: [String?: Int] = [:]
      for (holder, lease) in moment.leases {
        for group in groups(holder: holder, pack: lease.pack, moment, rows: count) {
          levels[group, default: 0] += 1
          areas[group, default: [:]]["held", default: 0] += length
        }
      }
      for (key, state) in moment.states {
        for group in groups(station: key, moment, rows: count) {
          areas[group, default: [:]][state, default: 0] += length
        }
      }
      for (group, level) in levels where level > figures[group]?.peak ?? 0 {
        figures[group, default: Figures()].peak = level
        figures[group]?.peakAt = time
      }
    }
    let all = (end - start).milliseconds
    for (group, area) in areas {
      let held = (area["held"] ?? 0) * 1000
      figures[group, default: Figures()].average = Int((held + all / 2) / all)
      figures[group]?.grace = Int(((area["grace"] ?? 0) + 30_000) / 60_000)
      figures[group]?.unlicensed = Int(((area["unlicensed"] ?? 0) + 30_000) / 60_000)
      figures[group]?.over = Int(((area["over"] ?? 0) + 30_000) / 60_000)
    }
    return figures.filter { !$0.value.isEmpty }
  }

  private func countEvents(
    from start: Timestamp, to end: Timestamp, _ figures: inout [String?: Figures]
  ) {
    let denied: Set<String?> = ["unlicensed", "over"]
    for (index, row) in rows.enumerated() where row.at >= start && row.at < end {
      let before = moment(rows: index, at: row.at)
      let holder = Detail(row.detail)?.text("holder") ?? "station/" + (row.station?.text ?? "")
      let now = Detail(row.detail)?.text("pack") ?? ""
      let lease = groups(holder: holder, pack: now, before, rows: index)
      switch row.kind {
      case "lease-granted": for group in lease { figures[group, default: Figures()].granted += 1 }
      case "lease-renewed": for group in lease { figures[group, default: Figures()].renewed += 1 }
      case "lease-released": for group in lease { figures[group, default: Figures()].released += 1 }
      case "lease-revoked": for group in lease { figures[group, default: Figures()].revoked += 1 }
      case "station-forgotten":
        guard let held = before.leases[holder] else { continue }
        for group in groups(holder: holder, pack: held.pack, before, rows: index) {
          figures[group, default: Figures()].released += 1
        }
      case "state-changed":
        let key = row.station?.text ?? ""
        guard denied.contains(Detail(row.detail)?.text("state")),
          !denied.contains(before.states[key])
        else { continue }
        for group in groups(station: key, before, rows: index) {
          figures[group, default: Figures()].denials += 1
        }
      default: continue
      }
    }
  }
}
