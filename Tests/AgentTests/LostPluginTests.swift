import Enrollment
import Ledger
import Licensing
import Notices
import StationModel
import Testing

@testable import Agent

/// A plugin that goes away and its leases, with a real ledger at the end of it.
@Suite struct LostPluginTests {
  private static let start = Timestamp(seconds: 1_000_000)
  private static let keys = ["a", "b"].map { StationKey.desktop(plugin: "vms", id: $0) }

  /// An agent's life without its loop: decides and writes down.
  private final class Life {
    let folder: TemporaryFolder
    let ledger: Ledger
    var now = LostPluginTests.start
    var listed = ["a", "b"]
    var freshness: DesktopPicture.Freshness? = .fresh
    var lostSince: [String: Timestamp] = [:]
    var listeningSince: Timestamp? = LostPluginTests.start

    init() throws {
      folder = try TemporaryFolder()
      ledger = try Ledger(path: folder.path + "/ledger.sqlite")
      try ledger.commit(
        [
          .mode(.perDevice),
          .addPack(
            Pack(
              id: "p", issuer: "i", keyID: "0123456789abcdef", count: 1,
              coverage: Set(StationKind.allCases), validFrom: Timestamp(milliseconds: 0),
              validUntil: nil, addedAt: Timestamp(milliseconds: 5)), token: "t"),
        ], at: now)
    }

    /// What was written down.
    @discardableResult func look() throws -> [Change] {
      let book = try ledger.load()
      let plan = decide(
        World(
          picture: DevicePicture(),
          desktops: freshness.map { freshness in
            [
              DesktopPicture(
                plugin: "vms",
                desktops: listed.map {
                  Desktop(id: $0, name: $0, kind: "vm", state: .running)
                }, freshness: freshness)
            ]
          } ?? [], lostSince: lostSince, listeningSince: listeningSince, pluginTroubles: [],
          enrolled: book.enrolled, sources: [SourcePicture(packs: book.packs.map(\.pack))],
          leases: book.leases, graces: book.graces,
          standings: book.standings.mapValues(\.license), notices: book.notices, mode: book.mode,
          policy: EnrollmentPolicy(), terms: LicenseTerms(), now: now))
      try ledger.commit(plan.changes, at: now)
      return plan.changes.filter { if case .notice = $0 { false } else { true } }
    }

    var holders: [StationKey] {
      get throws { try ledger.load().leases.compactMap(\.holder.station) }
    }
  }

  @Test func leasesAreKeptWhileItIsStaleAndForTheHoldTimeWhenItIsLostAndThenReleased() throws {
    let life = try Life()
    try life.look()
    #expect(try life.holders == [Self.keys[0]])
    life.freshness = .stale
    life.now = Self.start + .minutes(30)
    #expect(try life.look() == [])
    life.freshness = .lost
    life.lostSince = ["vms": life.now]
    // Only that they need no license now.
    for change in try life.look() {
      guard case .standing = change else {
        Issue.record("\(change)")
        continue
      }
    }
    #expect(try life.holders == [Self.keys[0]])
    life.now = Self.start + .minutes(90)
    #expect(
      try life.look().filter { if case .station(_, .absent) = $0 { true } else { false } }.count
        == 2)
    #expect(try life.look() == [])
    life.now = Self.start + .minutes(30) + .days(14) + Span(milliseconds: -1)
    #expect(try life.look() == [])
    // The agent starts anew in between: the time of the hold runs on.
    life.freshness = nil
    life.lostSince = [:]
    life.listeningSince = life.now
    #expect(try life.look() == [] && life.holders == [Self.keys[0]])
    life.now = Self.start + .minutes(30) + .days(14)
    try life.look()
    #expect(try life.holders == [])
  }

  @Test func changedIDsNeitherFillTheLedgerNorHoldThePoolAndAGraceIsGivenOnce() throws {
    let life = try Life()
    try life.look()
    let grace = try #require(
      try life.ledger.load().graces.first { $0.subject == .station(Self.keys[1]) })
    for day in 1...20 {
      life.now = Self.start + .days(Int64(day))
      life.listed = ["x\(day)", "y\(day)"]
      try life.look()
      // Who lists a desktop no longer keeps its license for a while.
      life.now = life.now + .minutes(5)
      life.listed = []
      try life.look()
      life.now = life.now + .hours(2)
      try life.look()
      try life.look()
    }
    let book = try life.ledger.load()
    #expect(book.enrolled.count <= 4, "\(book.enrolled.map(\.key.text))")
    #expect(book.leases.isEmpty)
    life.listed = ["b"]
    life.now = life.now + .minutes(1)
    try life.look()
    let again = try life.ledger.load().graces.filter { $0.subject == .station(Self.keys[1]) }
    #expect(again == [grace])
  }

  @Test func comingBackIsNoStormOfHistory() throws {
    let life = try Life()
    try life.look()
    let rows = try life.look().count
    var written = 0
    for round in 1...50 {
      life.now = Self.start + .minutes(Int64(round) * 10)
      life.freshness = .stale
      written += try life.look().count
      life.freshness = .fresh
      written += try life.look().count
    }
    #expect(rows == 0 && written == 0)
    #expect(try life.holders == [Self.keys[0]])
  }

  @Test func aLicenseIsNotLostToThePluginThatSpeaksLastAfterAHoliday() throws {
    let life = try Life()
    try life.look()
    let end = try #require(try life.ledger.load().leases.first).expiresAt
    // The computer was off until after the term.
    life.now = end + .days(1)
    life.listeningSince = life.now
    life.freshness = nil
    try life.look()
    #expect(try life.holders == [Self.keys[0]])
    life.now = life.now + .seconds(2)
    life.freshness = .fresh
    try life.look()
    #expect(try life.holders == [Self.keys[0]])
  }

  @Test func whatDoesNotSpeakAfterTheStartLosesWhatRanOut() throws {
    let life = try Life()
    try life.look()
    let end = try #require(try life.ledger.load().leases.first).expiresAt
    life.now = end + .days(1)
    life.listeningSince = life.now + .minutes(-1)
    life.freshness = nil
    try life.look()
    #expect(try life.holders == [])
  }
}
