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
  /// Not seen yet since the agent started a moment ago.
  var awaited: Set<StationKey> = []
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
  let enrollment = roster(
    candidates: sorting.candidates, desktops: world.desktops, known: world.enrolled,
    awaited: world.awaited, policy: world.policy, now: world.now)
  let licensing = license(
    LicensingInput(
      stations: enrollment.stations, packs: world.packs,
      untrusted: world.standing.untrusted, refused: world.standing.refused, leases: world.leases,
      graces: world.graces, mode: world.mode, source: world.source, terms: world.terms,
      now: world.now))
  let telling = decideNotices(
    NoticeInput(
      stations: enrollment.stations, states: licensing.states,
      pool: PoolPicture(
        total: licensing.pool.total, used: licensing.pool.used, short: licensing.pool.short),
      source: world.source, plugins: world.pluginTroubles, active: world.notices, now: world.now))
  return Plan(
    sorting: sorting, roster: enrollment, licensing: licensing, board: telling.board,
    changes: enrollment.changes + licensing.changes + telling.changes,
    nextChange: [licensing.nextChange, telling.nextChange].compactMap { $0 }.min())
}

private func guidance(_ enrolled: [Enrolled]) -> Guidance {
  let physical = enrolled.filter { $0.kind == .physical }
  return Guidance(
    bindings: Dictionary(
      physical.compactMap { record in record.binding.map { (record.key, $0) } },
      uniquingKeysWith: { first, _ in first }),
    enrolled: Set(physical.map(\.key)))
}
