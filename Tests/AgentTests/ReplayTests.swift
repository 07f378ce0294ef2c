import Dice
import Enrollment
import Ledger
import Licensing
import RigFolder
import StationModel
import Testing
import Topology

@testable import Agent

/// Whatever comes and goes, in whatever order and at whatever speed: once it is quiet the agent knows
/// what one that starts now would know, and has written little.
@Suite struct ReplayTests {
  /// An agent without a loop and a bus: its decisions, a real ledger, and a clock.
  private struct Room {
    let ledger: Ledger
    var book = LedgerState()
    var sightings = Sightings()
    var picture = DevicePicture()
    var policy = EnrollmentPolicy()
    var now = Timestamp(seconds: 1_795_464_900)
    var rows = 0

    init(_ folder: TemporaryFolder) throws {
      ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    }

    func world(_ sightings: Sightings) -> World {
      World(
        picture: picture, desktops: [], pluginTroubles: [], enrolled: book.enrolled,
        ignored: book.ignored, distrusted: book.shared, sightings: sightings,
        sources: [SourcePicture(packs: book.packs.map(\.pack))], leases: book.leases,
        graces: book.graces, standings: book.standings.mapValues(\.license),
        notices: book.notices, mode: book.mode,
        policy: policy, terms: LicenseTerms(), now: now)
    }

    /// As the agent's loop does it.
    mutating func look() throws -> Plan {
      var plan = decide(world(sightings))
      for _ in 0..<4 {
        try ledger.commit(plan.changes, at: now)
        rows += plan.changes.count
        book = try ledger.load()
        sightings = plan.sightings
        if !plan.changesGuidance { break }
        plan = decide(world(sightings))
      }
      return plan
    }

    /// Sleeps as long as the agent would, until it would not wake up for two hours.
    mutating func settle() throws -> Plan {
      var plan = try look()
      while let next = plan.nextChange, next <= now + .hours(2) {
        now = max(next, now + Span(milliseconds: 1))
        plan = try look()
      }
      return plan
    }
  }

  @Test(arguments: [Rig.dock, .threeCards, .attachedSeats], [1, 2, 3, 4] as [UInt64])
  func anyReplayEndsInWhatAColdStartSees(rig: Rig, seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let folder = try TemporaryFolder()
    var room = try Room(folder)
    room.policy.enrolls = EnrollmentPolicy.Enrolls.allCases[Int(seed) % 3]
    let all = try rig.picture().devices.values.sorted { $0.path < $1.path }
    for _ in 0..<120 {
      let device = all[Int.random(in: 0..<all.count, using: &random)]
      if Bool.random(using: &random) {
        // A device comes with all above it.
        for above in all where device.path.isBelow(above.path) { room.picture.put(above) }
        room.picture.put(device)
      } else {
        room.picture.remove(device.path)
      }
      room.now = room.now + Span(milliseconds: Int64.random(in: 0..<8000, using: &random))
      let plan = try room.look()
      #expect(plan.sorting.assignments.count == room.picture.count)
      #expect(Set(plan.roster.stations.map(\.record.number)).count == plan.roster.stations.count)
    }
    for device in all { room.picture.put(device) }
    let end = try room.settle()
    #expect(try room.look().changes.isEmpty)

    // One that starts now, on the same ledger.
    var cold = Sightings()
    _ = cold.look(at: end.sorting.candidates, patience: room.policy.patience, now: room.now)
    room.now = room.now + .minutes(10)
    let start = decide(room.world(cold))
    #expect(start.roster.stations == end.roster.stations)
    #expect(start.roster.candidates == end.roster.candidates)
    #expect(start.roster.questions == end.roster.questions)
    #expect(start.licensing.states == end.licensing.states)
    #expect(start.board.map(\.id) == end.board.map(\.id))
  }

  /// An hour of the recorded dock, in which each look is at another picture.
  private func rows(
    _ policy: EnrollmentPolicy.Enrolls, every seconds: Int64, _ pictures: [DevicePicture]
  ) throws -> Int {
    let folder = try TemporaryFolder()
    var room = try Room(folder)
    room.policy.enrolls = policy
    room.picture = pictures[0]
    _ = try room.settle()
    let before = room.rows
    for step in 0..<Int(3600 / seconds) {
      room.picture = pictures[step % pictures.count]
      _ = try room.look()
      room.now = room.now + .seconds(seconds)
      _ = try room.look()
    }
    return room.rows - before
  }

  @Test(arguments: EnrollmentPolicy.Enrolls.allCases, [2, 5, 20] as [Int64])
  func partsThatGoInTurnForAnHourWriteAHandfulOfRows(
    policy: EnrollmentPolicy.Enrolls, seconds: Int64
  ) throws {
    let whole = try Rig.dock.picture()
    func without(_ names: String...) -> DevicePicture {
      var picture = whole
      for path in whole.devices.keys where names.contains(path.name) { picture.remove(path) }
      return picture
    }
    // Keyboard and mouse in turn, then the dock part by part.
    let inTurn = [whole, without("1-1.2"), whole, without("1-1.3")]
    let byParts = [whole, without("1-1.2"), without("1-1.2", "1-1.3"), without("1-1")]
    for pictures in [inTurn, byParts] {
      let rows = try rows(policy, every: seconds, pictures)
      #expect(rows < 60, "\(policy), every \(seconds) s: \(rows) rows")
    }
  }

  @Test func whatFlapsForAnHourWritesAHandfulOfRows() throws {
    let folder = try TemporaryFolder()
    var room = try Room(folder)
    let whole = try Rig.dock.picture()
    let hub = try #require(whole.devices.keys.first { $0.name == "1-1" })
    room.picture = whole
    _ = try room.settle()
    let before = room.rows
    var without = whole
    without.remove(hub)
    // Slow enough to be absent each time, if it were not known by then.
    for _ in 0..<120 {
      room.picture = without
      _ = try room.look()
      room.now = room.now + .seconds(15)
      _ = try room.look()
      room.picture = whole
      let plan = try room.look()
      #expect(plan.roster.stations.map(\.record.number) == [0, 1])
      room.now = room.now + .seconds(15)
      _ = try room.look()
    }
    // Each time that it needs a license or none is a row too, until it counts as flapping.
    #expect(room.rows - before < 30, "\(room.rows - before) rows")
    #expect(room.book.notices.contains { $0.id.cause == "flapping" })
    let calm = try room.settle()
    #expect(!calm.board.contains { $0.id.cause == "flapping" })
  }
}
