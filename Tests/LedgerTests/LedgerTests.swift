import Ledger
import StationModel
import Testing

@Suite struct LedgerTests {
  @Test func beginsEmpty() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    #expect(try ledger.load() == LedgerState())
    #expect(try ledger.history(last: 10) == [])
    #expect(try ledger.verifyChain() == .intact(rows: 0))
  }

  @Test func keepsEverythingAcrossARestart() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    #expect(try ledger.load() == Sample.state)
    #expect(try ledger.verifyChain() == .intact(rows: 9))
  }

  @Test func tellsWhatHappenedInItsOrder() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit(Sample.all, at: Sample.now)
    var moved = Sample.station
    moved.absentSince = nil
    var ended = Sample.hostGrace
    ended.endedAt = Sample.later
    try ledger.commit(
      [
        .station(moved, event: .returned), .lease(Sample.lease, isRenewal: true), .grace(ended),
        .release(.station(Sample.dock), why: "it is absent"), .forget(.host),
        .closeNotice(Sample.notice.id, why: "licensed"),
      ], at: Sample.later)
    let rows = try ledger.history(last: 100)
    #expect(rows.map(\.id) == Array(1...15))
    #expect(
      rows.map(\.kind) == [
        "station-enrolled", "station-bound", "mode-set", "pack-added", "pack-added",
        "lease-granted", "grace-began", "grace-ended", "notice-raised", "station-returned",
        "lease-renewed", "grace-ended", "lease-released", "station-forgotten", "notice-closed",
      ])
    let dock = Sample.dock
    #expect(
      rows.map(\.station) == [
        .host, dock, nil, nil, nil, dock, nil, dock, nil, dock, dock, nil, dock, .host, nil,
      ])
    #expect(
      rows.map(\.at) == .init(repeating: Sample.now, count: 9)
        + .init(repeating: Sample.later, count: 6))
    #expect(
      rows[0].detail == """
        {"enrolled-at":1780000000000,"name":"Hôte \\"A\\"","number":0,"priority":-3,\
        "station-kind":"host"}
        """)
    #expect(
      rows[12].detail
        == #"{"holder":"station/pci-0000:00:14.0/1.4","pack":"P-1","why":"it is absent"}"#)
    #expect(rows[13].detail == #"{"number":0}"#)
    #expect(try ledger.history(last: 2) == Array(rows.suffix(2)))
    #expect(try ledger.history(last: 0) == [])
    #expect(try ledger.history(last: -1) == [])
    #expect(try ledger.verifyChain() == .intact(rows: 15))
  }

  @Test func replacesAStationALeaseAndANotice() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    var station = Sample.station
    station.name = "Front desk"
    station.binding = nil
    station.absentSince = nil
    var lease = Sample.lease
    lease.pack = "P-2"
    lease.expiresAt = lease.expiresAt + .days(30)
    var notice = Sample.notice
    notice.stage = .ended
    notice.deadline = nil
    notice.stationNumber = nil
    try ledger.commit(
      [.station(station, event: .renamed), .lease(lease, isRenewal: true), .notice(notice)],
      at: Sample.later)
    var state = Sample.state
    state.enrolled[1] = station
    state.leases = [lease]
    state.notices = [notice]
    state.highWater = Sample.later
    #expect(try ledger.load() == state)
  }

  @Test func forgetsTheStationAndItsLeaseButNotItsGrace() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit([.forget(Sample.dock)], at: Sample.later)
    let state = try ledger.load()
    #expect(state.enrolled == [Sample.host])
    #expect(state.leases == [])
    #expect(state.graces == [Sample.hostGrace, Sample.grace])
    // Its number is free again.
    var other = Sample.station
    other.key = StationKey("elsewhere/1")
    try ledger.commit([.station(other, event: .enrolled)], at: Sample.later)
  }

  @Test func appliesAPlanTwiceWithoutRecordingItTwice() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    let plan: [Change] = [
      .release(.station(Sample.dock), why: "x"), .forget(Sample.dock),
      .closeNotice(Sample.notice.id, why: "x"),
    ]
    try ledger.commit(plan, at: Sample.later)
    let once = try ledger.history(last: 100)
    try ledger.commit(plan, at: Sample.later)
    #expect(try ledger.history(last: 100) == once)
    #expect(try ledger.verifyChain() == .intact(rows: 12))
  }

  @Test func keepsTheHostsGraceApartFromTheHostStations() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    var own = Sample.hostGrace
    own.subject = .station(.host)
    own.endsAt = own.endsAt + .days(1)
    try ledger.commit([.grace(Sample.hostGrace), .grace(own)], at: Sample.now)
    #expect(try ledger.load().graces == [Sample.hostGrace, own])
  }

  @Test func orderWithinACommitDoesNotMatterToLeases() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit(
      [
        .lease(Sample.lease, isRenewal: false), .addPack(Sample.pack, token: "a.b.c"),
        .station(Sample.station, event: .enrolled),
      ], at: Sample.now)
    #expect(try ledger.load().leases == [Sample.lease])
  }

  @Test func theHighWaterMarkOnlyRises() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit([], at: Sample.later)
    #expect(try ledger.load().highWater == nil)
    try ledger.noteTime(Sample.now)
    #expect(try ledger.load().highWater == Sample.now)
    try ledger.noteTime(Timestamp(milliseconds: 5))
    #expect(try ledger.load().highWater == Sample.now)
    try ledger.commit([.mode(.perDevice)], at: Timestamp(milliseconds: 6))
    #expect(try ledger.load().highWater == Sample.now)
    try ledger.commit([.mode(.unset)], at: Sample.later)
    #expect(try ledger.load().highWater == Sample.later)
    #expect(try ledger.history(last: 2).map(\.at.milliseconds) == [6, Sample.later.milliseconds])
  }

  @Test func nothingIsWrittenWithoutChanges() throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    _ = try ledger.load()
    let before = try contents(folder.ledger + "-wal")
    try ledger.commit([], at: Sample.later)
    try ledger.noteTime(Sample.now)
    #expect(try contents(folder.ledger + "-wal") == before)
  }

  @Test func everyCallAfterCloseSaysSo() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    ledger.close()
    ledger.close()
    #expect(throws: LedgerError.closed) { try ledger.load() }
    #expect(throws: LedgerError.closed) { try ledger.commit([.mode(.unset)], at: Sample.now) }
    #expect(throws: LedgerError.closed) { try ledger.noteTime(Sample.now) }
    #expect(throws: LedgerError.closed) { try ledger.history(last: 1) }
    #expect(throws: LedgerError.closed) { try ledger.verifyChain() }
  }
}
