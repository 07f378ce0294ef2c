import Ledger
import StationModel
import Testing

/// What came with licensing: holders, revocations, reservations, extensions, standings and the clock.
@Suite struct LicensingTests {
  private let key = Sample.dock
  private let now = Sample.later
  private let ada = Lease(
    holder: .user("ada"), pack: "P-1", grantedAt: Sample.now, expiresAt: Sample.now + .days(60))

  private func withLedger(_ body: (Ledger) throws -> Void) throws {
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

  private func expectRow(
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

  @Test func whatWasTakenAwayIsRememberedUntilItsTermEnds() throws {
    try withLedger { ledger in
      let revocation = Revocation(
        holder: .station(key), pack: "P-1", revokedAt: now, until: Sample.lease.expiresAt)
      try expectRow(
        ledger, .revoke(revocation), "lease-revoked", key,
        #"{"holder":"station/pci-0000:00:14.0/1.4","pack":"P-1","#
          + #""revoked-at":1780086400000,"until":1785184000000}"#)
      #expect(try ledger.load().leases == [] && ledger.load().revocations == [revocation])
      let rows = try ledger.history(last: 100)
      try ledger.commit([.revoke(revocation)], at: now)
      #expect(try ledger.history(last: 100) == rows, "there is nothing to take any more")
      // Again, before the first one is over.
      let second = Revocation(
        holder: .station(key), pack: "P-1", revokedAt: now + .days(1),
        until: Sample.lease.expiresAt + .days(1))
      try ledger.commit(
        [.lease(Sample.lease, isRenewal: false), .revoke(second)], at: now + .days(1))
      #expect(try ledger.load().revocations == [revocation, second])
      try ledger.commit([.mode(.unset)], at: Sample.lease.expiresAt)
      #expect(try ledger.load().revocations == [second])
      try ledger.commit([.forget(key)], at: Sample.lease.expiresAt)
      #expect(try ledger.load().revocations == [second], "forgetting is no way around the limit")
    }
  }

  @Test func aPackThatGoesAndComesAgainHasWhatWasTakenFromIt() throws {
    try withLedger { ledger in
      let revocation = Revocation(
        holder: .station(key), pack: "P-1", revokedAt: now, until: Sample.lease.expiresAt)
      let changes: [Change] = [
        .revoke(revocation), .removePack("P-1", licenses: nil),
        .addPack(Sample.pack, token: "a.b.c"), .forget(key),
        .ignore(Ignored(key: key, model: nil, since: now)),
      ]
      let state = try ledger.load().applying(changes, at: now)
      try ledger.commit(changes, at: now)
      #expect(try ledger.load() == state && state.revocations == [revocation])
    }
  }

  /// A station whose place was forgotten moves there: what was taken from both stays.
  @Test func whatWasTakenFromTwoStationsInOnePlaceStays() throws {
    try withLedger { ledger in
      var other = Sample.station
      (other.key, other.number) = (StationKey("pci-3/1"), 5)
      var lease = Sample.lease
      lease.holder = .station(other.key)
      var changes: [Change] = [
        .station(other, event: .enrolled), .lease(lease, isRenewal: false),
      ]
      for holder in [key, other.key] {
        changes.append(
          .revoke(
            Revocation(
              holder: .station(holder), pack: "P-1", revokedAt: now, until: lease.expiresAt)))
      }
      var moved = other
      moved.key = key
      changes += [.forget(key), .move(from: other.key, to: moved, event: .moved)]
      let state = try ledger.load().applying(changes, at: now)
      try ledger.commit(changes, at: now)
      #expect(try ledger.load() == state)
      #expect(state.revocations.map(\.holder) == [.station(key)])
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

  @Test(arguments: [
    (
      Change.revoke(
        Revocation(
          holder: .station(Sample.dock), pack: "P-2", revokedAt: Sample.now, until: Sample.later)),
      "revoke"
    ),
    (
      .extend(
        GraceExtension(
          subject: .station(.host), until: Sample.later, by: .days(1), grantedAt: Sample.now,
          reason: "r")), "extendGrace"
    ),
    (
      .extend(
        GraceExtension(
          subject: .host, until: Sample.later, by: .days(-1), grantedAt: Sample.now, reason: "r")),
      "extendGrace"
    ),
    (.removePack("P-9", licenses: 1), "shrinkPack"),
    (.removePack("P-1", licenses: 0), "shrinkPack"),
    (.removePack("P-1", licenses: -1), "shrinkPack"),
    (.removePack("P-1", licenses: 3), "shrinkPack"),
    (.removePack("P-1", licenses: .max), "shrinkPack"),
    (.convertPack("P-9", converted: 1), "convertPack"),
    (.convertPack("P-1", converted: 3), "convertPack"),
    (.convertPack("P-1", converted: -1), "convertPack"),
    (.reserve(Reservation(label: "a", least: 2, most: 1)), "putReservation"),
    (.reserve(Reservation(label: "a", least: -1)), "putReservation"),
    (.reserve(Reservation(label: "", least: 1)), "putReservation"),
    (.standing(StationKey("x"), LicenseStanding(state: "licensed")), "commit"),
    (
      .lease(
        Lease(holder: .user(""), pack: "P-1", grantedAt: Sample.now, expiresAt: Sample.later),
        isRenewal: false), "putLease"
    ),
    (
      .addPack(
        Pack(
          id: "P-3", issuer: "i", keyID: "0123456789abcdef", count: 1, coverage: [.host],
          validFrom: Sample.now, validUntil: nil, features: ["a,b"], addedAt: Sample.now),
        token: "t"), "addPack"
    ),
    (
      .addPack(
        Pack(
          id: "P-3", issuer: "i", keyID: "0123456789abcdef", count: 1, coverage: [.host],
          validFrom: Sample.now, validUntil: nil, replaces: [""], addedAt: Sample.now), token: "t"),
      "addPack"
    ),
    (.clockMoved(by: Span(milliseconds: .max)), "clockMoved"),
    (.clockMoved(by: Span(milliseconds: .min)), "clockMoved"),
  ])
  func whatBreaksARuleIsRefusedAndChangesNothing(_ change: Change, _ statement: String) throws {
    try withLedger { ledger in
      let before = try ledger.history(last: 100)
      do throws(LedgerError) {
        try ledger.commit([.mode(.unset), change], at: now)
        Issue.record("it was not refused")
      } catch {
        guard case .refused(let name, let why) = error else { throw error }
        #expect(name == statement, "\(why)")
        #expect(try ledger.load() == Sample.state)
        #expect(try ledger.history(last: 100) == before)
      }
    }
  }

  @Test func extensionsStayEvenForOthers() throws {
    let folder = try Everything.folder()
    let intruder = try Intruder(folder.ledger)
    #expect(throws: Failure.self) { try intruder.run("DELETE FROM extensions") }
    #expect(throws: Failure.self) { try intruder.run("UPDATE extensions SET until = until + 1") }
  }
}
