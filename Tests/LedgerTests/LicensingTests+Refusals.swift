import Ledger
import StationModel
import Testing

/// What the ledger does not take, from the agent or from others.
extension LicensingTests {
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
