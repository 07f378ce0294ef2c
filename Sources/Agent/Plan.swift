import Enrollment
import Licensing
import Notices
import StationModel
import Topology

/// Everything that the decisions rest on, at one moment.
struct World: Equatable {
  var picture: DevicePicture
  var desktops: [DesktopPicture]
  var pluginTroubles: [PluginTrouble]
  var enrolled: [Enrolled]
  var ignored: [Ignored] = []
  /// Serial numbers that identify nothing, as far as the ledger remembers.
  var distrusted: Set<SerialMark> = []
  /// Hubs that have not said yet what they are.
  var unread: Set<DevicePath> = []
  var sightings = Sightings()
  var packs: [Pack]
  var standing: PackStanding
  var leases: [Lease]
  var graces: [GraceClock]
  var notices: [Notice]
  var mode: LicenseMode
  var source: SourceState
  var policy: EnrollmentPolicy
  var terms: LicenseTerms
  var now: Timestamp
}

/// What follows from a world: who is what, and what must be written down.
struct Plan: Equatable {
  var sorting: Sorting
  var seen: Seen
  /// What the next look builds upon.
  var sightings: Sightings
  var roster: Roster
  var licensing: LicensingDecision
  var board: [Notice]
  /// In the order in which they are decided; empty if nothing changed.
  var changes: [Change]
  /// When to look again although nothing happens; nil if never.
  var nextChange: Timestamp?
}

/// Observe → sort → enroll → license → tell: the same world gives the same plan.
func decide(_ world: World) -> Plan {
  let sorting = sort(world.picture, guidance: guidance(world.enrolled))
  var sightings = world.sightings
  let seen = sightings.look(
    at: sorting.candidates, patience: world.policy.patience, now: world.now)
  var enrollment = roster(rosterInput(world, sorting, seen))
  enrollment.keepLeases(of: Set(world.leases.map(\.station)))
  for (old, new) in enrollment.moves.sorted(by: { $0.key < $1.key }) {
    sightings.move(old, to: new, patience: world.policy.patience)
  }
  let licensing = license(
    LicensingInput(
      stations: enrollment.stations, packs: world.packs,
      untrusted: world.standing.untrusted, refused: world.standing.refused,
      leases: world.leases.following(enrollment.moves),
      graces: world.graces.following(enrollment.moves), mode: world.mode, source: world.source,
      terms: world.terms, now: world.now))
  let telling = decideNotices(
    NoticeInput(
      stations: enrollment.stations, states: licensing.states,
      pool: PoolPicture(
        total: licensing.pool.total, used: licensing.pool.used, short: licensing.pool.short),
      source: world.source, plugins: world.pluginTroubles, questions: enrollment.questions,
      unsettled: enrollment.candidates.unsettled.union(seen.flapping.map(\.key)),
      flapping: seen.flapping,
      active: world.notices, now: world.now))
  return Plan(
    sorting: sorting, seen: seen, sightings: sightings, roster: enrollment, licensing: licensing,
    board: telling.board,
    changes: enrollment.changes + licensing.changes + telling.changes,
    nextChange: [licensing.nextChange, telling.nextChange, seen.nextChange].compactMap { $0 }.min())
}

func rosterInput(_ world: World, _ sorting: Sorting, _ seen: Seen) -> RosterInput {
  var input = RosterInput(
    candidates: seen.candidates, known: world.enrolled, policy: world.policy, now: world.now)
  input.take(seen)
  input.desktops = world.desktops
  input.ignored = world.ignored
  input.distrusted = world.distrusted
  input.sharedNow = sorting.shared
  input.controllers = sorting.controllers
  input.unread = world.unread
  return input
}

extension Roster {
  /// A license is not lost to the order in which things come up after a start: while it is not certain
  /// that a station is gone or incomplete, its lease goes on as if it were there.
  fileprivate mutating func keepLeases(of holders: Set<StationKey>) {
    let former = Dictionary(
      moves.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    for index in stations.indices where stations[index].record.kind == .physical {
      guard holders.contains(former[stations[index].key] ?? stations[index].key) else { continue }
      switch stations[index].presence {
      case .unknown, .probing, .away: stations[index].need = .needed
      case .complete, .incomplete, .absent, .conflict: break
      }
    }
  }
}

extension Plan {
  /// Topology would say something else if it were asked again: it rests on what is enrolled where.
  var changesGuidance: Bool {
    changes.contains { change in
      switch change {
      case .station(let record, let event):
        record.kind == .physical && (event == .enrolled || event == .bound)
      case .move, .forget: true
      default: false
      }
    }
  }
}

extension [Candidate] {
  /// Those that come or go at this moment.
  fileprivate var unsettled: Set<StationKey> {
    Set(
      filter { candidate in
        switch candidate.presence {
        case .probing, .away: true
        default: false
        }
      }.map(\.key))
  }
}

extension [Lease] {
  /// As the ledger has them once the stations have moved.
  fileprivate func following(_ moves: [StationKey: StationKey]) -> [Lease] {
    moves.isEmpty
      ? self
      : map { lease in
        var lease = lease
        lease.station = moves[lease.station] ?? lease.station
        return lease
      }
  }
}

extension [GraceClock] {
  fileprivate func following(_ moves: [StationKey: StationKey]) -> [GraceClock] {
    let known = Set(map(\.subject))
    return self
      + compactMap { grace in
        guard case .station(let key) = grace.subject, let place = moves[key],
          !known.contains(.station(place))
        else { return nil }
        var grace = grace
        grace.subject = .station(place)
        return grace
      }
  }
}

private func guidance(_ enrolled: [Enrolled]) -> Guidance {
  let physical = enrolled.filter { $0.kind == .physical }
  return Guidance(
    bindings: Dictionary(
      physical.compactMap { record in record.binding.map { (record.key, $0) } },
      uniquingKeysWith: { first, _ in first }),
    enrolled: Set(physical.map(\.key)))
}
