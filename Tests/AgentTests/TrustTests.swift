import FoundationEssentials
import Glibc
import Ledger
import LicenseFiles
import StationModel
import Testing

@testable import Agent

/// The folder of trusted keys, and what it makes of the packs in the ledger.
@Suite struct TrustTests {
  private static let keyFile =
    "stationmaster-public-key-v1 773ec709ff680a5e 8_0H3DQQSccxXn9r_SxYJtjZvCXXngFQo3hpHrceT4U "
  private static let token =
    "eyJhbGciOiJFZERTQSIsInR5cCI6InN0YXRpb25tYXN0ZXItcGFjaytqd3MiLCJraWQiOiI3NzNlYzcwOWZmNjgwYTVl"
    + "In0.eyJjb3VudCI6MiwiY292ZXJzIjpbImRlc2t0b3AiLCJob3N0IiwibmV0d29yayIsInBoeXNpY2FsIl0sImV4cC"
    + "I6NDA3MDkwODgwMCwiaWF0IjoxNzk1NDcyODkxLCJpZCI6InAiLCJpc3MiOiJTY2hvb2wiLCJuYmYiOjE3OTU0NzI4"
    + "OTEsInYiOjF9.K55A6czp3nmzLOxOEpc1S3-yPq529rigWISfH0t5SlYKulisMeGT0mnU_aDMtLFbckGO6NvQ0oYKmw"
    + "Z6ls3ICQ"
  private static let pack = Pack(
    id: "p", issuer: "School", keyID: "773ec709ff680a5e", count: 2,
    coverage: Set(StationKind.allCases), validFrom: Timestamp(seconds: 1_795_472_891),
    validUntil: Timestamp(seconds: 4_070_908_800), addedAt: Timestamp(milliseconds: 5))

  /// The standing of a pack, where the key is trusted under the name of `issuer`, if any.
  private func standing(_ pack: Pack, issuer: String?) throws -> PackStanding {
    let folder = try TemporaryFolder()
    if let issuer { try write(Self.keyFile + issuer + "\n", folder.path + "/school.pub") }
    return try standing(pack, in: folder.path)
  }

  private func standing(_ pack: Pack, in folder: String) throws -> PackStanding {
    PackStanding(
      of: [StoredPack(pack: pack, token: Self.token)], trusted: try trustedKeys(in: folder),
      place: PackPlace(host: nil, site: nil, product: 0))
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  @Test func aLapseOfTrustIsNotAForgery() throws {
    #expect(try standing(Self.pack, issuer: "School") == PackStanding())
    for issuer in [nil, "Somebody else"] {
      let lapsed = try standing(Self.pack, issuer: issuer)
      #expect(lapsed.untrusted.keys.sorted() == ["p"] && lapsed.refused.isEmpty)
    }
    var edited = Self.pack
    edited.count = 200
    let forged = try standing(edited, issuer: "School")
    #expect(forged.untrusted.isEmpty)
    #expect(forged.refused["p"]?.contains("the ledger says something else") == true)
  }

  @Test func aRevokedKeyIsALapseOfTrustThatSaysWhy() throws {
    let folder = try TemporaryFolder()
    try write(Self.keyFile + "School\n", folder.path + "/school.pub")
    try write(
      "stationmaster-revoked-key-v1 773ec709ff680a5e 2026-11-26 stolen\n",
      folder.path + "/school.revoked")
    let revoked = try standing(Self.pack, in: folder.path)
    #expect(revoked.refused.isEmpty)
    #expect(revoked.untrusted["p"]?.hasSuffix("was revoked on 2026-11-26: stolen.") == true)
  }

  @Test func onlyAFolderThatDoesNotExistHoldsNoKeys() throws {
    let folder = try TemporaryFolder()
    #expect(try standing(Self.pack, in: folder.path + "/none").untrusted.count == 1)
    #expect(try standing(Self.pack, in: folder.path).untrusted.count == 1)
    try write(Self.keyFile + "School\n", folder.path + "/school.pub")
    #expect(try standing(Self.pack, in: folder.path) == PackStanding())
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path + "/school.pub") }
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path + "/school.pub/sub") }
    #expect(symlink("loop", folder.path + "/loop") == 0)
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path + "/loop") }
    #expect(symlink("nowhere", folder.path + "/gone.pub") == 0)
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path) }
  }

  @Test func aFileThatCannotBeReadDoesNotKeepARevokedKeyInForce() throws {
    let folder = try TemporaryFolder()
    try write(Self.keyFile + "School\n", folder.path + "/school.pub")
    let former = try trustedKeys(in: folder.path)
    #expect(former.all.count == 1)
    #expect(symlink("nowhere", folder.path + "/gone.pub") == 0)
    #expect(heedRevocations(in: folder.path, former).all.count == 1)
    try write(
      "stationmaster-revoked-key-v1 773ec709ff680a5e 2026-11-26 stolen\n",
      folder.path + "/school.revoked")
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path) }
    #expect(heedRevocations(in: folder.path, former).all.isEmpty)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func whatMayNotBeReadIsAnError() throws {
    let folder = try TemporaryFolder()
    try write(Self.keyFile + "School\n", folder.path + "/school.pub")
    #expect(chmod(folder.path + "/school.pub", 0) == 0)
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path) }
    #expect(chmod(folder.path, 0) == 0)
    defer { chmod(folder.path, 0o700) }
    #expect(throws: AgentFailure.self) { try trustedKeys(in: folder.path) }
  }
}
