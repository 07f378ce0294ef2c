import LicenseFiles
import Seal
import StationModel
import Testing

private let id = Issuer.trusted.id
private let line = "stationmaster-revoked-key-v1 \(id) 2026-11-26 stolen with a laptop, Room 3"

private let badRevocations: [(String, String)] = [
  ("", "it has no key line"),
  (line + "\n" + line, "it has more than one key line"),
  (
    line.with("revoked", "public"),
    #"it begins with "stationmaster-public-key-v1", not with "stationmaster-revoked-key-v1""#
  ),
  ("stationmaster-revoked-key-v1 \(id) 2026-11-26", "its key line has 3 fields of 4"),
  (
    line.with(id, "0123"),
    #""0123" is not a key id of 16 hexadecimal digits"#
  ),
  (line.with("2026-11-26", "26.11.2026"), #""26.11.2026" is no date like 2026-11-26"#),
  (line.with("2026-11-26", "2026-02-30"), #""2026-02-30" is no date like 2026-11-26"#),
  (
    line.with("stolen", "\u{202E}stolen"),
    #"the reason "?stolen with a laptop, Room 3" is not 1 to 200 plain characters"#
  ),
  (line + " ", #"the reason "stolen with a laptop, Room 3 " is not 1 to 200 plain characters"#),
]

@Suite struct RevokedKeyTests {
  @Test func readsWhatItWrites() throws {
    let day = RevokedKey(
      id: id, since: Timestamp(iso: "2026-11-26") ?? Issuer.now,
      reason: "stolen with a laptop, Room 3")
    let text = try KeyFile.revokedText(day)
    #expect(text.hasPrefix("# ") && text.hasSuffix("\n" + line + "\n"))
    #expect(try KeyFile.readRevoked(text, file: "k") == day)
    let moment = RevokedKey(id: id, since: Timestamp(milliseconds: 1), reason: "x")
    #expect(try KeyFile.readRevoked(try KeyFile.revokedText(moment), file: "k") == moment)
  }

  @Test(arguments: badRevocations)
  func refusesABadRevocation(_ text: String, _ why: String) {
    #expect(throws: KeyFileError(file: "x.revoked", why: why)) {
      try KeyFile.readRevoked(text, file: "x.revoked")
    }
  }

  @Test func refusesToWriteWhatItWouldNotRead() {
    for key in [
      RevokedKey(id: "x", since: Issuer.now, reason: "lost"),
      RevokedKey(id: id, since: Issuer.now, reason: ""),
      RevokedKey(id: id, since: Issuer.now, reason: "two\nlines"),
      RevokedKey(id: id, since: Issuer.now, reason: String(repeating: "x", count: 201)),
      RevokedKey(id: id, since: Timestamp(milliseconds: .max), reason: "lost"),
      RevokedKey(id: id, since: Timestamp(milliseconds: .min), reason: "lost"),
    ] {
      #expect(throws: KeyFileError.self) { try KeyFile.revokedText(key) }
    }
  }

  @Test func winsOverTheKeysOwnFileWhateverTheirNames() throws {
    for (own, revoked) in [("a.pub", "b.revoked"), ("b.pub", "a.revoked")] {
      let keys = try TrustedKeys(files: [
        (own, try Issuer.trusted.publicFile()), (revoked, line),
        ("other.pub", try Issuer.other.publicFile(as: Issuer.otherName)),
      ])
      #expect(keys[id] == nil)
      #expect(keys.all.map(\.id) == [Issuer.other.id])
      #expect(keys.revoked.map(\.id) == [id])
      #expect(keys.revocation(of: id)?.reason == "stolen with a laptop, Room 3")
      #expect(keys.issuer(ofRevoked: id) == Issuer.name)
      #expect(keys.issuer(ofRevoked: Issuer.other.id) == nil)
    }
  }

  @Test func isToldApartFromAKeyThatNobodyKnows() throws {
    let keys = try TrustedKeys(files: [("a.revoked", line)])
    func error(_ token: String) -> PackError? {
      do throws(PackError) {
        _ = try PackFile.signer(of: Array(token.utf8), trusted: keys)
        return nil
      } catch { return error }
    }
    #expect(
      error(Good.token)
        == .revokedKey(
          id, since: Timestamp(iso: "2026-11-26") ?? Issuer.now,
          reason: "stolen with a laptop, Room 3"))
    #expect(error(Issuer.stranger.token()) == .unknownKey(Issuer.stranger.id))
  }

  /// A revocation that the administrator wrote and the issuer's own may both lie there.
  @Test func ofTwoForOneKeyTheEarlierCounts() throws {
    let earlier = line.with("2026-11-26", "2026-10-01").with("stolen", "lost")
    for files in [
      [("a.revoked", line), ("b.revoked", earlier)],
      [("a.revoked", earlier), ("b.revoked", line)],
    ] {
      let keys = try TrustedKeys(files: files.map { (name: $0.0, text: $0.1) })
      #expect(keys.revocation(of: id)?.reason == "lost with a laptop, Room 3")
      #expect(keys.revoked.count == 1)
    }
  }

  @Test func aBadOneIsSaidWithItsName() throws {
    let text = try Issuer.trusted.publicFile()
    #expect(throws: KeyFileError(file: "b.revoked", why: "it has no key line")) {
      try TrustedKeys(files: [("a.pub", text), ("b.revoked", "# nothing\n")])
    }
  }
}

/// An issuer takes a new key: docs/keys.md, step by step.
@Suite struct KeyRotationTests {
  private let old = Issuer(11)
  private let new = Issuer(12)

  private func standing(_ keys: TrustedKeys, _ issuer: Issuer) -> PackError? {
    do throws(PackError) {
      _ = try PackFile.signer(of: Array(issuer.token().utf8), trusted: keys)
      return nil
    } catch { return error }
  }

  @Test func packsOfBothKeysCountUntilTheOldOneGoes() throws {
    let oldFile = (name: "school.pub", text: try old.publicFile())
    let newFile = (name: "school-2.pub", text: try new.publicFile())
    let revoked = (
      name: "school.revoked",
      text: try KeyFile.revokedText(
        RevokedKey(id: old.id, since: Issuer.now, reason: "replaced"))
    )
    let before = try TrustedKeys(files: [oldFile])
    #expect(standing(before, old) == nil && standing(before, new) == .unknownKey(new.id))
    let both = try TrustedKeys(files: [oldFile, newFile])
    #expect(standing(both, old) == nil && standing(both, new) == nil)
    let removed = try TrustedKeys(files: [newFile])
    #expect(standing(removed, old) == .unknownKey(old.id) && standing(removed, new) == nil)
    let after = try TrustedKeys(files: [oldFile, newFile, revoked])
    #expect(
      standing(after, old) == .revokedKey(old.id, since: Issuer.now, reason: "replaced"))
    #expect(standing(after, new) == nil)
  }
}
