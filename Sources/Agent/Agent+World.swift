import Configuration
import Enrollment
import Ledger
import Licensing
import Notices
import Seats
import StationModel
import Topology
import Udev

/// What the next decision rests on.
extension Agent {
  /// Where licenses come from, in the order in which they are asked.
  func sources(of book: LedgerState) -> [any LicenseSource] {
    [
      EmbeddedPool(packs: book.packs.map(\.pack), standing: standing, trouble: ledgerTrouble)
    ]
  }

  /// - Parameter book: what the ledger holds, or would hold.
  func world(of book: LedgerState) -> World {
    var world = World(
      picture: monitor?.picture ?? DevicePicture(),
      desktops: pluginDesk.pictures.values.sorted { $0.plugin < $1.plugin },
      lostSince: pluginDesk.lostSince, listeningSince: pluginDesk.listeningSince,
      vanished: pluginDesk.vanished, arranged: arranged.union(assigning.keys),
      pluginTroubles: pluginTroubles, pluginAilments: pluginAilments,
      unsettledPlugins: pluginDesk.unsettled(
        book.notices.compactMap(\.id.unwellPlugin), now: clock.now),
      enrolled: book.enrolled, ignored: book.ignored,
      distrusted: book.shared, unread: unread, sightings: sightings,
      sessions: sessionPicture,
      sources: sources(of: book).map(\.picture), leases: book.leases, graces: book.graces,
      reservations: book.reservations, revocations: book.revocations,
      standings: book.standings.mapValues(\.license),
      notices: book.notices, mode: book.mode,
      maintenance: book.maintenance, clock: clockTrouble,
      ledgerTroubles: ledgerTroubles, policy: settings.enrollmentPolicy,
      terms: settings.licenseTerms, now: clock.now)
    world.refusals = refusals.list
    world.refusesUnlicensed =
      settings.enforcement == .blockNewSessions && book.maintenance == nil
    world.mutes = book.mutes
    return world
  }
}
