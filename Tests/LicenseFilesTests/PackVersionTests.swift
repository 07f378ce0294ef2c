import LicenseFiles
import Seal
import StationModel
import Testing

@Suite struct PackVersionTests {
  /// Made by the first version of this code. They must be read for ever.
  private static let firstVersion = [
    """
    eyJhbGciOiJFZERTQSIsInR5cCI6InN0YXRpb25tYXN0ZXItcGFjaytqd3MiLCJraWQiOiIzNDc1MGY5OGJkNTlmY2ZjIn0.\
    eyJjb3VudCI6MiwiY292ZXJzIjpbImhvc3QiLCJwaHlzaWNhbCJdLCJleHAiOjE3OTg3NjE2MDAsImlhdCI6MTc2NzIyNTYw\
    MCwiaWQiOiJQLTEiLCJpc3MiOiJVbml2ZXJzaXTDqSBkJ0V4ZW1wbGUiLCJuYmYiOjE3NjcyMjU2MDAsInYiOjF9.\
    ozYS7_MPYY9SzncZ2JSGBImk-lakJqytFKFpBlR5xpfqzUFjkThBAB_lVyHmxKpAkMnpI2nH-gXLEuOPgSL5CA
    """,
    """
    eyJhbGciOiJFZERTQSIsInR5cCI6InN0YXRpb25tYXN0ZXItcGFjaytqd3MiLCJraWQiOiIzNDc1MGY5OGJkNTlmY2ZjIn0.\
    eyJjb3VudCI6MiwiY292ZXJzIjpbImRlc2t0b3AiLCJob3N0IiwibmV0d29yayIsInBoeXNpY2FsIl0sImlhdCI6MTc2NzIy\
    NTYwMCwiaWQiOiJQLTIiLCJpc3MiOiJVbml2ZXJzaXTDqSBkJ0V4ZW1wbGUiLCJuYmYiOjE3NjcyMjU2MDAsInYiOjF9.\
    NxJZBhydiFSYk-QM6r9YAWLCKHWraRbpEdYm_6C5wk-zE-6oxuHZylt9CF_A_X8hwuJx5zgnn0pWyUJFqxMeDQ
    """,
  ]

  @Test(arguments: firstVersion)
  func aPackOfTheFirstVersionIsReadAndHolds(_ token: String) throws {
    let signed = try read(token)
    try PackFile.verifyStored(token, as: signed.pack, trusted: try trustedKeys(), place: place)
    #expect(signed.pack.kind == .device && signed.pack.count == 2)
    #expect(signed.pack.binding == nil && signed.pack.product == nil)
    #expect(signed.pack.features.isEmpty && signed.pack.replaces.isEmpty)
    #expect(!signed.pack.isConvertible)
  }

  @Test func whatOlderAgentsUnderstandIsIssuedForThem() throws {
    #expect(try PackFile.issue(order, with: Issuer.trusted.key) == Self.firstVersion[0] + "\n")
  }

  @Test func anythingNewIsIssuedAsVersion2() throws {
    let changes: [(inout PackOrder) -> Void] = [
      { $0.kind = .user }, { $0.product = 3 }, { $0.features = ["a"] },
      { $0.binding = .host(here) }, { $0.binding = .site("Room 1") }, { $0.replaces = ["P-0"] },
      { $0.isConvertible = true },
    ]
    for change in changes {
      var changed = order
      change(&changed)
      let bytes = Array(try PackFile.issue(changed, with: Issuer.trusted.key).utf8)
      let seen = try PackFile.look(bytes)
      #expect(seen.version == 2 && seen.order == changed)
    }
  }

  @Test func writesVersion2Exactly() throws {
    let parts = try PackFile.issue(order2, with: Issuer.trusted.key).split(separator: ".")
    let payload = try #require(Base64URL.decode(parts[1].utf8))
    #expect(
      String(decoding: payload, as: UTF8.self) == """
        {"convertible":true,"count":30,"covers":["desktop","network"],"exp":1798761600,\
        "features":["kiosk","reports.v-2"],"host":"\(here)","iat":1767225600,"id":"P-2",\
        "iss":"\(Issuer.name)","kind":"user","nbf":1767225600,"product":1,\
        "replaces":["P-1","p_9"],"v":2}
        """)
  }

  @Test func readsAllOfVersion2() throws {
    let pack = try read(try PackFile.issue(order2, with: Issuer.trusted.key)).pack
    #expect(
      pack
        == Pack(
          id: "P-2", issuer: Issuer.name, keyID: Issuer.trusted.id, kind: .user, count: 30,
          coverage: [.network, .desktop], validFrom: Issuer.start, validUntil: Issuer.end,
          product: 1, features: ["kiosk", "reports.v-2"], binding: .host(here),
          replaces: ["P-1", "p_9"], isConvertible: true, addedAt: Issuer.now))
  }

  @Test func refusesToIssueAVersion2ThatItWouldNotRead() {
    func expect(_ why: String, _ change: (inout PackOrder) -> Void) {
      var order = order2
      change(&order)
      #expect(throws: PackError.badPayload(why)) {
        try PackFile.issue(order, with: Issuer.trusted.key)
      }
    }
    expect("it replaces itself") { $0.replaces = ["P-2"] }
    expect("the product version -1 is not between 0 and 9999") { $0.product = -1 }
    expect("the feature \"A\" is not 1 to 64 of a-z 0-9 . -") { $0.features = ["A"] }
    expect("the feature \"a\" is there twice") { $0.features = ["a", "b", "a"] }
    expect("the host \"x\" is not an id of 32 hexadecimal digits") { $0.binding = .host("x") }
    expect("the site \" \" is not 1 to 64 plain characters") { $0.binding = .site(" ") }
    expect("it has 33 features, not 1 to 32") { $0.features = (0..<33).map { "f\($0)" } }
  }
}
