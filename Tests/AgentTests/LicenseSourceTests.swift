import Ledger
import StationModel
import Testing

@testable import Agent

/// The seam between the agent and the places that licenses come from.
@Suite struct LicenseSourceTests {
  /// A pool elsewhere that has to ask somebody first.
  private struct Elsewhere: LicenseSource {
    let picture = SourcePicture(name: "elsewhere", packs: [pack("far")])
    var isAsked: Bool
    func admit(_ changes: [Change]) -> [Change] { isAsked ? changes : [] }
  }

  private static func pack(_ id: String) -> Pack {
    Pack(
      id: id, issuer: "School", keyID: "0123456789abcdef", count: 5, coverage: [.physical],
      validFrom: Timestamp(milliseconds: 0), validUntil: nil, addedAt: Timestamp(milliseconds: 0))
  }

  private static func lease(_ station: String, of pack: String) -> Lease {
    Lease(
      station: StationKey(station), pack: pack, grantedAt: Timestamp(milliseconds: 1),
      expiresAt: Timestamp(milliseconds: 9))
  }

  @Test(arguments: [true, false]) func onlyWhatItsSourceAdmitsIsWrittenDown(isAsked: Bool) {
    let near = Change.lease(Self.lease("a", of: "near"), isRenewal: false)
    let far = Change.lease(Self.lease("b", of: "far"), isRenewal: false)
    let back = Change.release(.station(StationKey("c")), why: "it is gone")
    let other = Change.standing(StationKey("a"), LicenseStanding(state: "licensed"))
    let pool = EmbeddedPool(packs: [Self.pack("near")], standing: PackStanding())
    let passed = admitted(
      [back, near, far, other], by: [pool, Elsewhere(isAsked: isAsked)],
      leases: [Self.lease("c", of: "far")])
    #expect(passed == (isAsked ? [back, near, far, other] : [near, other]))
  }

  @Test func thePoolSaysWhyItsLedgerCannotBeWritten() {
    func state(_ error: LedgerError) -> String {
      EmbeddedPool(packs: [], standing: PackStanding(), trouble: error).picture.state.name
    }
    #expect(EmbeddedPool(packs: [], standing: PackStanding()).picture.state == .reachable)
    #expect(state(.failed(statement: "x", code: 8, why: "readonly")) == "denied")
    #expect(state(.failed(statement: "x", code: 13, why: "full")) == "unreachable")
    #expect(state(.newerSchema(path: "p", found: 9, known: 3)) == "incompatible")
  }
}
