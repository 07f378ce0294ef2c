import Ledger
import StationModel
import Testing

/// What was taken away is remembered as long as it counts.
extension LicensingTests {
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
}
