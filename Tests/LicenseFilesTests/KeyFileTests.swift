import LicenseFiles
import Seal
import StationModel
import Testing

private let id = Issuer.trusted.key.verifyingKey.id
private let seed = Base64URL.encode(Issuer.trusted.key.seed)
private let point = Base64URL.encode(Issuer.trusted.key.publicKey)
private let privateLine = "stationmaster-private-key-v1 \(id) \(seed)"
private let publicLine = "stationmaster-public-key-v1 \(id) \(point) Acme & Sons"

private let badPrivateKeys: [(String, String)] = [
  ("", "it has no key line"),
  ("# only a comment\n", "it has no key line"),
  (privateLine + "\n" + privateLine, "it has more than one key line"),
  (String(repeating: "#", count: 4097), "it is larger than 4 KiB"),
  (
    publicLine,
    #"it begins with "stationmaster-public-key-v1", not with "stationmaster-private-key-v1""#
  ),
  (
    privateLine.with("v1", "v2"),
    #"it begins with "stationmaster-private-key-v2", not with "stationmaster-private-key-v1""#
  ),
  (" " + privateLine, #"it begins with "", not with "stationmaster-private-key-v1""#),
  ("stationmaster-private-key-v1 \(id)", "its key line has 2 fields of 3"),
  (privateLine + " more", "its key is not 32 bytes in base64url"),
  (privateLine + "=", "its key is not 32 bytes in base64url"),
  (String(privateLine.dropLast()), "its key is not 32 bytes in base64url"),
  (
    privateLine.with(id, "0000000000000000"),
    #"its key has the id \#(id), not "0000000000000000""#
  ),
  (
    privateLine.with(id, id.uppercased()),
    #"its key has the id \#(id), not "\#(id.uppercased())""#
  ),
]

/// A key of zeros, or the neutral point, under its own id.
private func weakLine(_ first: UInt8) -> String {
  let bytes = [first] + [UInt8](repeating: 0, count: 31)
  let id = Seal.hex(Seal.sha256(bytes).prefix(8))
  return "stationmaster-public-key-v1 \(id) \(Base64URL.encode(bytes)) Acme"
}

private let badPublicKeys: [(String, String)] = [
  (
    privateLine,
    #"it begins with "stationmaster-private-key-v1", not with "stationmaster-public-key-v1""#
  ),
  (publicLine.with(" Acme & Sons", ""), "its key line has 3 fields of 4"),
  (publicLine.with("Acme & Sons", ""), #"the issuer's name "" is not 1 to 64 plain characters"#),
  (
    publicLine.with("Acme", " Acme"),
    #"the issuer's name " Acme & Sons" is not 1 to 64 plain characters"#
  ),
  (
    publicLine.with("&", "\u{202E}"),
    #"the issuer's name "Acme ? Sons" is not 1 to 64 plain characters"#
  ),
  (publicLine.with(point, String(point.dropLast())), "its key is not 32 bytes in base64url"),
  (weakLine(0), "its key is none that a program makes: anybody could sign with it"),
  (weakLine(1), "its key is none that a program makes: anybody could sign with it"),
  (publicLine.with(point, point.with("A", "B").with("_", "-")), "key id differs"),
]

@Suite struct KeyFileTests {
  @Test func readsThePrivateKeyThatItWrites() throws {
    let text = KeyFile.privateText(Issuer.trusted.key)
    #expect(text.hasPrefix("# ") && text.hasSuffix(privateLine + "\n"))
    #expect(try KeyFile.readPrivate(text, file: "k").seed == Issuer.trusted.key.seed)
  }

  @Test func readsThePublicKeyThatItWrites() throws {
    let text = try KeyFile.publicText(Issuer.trusted.key.verifyingKey, issuer: "Acme & Sons")
    #expect(text.hasPrefix("# ") && text.hasSuffix(publicLine + "\n"))
    let key = try KeyFile.readPublic(text, file: "k")
    #expect(key.issuer == "Acme & Sons" && key.id == id)
    #expect(key.key == Issuer.trusted.key.verifyingKey)
  }

  @Test(arguments: badPrivateKeys)
  func refusesABadPrivateKey(_ text: String, _ why: String) {
    #expect(throws: KeyFileError(file: "my.key", why: why)) {
      try KeyFile.readPrivate(text, file: "my.key")
    }
  }

  @Test(arguments: badPublicKeys)
  func refusesABadPublicKey(_ text: String, _ why: String) {
    do throws(KeyFileError) {
      _ = try KeyFile.readPublic(text, file: "x.pub")
      Issue.record("it was accepted")
    } catch {
      if why == "key id differs" {
        #expect(error.why.hasPrefix("its key has the id "))
      } else {
        #expect(error == KeyFileError(file: "x.pub", why: why))
      }
    }
  }

  @Test func refusesToWriteANameThatItWouldNotRead() {
    #expect(throws: KeyFileError.self) {
      try KeyFile.publicText(Issuer.trusted.key.verifyingKey, issuer: "two\nlines")
    }
  }
}

@Suite struct TrustedKeysTests {
  @Test func looksUpByIDAndIgnoresOtherFiles() throws {
    let keys = try TrustedKeys(files: [
      ("b.pub", try Issuer.stranger.publicFile(as: "Acme")),
      ("a.pub", try Issuer.trusted.publicFile()),
      ("README", "anything"), ("a.pub~", "anything"),
    ])
    #expect(keys[id]?.issuer == Issuer.name)
    #expect(keys["0000000000000000"] == nil)
    #expect(keys.all.map(\.issuer) == ["Acme", Issuer.name])
  }

  @Test func acceptsTwoKeysOfOneIssuer() throws {
    let keys = try TrustedKeys(files: [
      ("old.pub", try Issuer.stranger.publicFile()), ("new.pub", try Issuer.trusted.publicFile()),
    ])
    #expect(keys.all.count == 2)
  }

  @Test func aBadFileDoesNotKeepARevokedKeyInForce() throws {
    let files = [("a.pub", try Issuer.trusted.publicFile())]
    let before = try TrustedKeys(files: files)
    #expect(before[id] != nil)
    let after = before.heeding(revocationsIn: [
      ("bad.pub", "nonsense"), ("worse.revoked", "nonsense"),
      (
        "a.revoked",
        try KeyFile.revokedText(RevokedKey(id: id, since: Issuer.start, reason: "stolen"))
      ),
    ])
    #expect(after[id] == nil)
    #expect(after.revocation(of: id) != nil)
    #expect(before.heeding(revocationsIn: [("bad.pub", "nonsense")]) == before)
  }

  @Test func namesTheFileThatRepeatsAKey() throws {
    let text = try Issuer.trusted.publicFile()
    let other = try Issuer.trusted.publicFile(as: "Acme")
    #expect(throws: KeyFileError(file: "b.pub", why: "its key \(id) is also in a.pub")) {
      try TrustedKeys(files: [("b.pub", other), ("a.pub", text)])
    }
  }

  @Test func namesTheFileThatIsBad() throws {
    let text = try Issuer.trusted.publicFile()
    #expect(throws: KeyFileError(file: "b.pub", why: "it has no key line")) {
      try TrustedKeys(files: [("a.pub", text), ("b.pub", "")])
    }
  }
}
