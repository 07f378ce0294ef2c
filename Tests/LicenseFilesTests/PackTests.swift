import LicenseFiles
import Seal
import StationModel
import Testing

@Suite struct PackTests {
  @Test func readsWhatItIssues() throws {
    let text = try PackFile.issue(order, with: Issuer.trusted.key)
    let read = try PackFile.read(
      Array("\n \(text)\r\n".utf8), trusted: try trustedKeys(), now: Issuer.now, known: ["P-0"])
    #expect(
      read.pack
        == Pack(
          id: "P-1", issuer: Issuer.name, keyID: Issuer.trusted.key.verifyingKey.id, count: 2,
          coverage: [.host, .physical], validFrom: Issuer.start, validUntil: Issuer.end,
          addedAt: Issuer.now))
    #expect(read.token + "\n" == text)
  }

  @Test func readsAPackWithoutAnEndAndOfEveryKind() throws {
    var order = order
    order.validUntil = nil
    order.coverage = Set(StationKind.allCases)
    order.count = 1_000_000
    let text = try PackFile.issue(order, with: Issuer.trusted.key)
    let far = Timestamp(seconds: 250_000_000_000)
    let pack = try PackFile.read(
      Array(text.utf8), trusted: try trustedKeys(), now: far, known: []
    ).pack
    #expect(pack.validUntil == nil)
    #expect(pack.coverage == Set(StationKind.allCases))
    #expect(pack.count == 1_000_000)
  }

  @Test func writesTheHeaderAndThePayloadExactly() throws {
    let parts = try PackFile.issue(order, with: Issuer.trusted.key).split(separator: ".")
    let header = try #require(Base64URL.decode(parts[0].utf8))
    #expect(String(decoding: header, as: UTF8.self) == Issuer.trusted.header)
    let payload = try #require(Base64URL.decode(parts[1].utf8))
    #expect(
      String(decoding: payload, as: UTF8.self) == """
        {"count":2,"covers":["host","physical"],"exp":1798761600,"iat":1767225600,"id":"P-1",\
        "iss":"\(Issuer.name)","nbf":1767225600,"v":1}
        """)
  }

  @Test func toleratesHeaderMembersThatChangeNothing() throws {
    let header = Issuer.trusted.header.with("}", #","cty":{"alg":"none"},"note":["typ"]}"#)
    let token = Issuer.trusted.token(header: header)
    #expect(
      try PackFile.read(
        Array(token.utf8), trusted: try trustedKeys(), now: Issuer.now, known: []
      ).pack.id == "P-1")
  }

  @Test func isValidFromItsFirstToBeforeItsLastMillisecond() throws {
    let bytes = Array(try PackFile.issue(order, with: Issuer.trusted.key).utf8)
    let trusted = try trustedKeys()
    let before = Timestamp(milliseconds: Issuer.start.milliseconds - 1)
    let last = Timestamp(milliseconds: Issuer.end.milliseconds - 1)
    #expect(throws: PackError.notYetValid(Issuer.start)) {
      try PackFile.read(bytes, trusted: trusted, now: before, known: [])
    }
    _ = try PackFile.read(bytes, trusted: trusted, now: Issuer.start, known: [])
    _ = try PackFile.read(bytes, trusted: trusted, now: last, known: [])
    #expect(throws: PackError.expired(Issuer.end)) {
      try PackFile.read(bytes, trusted: trusted, now: Issuer.end, known: [])
    }
  }

  @Test func refusesToIssueWhatItWouldNotRead() throws {
    func expect(_ why: String, _ change: (inout PackOrder) -> Void) {
      var order = order
      change(&order)
      #expect(throws: PackError.badPayload(why)) {
        try PackFile.issue(order, with: Issuer.trusted.key)
      }
    }
    expect("the count 0 is not between 1 and 1000000") { $0.count = 0 }
    expect("the id \"a b\" is not 1 to 64 of A-Z a-z 0-9 . _ -") { $0.id = "a b" }
    expect("the issuer \" x\" is not 1 to 64 plain characters") { $0.issuer = " x" }
    expect("it covers no kind of station") { $0.coverage = [] }
    expect("it ends before it begins") { $0.validUntil = Issuer.start }
    expect("the date \"nbf\" is not between the years 1970 and 9998") {
      $0.validFrom = Timestamp(milliseconds: .min)
    }
    expect("the date \"exp\" is not between the years 1970 and 9998") {
      $0.validUntil = Timestamp(milliseconds: .max)
    }
  }

  @Test func verifiesAStoredPackWhateverTheDate() throws {
    let trusted = try trustedKeys()
    let token = Issuer.trusted.token()
    let read = try PackFile.read(
      Array(token.utf8), trusted: trusted, now: Issuer.now, known: [])
    try PackFile.verifyStored(read.token, as: read.pack, trusted: trusted)

    var richer = read.pack
    richer.count = 200
    #expect(
      throws: PackError.badPayload("the ledger says something else than the signed pack P-1")
    ) { try PackFile.verifyStored(token, as: richer, trusted: trusted) }
    #expect(throws: PackError.unknownKey(read.pack.keyID)) {
      try PackFile.verifyStored(token, as: read.pack, trusted: TrustedKeys())
    }
    #expect(throws: PackError.badSignature) {
      try PackFile.verifyStored(token + "AA", as: read.pack, trusted: trusted)
    }
  }

  @Test func tellsDatesInMessages() {
    #expect(
      PackError.expired(Issuer.end).message
        == "The license pack ran out on 2027-01-01 00:00 UTC.")
  }
}
