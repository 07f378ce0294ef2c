import LicenseFiles
import Seal
import StationModel
import Testing

@Suite struct StoredPackTests {
  private let token = Issuer.trusted.token(payload: Issuer.payload2)

  private func verify(_ pack: Pack, place: PackPlace = place) throws {
    try PackFile.verifyStored(token, as: pack, trusted: try trustedKeys(), place: place)
  }

  @Test func holdsWhateverTheDateIs() throws {
    try verify(try read(token).pack)
    let early = Issuer.trusted.token(
      payload: Issuer.payload2.with("1798761600", "1767225601"))
    var ranOut = try read(token).pack
    ranOut.validUntil = Timestamp(seconds: 1_767_225_601)
    try PackFile.verifyStored(early, as: ranOut, trusted: try trustedKeys(), place: place)
  }

  /// Every signed column of the row.
  @Test func doesNotHoldIfTheLedgerSaysSomethingElse() throws {
    let good = try read(token).pack
    let changes: [(inout Pack) -> Void] = [
      { $0.id = "P-9" }, { $0.issuer = "Acme" }, { $0.keyID = Issuer.other.id },
      { $0.kind = .user }, { $0.count = 200 }, { $0.coverage = [.host] },
      { $0.validFrom = Issuer.end }, { $0.validUntil = nil }, { $0.product = nil },
      { $0.product = 9 }, { $0.features = ["kiosk"] }, { $0.binding = nil },
      { $0.binding = .site(here) }, { $0.replaces = [] }, { $0.isConvertible = false },
    ]
    for change in changes {
      var edited = good
      change(&edited)
      #expect(
        throws: PackError.badPayload("the ledger says something else than the signed pack P-2")
      ) { try verify(edited) }
    }
  }

  @Test func leavesToTheAdministratorsWhatTheyTookOutAndConverted() throws {
    var pack = try read(token).pack
    pack.addedAt = Issuer.end
    for (removed, converted) in [(0, 0), (2, 0), (0, 2), (1, 1), (2, 2)] {
      pack.removed = removed
      pack.converted = converted
      try verify(pack)
    }
  }

  @Test(arguments: [(-1, 0), (3, 0), (0, -1), (0, 3), (Int.min, 0), (0, Int.max)])
  func doesNotHoldIfMoreWasTakenOutThanThereIs(_ removed: Int, _ converted: Int) throws {
    var pack = try read(token).pack
    pack.removed = removed
    pack.converted = converted
    let what = removed == 0 ? "converted" : "removed"
    #expect(
      throws: PackError.badPayload(
        "the ledger says that \(removed + converted) of the 2 licenses of P-2 are \(what)")
    ) { try verify(pack) }
  }

  @Test func doesNotHoldIfConvertedWithoutTheIssuersLeave() throws {
    var pack = try read(Good.token).pack
    pack.converted = 1
    #expect(
      throws: PackError.badPayload(
        "the ledger converted licenses of P-1, which does not allow it")
    ) {
      try PackFile.verifyStored(Good.token, as: pack, trusted: try trustedKeys(), place: place)
    }
  }

  @Test func doesNotHoldWithoutItsKey() throws {
    let pack = try read(Good.token).pack
    #expect(throws: PackError.unknownKey(pack.keyID)) {
      try PackFile.verifyStored(Good.token, as: pack, trusted: TrustedKeys(), place: place)
    }
    let revoked = try TrustedKeys(files: [
      ("a.pub", try Issuer.trusted.publicFile()),
      (
        "a.revoked",
        try KeyFile.revokedText(
          RevokedKey(id: Issuer.trusted.id, since: Issuer.end, reason: "lost"))
      ),
    ])
    #expect(throws: PackError.revokedKey(pack.keyID, since: Issuer.end, reason: "lost")) {
      try PackFile.verifyStored(Good.token, as: pack, trusted: revoked, place: place)
    }
  }

  @Test func doesNotHoldInAnotherPlace() throws {
    let pack = try read(token).pack
    #expect(throws: PackError.otherHost(here, here: elsewhere)) {
      try verify(pack, place: PackPlace(host: elsewhere, site: nil, product: 1))
    }
    #expect(throws: PackError.otherProduct(forVersion: 1, this: 2)) {
      try verify(pack, place: PackPlace(host: here, site: nil, product: 2))
    }
  }
}
