import Enrollment
import Licensing
import Notices
import Seats
import StationModel
import Topology

/// Everything that the decisions rest on, at one moment.
struct World: Equatable {
  var picture: DevicePicture
  var desktops: [DesktopPicture]
  /// By plugin: since when nothing is known of its desktops, where that is so.
  var lostSince: [String: Timestamp] = [:]
  /// Since when plugins are listened to.
  var listeningSince: Timestamp?
  var vanished: [StationKey: VanishedDesktop] = [:]
  /// Stations that an administrator arranged, or is just assigning.
  var arranged: Set<StationKey> = []
  var pluginTroubles: [PluginTrouble]
  var pluginAilments: [PluginAilment] = []
  /// Plugins of which notices speak, and of which it is not known yet how they are.
  var unsettledPlugins: Set<String> = []
  var enrolled: [Enrolled]
  var ignored: [Ignored] = []
  /// Serial numbers that identify nothing, as far as the ledger remembers.
  var distrusted: Set<SerialMark> = []
  /// Hubs that have not said yet what they are.
  var unread: Set<DevicePath> = []
  var sightings = Sightings()
  var sessions = SessionPicture.unknown(why: "logind was not asked yet")
  /// In the order in which they are asked.
  var sources: [SourcePicture]
  var leases: [Lease]
  var graces: [GraceClock]
  var reservations: [Reservation] = []
  var revocations: [Revocation] = []
  var standings: [StationKey: LicenseStanding] = [:]
  var notices: [Notice]
  var mode: LicenseMode
  var maintenance: Maintenance?
  var mutes: [Mute] = []
  var clock: ClockTrouble?
  var ledgerTroubles: [LedgerTrouble] = []
  /// Who was refused at the sign-in lately.
  var refusals: [RefusedSignIn] = []
  /// New sessions are refused at stations without a license.
  var refusesUnlicensed = false
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
  var world = world
  var endings: [Change] = []
  if let until = world.maintenance?.until, until <= world.now {
    world.maintenance = nil
    endings = [.maintenance(nil)]
  }
  for mute in world.mutes where mute.until <= world.now {
    endings.append(.unmute(cause: mute.cause, mute.audience))
  }
  let sorting = sort(world.picture, guidance: guidance(world.enrolled))
  var sightings = world.sightings
  let seen = sightings.look(
    at: sorting.candidates, patience: world.policy.patience, now: world.now)
  var enrollment = roster(rosterInput(world, sorting, seen))
  enrollment.keepLeases(
    of: Set(world.leases.compactMap(\.holder.station)),
    listeningUntil: world.listeningSince.map { $0 + firstWords }, now: world.now)
  for (old, new) in enrollment.moves.sorted(by: { $0.key < $1.key }) {
    sightings.move(old, to: new, patience: world.policy.patience)
  }
  var licensing = license(
    LicensingInput(
      stations: enrollment.stations, sources: world.sources,
      leases: world.leases.following(enrollment.moves),
      graces: world.graces.following(enrollment.moves), reservations: world.reservations,
      revocations: world.revocations.following(enrollment.moves),
      standings: world.standings.following(enrollment.moves), mode: world.mode,
      maintenance: world.maintenance, terms: world.terms, now: world.now))
  if world.mode == .perUser, case .unknown(let why) = world.sessions {
    licensing.cannotCountPeople(enrollment.stations, why)
  }
  var news = NoticeInput(
    stations: enrollment.stations, states: licensing.states, notes: licensing.notes,
    mode: world.mode,
    pool: PoolPicture(
      total: licensing.pool.total, used: licensing.pool.used, short: licensing.pool.short,
      over: licensing.pool.over),
    sources: world.sources.filter { $0.state != .reachable }.map {
      SourceTrouble(name: $0.name, state: $0.state)
    },
    endingPacks: endingPacks(
      world.sources, used: licensing.usedByPack, kind: world.mode.kind ?? .device,
      now: world.now),
    untrusted: world.sources.flatMap { source in
      source.untrusted.map { UntrustedPack(pack: $0.key, why: $0.value) }
    },
    clock: world.clock, ledger: world.ledgerTroubles,
    plugins: world.pluginTroubles, questions: enrollment.questions,
    unsettled: enrollment.candidates.unsettled.union(seen.flapping.map(\.key)),
    flapping: seen.flapping,
    active: world.notices.following(enrollment.moves), now: world.now)
  news.ailments =
    world.pluginAilments
    + enrollment.waiting.map { plugin, waiting in
      PluginAilment(
        name: plugin, why: waiting.sentence, since: waiting.since)
    }
  news.unsettledPlugins = world.unsettledPlugins
  news.refusals = world.refusals
  news.refusesUnlicensed = world.refusesUnlicensed
  news.isMaintenance = world.maintenance != nil
  let telling = decideNotices(news)
  return Plan(
    sorting: sorting, seen: seen, sightings: sightings, roster: enrollment, licensing: licensing,
    board: telling.board,
    changes: endings + enrollment.changes + licensing.changes + telling.changes,
    nextChange: [
      licensing.nextChange, telling.nextChange, seen.nextChange, enrollment.nextChange,
      world.maintenance?.until, world.mutes.map(\.until).filter { $0 > world.now }.min(),
    ].compactMap { $0 }.min())
}

/// By when a plugin that starts with the agent has told its desktops.
private let firstWords = Span.minutes(1)

func rosterInput(_ world: World, _ sorting: Sorting, _ seen: Seen) -> RosterInput {
  var input = RosterInput(
    candidates: seen.candidates, known: world.enrolled, policy: world.policy, now: world.now)
  input.take(seen)
  input.desktops = world.desktops
  input.lostSince = world.lostSince
  input.listeningSince = world.listeningSince
  input.vanished = world.vanished
  input.holders = Set(world.leases.compactMap(\.holder.station))
  input.arranged = world.arranged
  input.people = people(
    world.sessions,
    seats: Dictionary(
      seen.candidates.map { ($0.key, $0.seat) }, uniquingKeysWith: { first, _ in first }))
  input.ignored = world.ignored
  input.distrusted = world.distrusted
  input.sharedNow = sorting.shared
  input.controllers = sorting.controllers
  input.unread = world.unread
  return input
}

extension Roster {
  /// A license is not lost to the order in which things come up after a start: while it is not certain
  /// that a station is gone or incomplete, its lease goes on as if it were there. So does a desktop's
  /// until its plugin has had the time to speak.
  fileprivate mutating func keepLeases(
    of holders: Set<StationKey>, listeningUntil: Timestamp?, now: Timestamp
  ) {
    let former = Dictionary(
      moves.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    for index in stations.indices where stations[index].key != .host {
      if stations[index].key.isDesktop {
        guard case .unknown = stations[index].presence, let listeningUntil, now < listeningUntil,
          stations[index].record.absentSince == nil
        else { continue }
      }
      guard holders.contains(former[stations[index].key] ?? stations[index].key) else { continue }
      switch stations[index].presence {
      case .unknown, .probing, .away:
        stations[index].need = .needed
        if stations[index].key.isDesktop, let listeningUntil {
          nextChange = min(nextChange ?? listeningUntil, listeningUntil)
        }
      case .complete, .incomplete, .absent, .conflict: break
      }
    }
  }
}

extension WaitingDesktops {
  /// Without the number, which changes all the time.
  fileprivate var sentence: String {
    "it lists ever other desktops, so that only some of them become stations each hour"
  }
}

extension LicensingDecision {
  /// Under `per-user` it is not known who needs a license, which is not the same as nobody: nothing is
  /// said of any station, and nobody gets or loses a license by that.
  fileprivate mutating func cannotCountPeople(_ stations: [Station], _ why: String) {
    for station in stations where station.need == .needed {
      states[station.key] = nil
      notes[station.key] = "who is signed in there is not known: \(oneSentence(why))"
    }
    changes = []
  }
}

/// As the rest of a sentence.
func oneSentence(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

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

private func guidance(_ enrolled: [Enrolled]) -> Guidance {
  let physical = enrolled.filter { $0.kind == .physical }
  return Guidance(
    bindings: Dictionary(
      physical.compactMap { record in record.binding.map { (record.key, $0) } },
      uniquingKeysWith: { first, _ in first }),
    enrolled: Set(physical.map(\.key)))
}
