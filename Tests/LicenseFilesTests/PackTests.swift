import LicenseFiles
import Seal
import StationModel
import Testing

@Suite struct PackTests {
  @Test func readsWhatItIssues() throws {
    let text = try PackFile.issue(order, with: Issuer.trusted.key)
    let read = try read("\n \(text)\r\n", known: ["P-0"])
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
    let pack = try read(text, now: far).pack
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
    let header = Issuer.trusted.header.with("}", #","cty":{"alg":"none"},"note":["typ",1.5]}"#)
    #expect(try read(Issuer.trusted.token(header: header)).pack.id == "P-1")
  }

  @Test func isReadUntilTheMillisecondBeforeItsEnd() throws {
    let last = Timestamp(milliseconds: Issuer.end.milliseconds - 1)
    _ = try read(Good.token, now: last)
    #expect(throws: PackError.expired(Issuer.end)) { try read(Good.token, now: Issuer.end) }
  }

  @Test func aRenewalIsReadBeforeItBegins() throws {
    let early = Timestamp(seconds: 1)
    let pack = try read(Good.token, now: early).pack
    #expect(pack.validFrom == Issuer.start && pack.addedAt == early && !pack.isValid(at: early))
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

  @Test func looksAtAPackThatNobodyTrusts() throws {
    let token = Issuer.stranger.token(payload: Issuer.payload2)
    let seen = try PackFile.look(Array(token.utf8))
    #expect(seen.version == 2 && seen.keyID == Issuer.stranger.id)
    #expect(seen.order.id == "P-2" && seen.order.binding == .host(here))
    #expect(throws: PackError.unknownKey(Issuer.stranger.id)) {
      try PackFile.signer(of: Array(token.utf8), trusted: try trustedKeys())
    }
  }

  @Test func saysWhoSignedAPackWhereverAndWheneverItCounts() throws {
    var order = order2
    order.binding = .host(elsewhere)
    order.validUntil = Timestamp(seconds: 1_767_225_601)
    let bytes = Array(try PackFile.issue(order, with: Issuer.trusted.key).utf8)
    #expect(try PackFile.signer(of: bytes, trusted: try trustedKeys()).issuer == Issuer.name)
  }

  @Test func tellsDatesInMessages() {
    #expect(
      PackError.expired(Issuer.end).message
        == "The license pack ran out on 2027-01-01 00:00 UTC.")
    #expect(
      PackError.revokedKey("0123456789abcdef", since: Issuer.start, reason: "lost").message
        == "The license pack is signed with the key 0123456789abcdef, which was revoked on "
        + "2026-01-01: lost.")
  }

  @Test func tellsNamesApartThatLookAlike() {
    func message(_ found: String, _ trusted: String) -> String {
      PackError.wrongIssuer(found: found, trusted: trusted).message
    }
    #expect(!message("Acme", "Example").contains("alike"))
    #expect(!message("Acme", "Acme Sons").contains("alike"))
    #expect(message("\u{0410}cme", "Acme").hasSuffix("one has U+0410 where the other has U+0041."))
    #expect(
      message("Acme\u{3164}", "Acme").hasSuffix("one has U+3164 where the other has nothing."))
    #expect(
      message("Acme", "Acme\u{301}").hasSuffix("one has U+0065 where the other has U+0301.")
        == false)
  }
}
