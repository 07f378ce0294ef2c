import Enrollment
import Ledger
import Licensing
import RigFolder
import StationModel
import Testing

@testable import Agent

/// The whole way from a picture to the changes, with a real ledger at the end of it.
@Suite struct PlanTests {
  private func world(_ picture: DevicePicture, _ book: LedgerState, now: Int64) -> World {
    World(
      picture: picture, desktops: [], pluginTroubles: [], enrolled: book.enrolled,
      sources: [SourcePicture(packs: book.packs.map(\.pack))], leases: book.leases,
      graces: book.graces, standings: book.standings.mapValues(\.license),
      notices: book.notices, mode: book.mode, policy: EnrollmentPolicy(),
      terms: LicenseTerms(), now: Timestamp(milliseconds: now))
  }

  private static let pack = Change.addPack(
    Pack(
      id: "p", issuer: "i", keyID: "0123456789abcdef", count: 1,
      coverage: Set(StationKind.allCases), validFrom: Timestamp(milliseconds: 0), validUntil: nil,
      addedAt: Timestamp(milliseconds: 5)), token: "t")

  @Test(arguments: Rig.allCases) func onceWrittenDownNothingIsLeftToChange(rig: Rig) throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    let picture = try rig.picture()
    for step in [[], [Change.mode(.perDevice)], [Self.pack]] {
      try ledger.commit(step, at: Timestamp(milliseconds: 5))
      let plan = decide(world(picture, try ledger.load(), now: 10))
      try ledger.commit(plan.changes, at: Timestamp(milliseconds: 10))
      let again = decide(world(picture, try ledger.load(), now: 10))
      #expect(again.changes == [], "after \(step)")
      #expect(again.licensing.states == plan.licensing.states)
      #expect(again.board == plan.board)
    }
    #expect(try ledger.load().leases.count <= 1, "one license, one lease at most")
  }

  @Test func mutesEndByThemselves() throws {
    let start = Timestamp(milliseconds: 5)
    func mute(_ cause: String, _ until: Int64) -> Mute {
      Mute(
        cause: cause, audience: .people, since: start, until: Timestamp(milliseconds: until),
        user: 0)
    }
    var world = world(try Rig.dock.picture(), LedgerState(mode: .perDevice), now: 999)
    world.mutes = [mute("clock", 1000), mute("ledger", 2000)]
    func ends(_ plan: Plan) -> [Change] {
      plan.changes.filter { change in
        switch change {
        case .unmute: true
        default: false
        }
      }
    }
    #expect(ends(decide(world)) == [])
    #expect(decide(world).nextChange.map { $0 <= Timestamp(milliseconds: 1000) } == true)
    world.now = Timestamp(milliseconds: 1000)
    #expect(ends(decide(world)) == [.unmute(cause: "clock", .people)])
    world.now = Timestamp(milliseconds: 2001)
    #expect(
      ends(decide(world)) == [
        .unmute(cause: "clock", .people), .unmute(cause: "ledger", .people),
      ])
    // What is over never wakes anybody again, even where it cannot be written down.
    world.mutes = [mute("clock", 1000)]
    #expect(decide(world).nextChange.map { $0 > world.now } ?? true)
  }

  @Test func maintenanceEndsByItselfAndLicensesAreGivenInTheSameBreath() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    let picture = try Rig.dock.picture()
    let end = Timestamp(milliseconds: 1000)
    let maintenance = Maintenance(since: Timestamp(milliseconds: 5), until: end)
    try ledger.commit(
      [.mode(.perDevice), Self.pack, .maintenance(maintenance)], at: Timestamp(milliseconds: 5))
    var world = world(picture, try ledger.load(), now: 10)
    world.maintenance = maintenance
    let during = decide(world)
    #expect(!during.changes.contains { if case .lease = $0 { true } else { false } })
    #expect(during.nextChange.map { $0 <= end } == true)
    #expect(!during.board.contains { $0.id.cause == "exhausted" })
    world.now = end
    let after = decide(world)
    #expect(after.changes.first == .maintenance(nil))
    #expect(after.changes.contains { if case .lease = $0 { true } else { false } })
    try ledger.commit(after.changes, at: end)
    #expect(try ledger.load().maintenance == nil)
    // An end that is not named does not come.
    world.maintenance?.until = nil
    world.now = end + .days(1000)
    #expect(!decide(world).changes.contains(.maintenance(nil)))
  }

  @Test func aLapseOfTrustTakesNobodysLicenseAndAForgeryDoes() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    let picture = try Rig.dock.picture()
    try ledger.commit([.mode(.perDevice), Self.pack], at: Timestamp(milliseconds: 5))
    try ledger.commit(
      decide(world(picture, try ledger.load(), now: 10)).changes, at: Timestamp(milliseconds: 10))
    let book = try ledger.load()
    #expect(book.leases.count == 1)
    var world = world(picture, book, now: 20)
    world.sources[0].untrusted = ["p": "its key is gone"]
    let doubtful = decide(world)
    // Administrators are told, and nothing else changes.
    #expect(
      doubtful.changes.allSatisfy { if case .notice = $0 { true } else { false } })
    #expect(doubtful.board.contains { $0.id.text == "untrusted/p" })
    world.sources[0].untrusted = [:]
    world.sources[0].refused = ["p": "it was edited"]
    let releases = decide(world).changes.filter { if case .release = $0 { true } else { false } }
    #expect(
      releases
        == book.leases.map { .release($0.holder, why: "pack p does not count: it was edited") })
  }

  @Test func aLicenseIsNotLostToTheOrderInWhichThingsComeUpAfterAHoliday() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    let picture = try Rig.dock.picture()
    func world(_ picture: DevicePicture, now: Int64) throws -> World {
      var world = self.world(picture, try ledger.load(), now: now)
      world.policy.hostCounts = .never
      return world
    }
    try ledger.commit([.mode(.perDevice), Self.pack], at: Timestamp(milliseconds: 5))
    try ledger.commit(
      decide(try world(picture, now: 10)).changes, at: Timestamp(milliseconds: 10))
    let lease = try #require(try ledger.load().leases.first)
    let holder = try #require(lease.holder.station)
    // The computer was off for longer than the term, and the dock is not seen yet.
    let start = lease.expiresAt + .days(1)
    var without = picture
    without.remove(try #require(picture.devices.keys.first { $0.name == "1-1" }))
    var starting = try world(without, now: start.milliseconds)
    starting.sightings = Sightings(awaiting: [holder], until: start + .seconds(10))
    let plan = decide(starting)
    #expect(!plan.changes.contains { if case .release = $0 { true } else { false } })
    guard case .licensed? = plan.licensing.states[holder] else {
      Issue.record("\(String(describing: plan.licensing.states[holder]))")
      return
    }
    // Once its time is over and it has not come, it is as it was.
    let gone = decide(try world(without, now: start.milliseconds))
    #expect(gone.changes.contains { if case .release = $0 { true } else { false } })
  }

  @Test func aStationInAnotherPortIsNoNewsToWhomItWasTold() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    let picture = try Rig.dock.picture()
    let now = Timestamp(milliseconds: 10)
    try ledger.commit([.mode(.perDevice), Self.pack], at: Timestamp(milliseconds: 5))
    // The license is the host's.
    func decided() throws -> Plan {
      var world = world(picture, try ledger.load(), now: 10)
      world.policy.hostCounts = .always
      return decide(world)
    }
    try ledger.commit(try decided().changes, at: now)
    let station = try #require(try ledger.load().enrolled.first { $0.key != .host })
    let notice = try #require(
      try ledger.load().notices.first { $0.id == NoticeID.all(of: station.key)[0] })
    // It was in another port until now.
    var before = station
    before.key = StationKey(station.key.text + ".9")
    try ledger.commit(
      [
        .told(
          Telling(
            notice: notice.id, recipient: .user("ada"), stage: notice.stage,
            deadline: notice.deadline, way: .desktop, state: .dismissed, at: now,
            keptUntil: now + .days(200))),
        .move(from: station.key, to: before, event: .moved),
      ], at: now)
    #expect(try ledger.load().notices.contains { $0.id == NoticeID.all(of: before.key)[0] })
    let plan = try decided()
    #expect(plan.roster.moves == [before.key: station.key])
    #expect(
      !plan.changes.contains { change in
        switch change {
        case .notice, .closeNotice: true
        default: false
        }
      })
    #expect(plan.board == [notice])
    try ledger.commit(plan.changes, at: now)
    #expect(try ledger.load().tellings.map(\.notice) == [notice.id])
    #expect(try ledger.load().notices == [notice])
    #expect(try ledger.audit().isSound)
  }

  @Test(arguments: Rig.allCases) func theSameWorldGivesTheSamePlan(rig: Rig) throws {
    let picture = try rig.picture()
    let reversed = DevicePicture(
      picture.devices.values.sorted { $1.path < $0.path })
    let book = LedgerState()
    #expect(
      decide(world(picture, book, now: 10)) == decide(world(reversed, book, now: 10)))
  }

  @Test func everyUncoveredStationHasADateOrACauseAndSomebodyIsTold() throws {
    let plan = decide(
      world(try Rig.dock.picture(), LedgerState(), now: 1_795_464_932_045))
    #expect(plan.roster.stations.map(\.record.number) == [0, 1])
    for station in plan.roster.stations {
      guard case .grace(let until, .unconfigured) = plan.licensing.states[station.key] else {
        Issue.record("station \(station.record.number) is not in grace")
        continue
      }
      #expect(until == Timestamp(milliseconds: 1_795_464_932_045) + .days(120))
    }
    #expect(plan.board.map(\.id.text) == ["unconfigured/host"])
    #expect(plan.nextChange != nil)
  }
}
