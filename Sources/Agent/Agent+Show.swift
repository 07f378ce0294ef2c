import AgentInterface
import Configuration
import Enrollment
import Ledger
import Licensing
import Notices
import PluginHost
import StationModel
import Topology
import Udev

/// From a plan to what is shown on the bus.
extension Agent {
  func snapshot(of plan: Plan) -> AgentSnapshot {
    let turns = Dictionary(
      plan.licensing.order.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { $1 })
    let graces = Dictionary(
      book.graces.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    // Not the ledger's rows: a dead lease stays there as the memory of why a station is short.
    let used = plan.licensing.usedByPack
    let listed = pluginDesk.byKey
    return AgentSnapshot(
      host: hostView(plan), licensing: licensingView(plan),
      stations: withDesktops(
        plan.roster.stations.map { station in
          StationView(
            station, plan.licensing.states[station.key], note: plan.licensing.notes[station.key],
            grace: graces[.station(station.key)], turn: turns[station.key] ?? 0,
            desktop: listed[station.key]?.desktop, isMaintenance: book.maintenance != nil)
        }),
      candidates: plan.roster.candidates.map {
        CandidateView($0, isIgnored: plan.roster.ignored.contains($0.key))
      },
      packs: book.packs.map { packView($0.pack, used: used[$0.pack.id] ?? 0) },
      notices: noticeViews(plan),
      plugins: pluginDesk.statuses.values.sorted { $0.name < $1.name }.map { PluginView($0) },
      desktops: desktopViews(plan), sessions: sessionViews(plan))
  }

  private func hostView(_ plan: Plan) -> HostView {
    HostView(
      version: version, overflows: Int(clamping: monitor?.overflows ?? 0),
      devices: monitor?.picture.count ?? 0,
      displays: plan.sorting.displays.map { display in
        DisplayView(
          place: display.place.description, kernelName: display.kernelName, label: display.label,
          status: display.status.rawValue, owner: display.station?.text)
      }, clockDifference: shownClockDifference, seats: settings.seats.rawValue,
      enforcement: settings.enforcement.rawValue,
      maintenanceSince: WireTime(book.maintenance?.since),
      maintenanceUntil: WireTime(book.maintenance?.until), sessionsUnknown: sessionsUnknown,
      administrators: settings.administrators, notifiers: notifierViews, mutes: muteViews,
      quietHours: settings.quietHours?.text, configuration: configurationView)
  }
}

extension StationView {
  init(
    _ station: Station, _ license: LicenseState?, note: String?, grace: GraceClock?, turn: Int,
    desktop: Desktop? = nil, isMaintenance: Bool = false
  ) {
    let record = station.record
    var presence = PresenceText(station.presence)
    if let desktop, station.presence == .complete { presence.reason = desktop.stateWords }
    let sentence = license.map { LicenseSentence($0, isMaintenance: isMaintenance) }
    self.init(
      number: record.number, key: record.key.text, name: record.name, kind: record.kind.rawValue,
      state: presence.state, missing: presence.missing, stateReason: presence.reason,
      absentSince: WireTime(presence.absentSince), seat: station.shownSeat,
      binding: record.binding?.description, parts: station.parts.map { PartView($0) },
      stale: station.isStale, enrolledAt: WireTime(record.enrolledAt), license: "unknown",
      cause: nil,
      licenseReason: [sentence?.reason, note].compactMap { $0 }.joined(separator: "; "),
      nextStep: sentence?.nextStep, pack: nil, leaseExpires: nil, graceEnds: nil,
      stationGraceStarted: WireTime(grace?.startedAt),
      stationGraceEnds: WireTime(grace?.deadline), unlicensedSince: nil, turn: turn,
      priority: record.priority, labels: record.labels, users: station.users,
      remarks: station.remarks, disabledSince: WireTime(record.disabled?.since),
      disabledMessage: record.disabled?.message)
    if licenseReason.isEmpty { licenseReason = "not settled yet" }
    switch license {
    case nil: break
    case .licensed(let lease):
      self.license = "licensed"
      pack = lease.pack
      leaseExpires = WireTime(lease.expiresAt)
    case .grace(let until, let cause):
      self.license = "grace"
      self.cause = cause.rawValue
      graceEnds = WireTime(until)
    case .unlicensed(let since, let cause):
      self.license = "unlicensed"
      self.cause = cause.rawValue
      unlicensedSince = WireTime(since)
    case .over(let since, _):
      self.license = "over"
      self.cause = LicenseCause.exhausted.rawValue
      unlicensedSince = WireTime(since)
    case .notNeeded:
      self.license = "not-needed"
      self.turn = 0
    }
  }
}

extension Station {
  /// udev's seat of what is plugged in, where no rule set one the host's. A desktop and a station
  /// that is not there have none.
  fileprivate var shownSeat: String? {
    switch presence {
    case .absent, .away, .unknown: nil
    case .complete, .incomplete, .conflict, .probing:
      key.isDesktop ? nil : seat ?? "seat0"
    }
  }
}

extension CandidateView {
  init(_ candidate: Candidate, isIgnored: Bool) {
    let presence = PresenceText(candidate.presence)
    let standing =
      switch candidate.standing {
      case .decided(let authority): (true, "\(authority)")
      case .undecided(let why): (false, why)
      }
    self.init(
      key: candidate.key.text, label: candidate.label, kind: candidate.kind.rawValue,
      state: presence.state, missing: presence.missing, stateReason: presence.reason,
      decided: standing.0, standing: standing.1, seat: candidate.seat ?? "seat0",
      parts: candidate.parts.map { PartView($0) }, ignored: isIgnored,
      remarks: candidate.remarks)
  }
}

extension PartView {
  init(_ part: Part) {
    self.init(
      kind: part.kind.rawValue, label: part.label, device: part.device.text,
      display: part.display?.description, status: part.status?.rawValue)
  }
}

/// A presence in words.
private struct PresenceText {
  var state: String
  var missing: [String] = []
  var reason: String
  var absentSince: Timestamp?

  init(_ presence: Presence) {
    switch presence {
    case .complete:
      state = "complete"
      reason = "complete"
    case .incomplete(let parts):
      state = "incomplete"
      missing = parts.map(\.rawValue)
      reason = "incomplete: no \(missing.joined(separator: ", "))"
    case .absent(let since):
      state = "absent"
      reason = "absent since \(since.utcText)"
      absentSince = since
    case .probing(let parts, _):
      state = "probing"
      missing = parts.map(\.rawValue)
      reason = "its parts still come; no \(missing.joined(separator: ", ")) yet"
    case .away(let since, let until):
      state = "away"
      reason =
        "gone since \(since.utcText); counts as absent if it is not back within "
        + (until - since).words
    case .unknown(let why):
      state = "unknown"
      reason = "not known: \(why)"
    case .conflict(let why):
      state = "conflict"
      reason = "in conflict: \(why)"
    }
  }
}
