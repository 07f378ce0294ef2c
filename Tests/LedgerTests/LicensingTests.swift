import Ledger
import StationModel
import Testing

/// What came with licensing: holders, revocations, reservations, extensions, standings and the clock.
@Suite struct LicensingTests {
  let key = Sample.dock
  let now = Sample.later
  let ada = Lease(
    holder: .user("ada"), pack: "P-1", grantedAt: Sample.now, expiresAt: Sample.now + .days(60))

  func withLedger(_ body: (Ledger) throws -> Void) throws {
    let folder = try Folder().filled()
    let ledger = try Ledger(path: folder.ledger)
    try body(ledger)
    #expect(try ledger.audit().isSound)
    let state = try ledger.load()
    ledger.close()
    let again = try Ledger.open(path: folder.ledger)
    #expect(again.report.findings == [])
    #expect(try again.ledger.load() == state, "and it is all on the disk")
  }

  func expectRow(
    _ ledger: Ledger, _ change: Change, _ kind: String, _ station: StationKey?, _ detail: String
  ) throws {
    try ledger.commit([change], at: now)
    let row = try #require(try ledger.history(last: 1).first)
    #expect(row.kind == kind && row.station == station)
    #expect(row.detail == detail)
  }

  @Test func aLicenseIsAStationsOrAPersons() throws {
    try withLedger { ledger in
      try expectRow(
        ledger, .lease(ada, isRenewal: false), "lease-granted", nil,
        #"{"expires-at":1785184000000,"granted-at":1780000000000,"holder":"user/ada","pack":"P-1"}"#
      )
      #expect(try ledger.load().leases == [Sample.lease, ada])
      try expectRow(
        ledger, .release(.user("ada"), why: "x"), "lease-released", nil,
        #"{"holder":"user/ada","pack":"P-1","why":"x"}"#)
      try ledger.commit([.release(.user("ada"), why: "again")], at: now)
      #expect(try ledger.history(last: 1).first?.detail.contains("again") == false)
    }
  }

  @Test func packsShrinkTurnAndGo() throws {
    try withLedger { ledger in
      try expectRow(
        ledger, .removePack("P-1", licenses: 1), "pack-removed", nil,
        #"{"left":1,"licenses":1,"pack":"P-1","removed":1}"#)
      try expectRow(
        ledger, .convertPack("P-1", converted: 1), "pack-converted", nil,
        #"{"converted":1,"former-converted":0,"pack":"P-1"}"#)
      let pack = try #require(try ledger.load().packs.first?.pack)
      #expect(pack.removed == 1 && pack.converted == 1)
      // A pack that goes takes no lease with it.
      #expect(
        throws: LedgerError.refused(statement: "commit", why: "FOREIGN KEY constraint failed")
      ) {
        try ledger.commit([.removePack("P-1", licenses: nil)], at: now)
      }
      try ledger.commit([.release(.station(key), why: "x")], at: now)
      try expectRow(
        ledger, .removePack("P-1", licenses: nil), "pack-removed", nil,
        #"{"left":0,"licenses":1,"pack":"P-1"}"#)
      #expect(try ledger.load().packs.map(\.pack.id) == ["P-2"])
      let rows = try ledger.history(last: 100)
      try ledger.commit([.removePack("P-1", licenses: nil)], at: now)
      #expect(try ledger.history(last: 100) == rows)
    }
  }

  @Test func licensesAreKeptForALabel() throws {
    try withLedger { ledger in
      let desk = Reservation(label: "desk", least: 1, most: 3)
      try expectRow(
        ledger, .reserve(desk), "reserved", nil,
        #"{"label":"desk","least":1,"most":3,"station-kind":"physical"}"#)
      var other = desk
      other.most = nil
      try ledger.commit([.reserve(other)], at: now)
      #expect(try ledger.load().reservations == [other])
      try expectRow(
        ledger, .unreserve(label: "desk"), "unreserved", nil,
        #"{"label":"desk","least":1,"station-kind":"physical"}"#)
      #expect(try ledger.load().reservations == [])
    }
  }

  @Test func aGraceIsExtendedAndMovesWithTheClock() throws {
    try withLedger { ledger in
      let until = Sample.hostGrace.endsAt + .days(5)
      let more = GraceExtension(
        subject: .host, until: until, by: .days(5), grantedAt: now, reason: "the fair")
      try expectRow(
        ledger, .extend(more), "grace-extended", nil,
        #"{"by-ms":432000000,"granted-at":1780086400000,"reason":"the fair","#
          + #""subject":"host","until":1790800000000}"#)
      try expectRow(
        ledger, .clockMoved(by: .hours(-1)), "clock-moved", nil, #"{"moved-by":-3600000}"#)
      var grace = Sample.hostGrace
      grace.startedAt = grace.startedAt + .hours(-1)
      grace.endsAt = grace.endsAt + .hours(-1)
      grace.extendedTo = until + .hours(-1)
      grace.extendedBy = .days(5)
      #expect(try ledger.load().graces.first == grace)
      #expect(try ledger.load().enrolled.last?.absentSince == Sample.later + .hours(-1))
      // With the dates that count now it can end, with the former ones it is another one.
      grace.endedAt = now
      #expect(throws: LedgerError.self) { try ledger.commit([.grace(Sample.hostGrace)], at: now) }
      try ledger.commit([.grace(grace)], at: now)
      #expect(try ledger.load().graces.first == grace)
    }
  }

  @Test func theMarkOfTimeGoesBackWithTheClockAndOnlyWithIt() throws {
    try withLedger { ledger in
      try ledger.noteTime(Sample.now + .days(400))
      try ledger.commit([.clockMoved(by: .days(-365))], at: Sample.now + .days(36))
      #expect(try ledger.load().highWater == Sample.now + .days(36))
      try ledger.commit([.clockMoved(by: .days(365))], at: Sample.now + .days(37))
      #expect(try ledger.load().highWater == Sample.now + .days(37))
    }
  }

  @Test func aStandingIsWrittenWhenItIsAnotherOne() throws {
    try withLedger { ledger in
      let grace = LicenseStanding(state: "grace", cause: .exhausted)
      try expectRow(
        ledger, .standing(key, grace), "state-changed", key,
        #"{"cause":"exhausted","since":1780086400000,"state":"grace"}"#)
      let rows = try ledger.history(last: 100)
      try ledger.commit([.standing(key, grace)], at: now + .days(1))
      #expect(try ledger.history(last: 100) == rows)
      #expect(try ledger.load().standings == [key: StoredStanding(license: grace, since: now)])
      try expectRow(
        ledger, .standing(key, LicenseStanding(state: "licensed")), "state-changed", key,
        #"{"former-cause":"exhausted","former-state":"grace","since":1780086400000,"#
          + #""state":"licensed"}"#)
    }
  }

  @Test func whatAMovedStationHasGoesWithIt() throws {
    try withLedger { ledger in
      let more = GraceExtension(
        subject: .station(key), until: now + .days(200), by: .days(1), grantedAt: now, reason: "r")
      try ledger.commit(
        [
          .extend(more), .standing(key, LicenseStanding(state: "licensed")),
          .revoke(
            Revocation(
              holder: .station(key), pack: "P-1", revokedAt: now, until: now + .days(30))),
          .lease(Sample.lease, isRenewal: false),
        ], at: now)
      var moved = Sample.station
      moved.key = StationKey("pci-2/7")
      try ledger.commit([.move(from: key, to: moved, event: .moved)], at: now)
      let state = try ledger.load()
      #expect(state.leases.map(\.holder) == [.station(moved.key)])
      #expect(state.revocations.map(\.holder) == [.station(moved.key)])
      #expect(state.standings.keys.sorted() == [moved.key])
      #expect(state.graces.filter { $0.extendedTo == now + .days(200) }.count == 2)
    }
  }
}
