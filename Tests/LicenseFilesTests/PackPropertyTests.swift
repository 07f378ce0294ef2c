import Dice
import LicenseFiles
import Seal
import StationModel
import Testing

/// Random orders from a seed, so that a failure can be repeated.
@Suite struct PackPropertyTests {
  @Test func everyOrderThatIsIssuedIsReadBackEqual() throws {
    let trusted = try TrustedKeys(files: [])
    var dice = SplitMix(seed: 20_261_126)
    var versions: [Int: Int] = [:]
    for _ in 0..<800 {
      let order = randomOrder(&dice)
      let key = SigningKey(seed: (0..<32).map { _ in UInt8.random(in: 0...255, using: &dice) })
      let signing = try #require(key)
      let token = try PackFile.issue(order, with: signing)
      let seen = try PackFile.look(Array(token.utf8))
      #expect(seen.order == order && seen.keyID == signing.verifyingKey.id)
      #expect(seen.version == order.version)
      versions[seen.version, default: 0] += 1

      let keys = try TrustedKeys(files: [
        ("k.pub", try KeyFile.publicText(signing.verifyingKey, issuer: order.issuer))
      ])
      let place = place(for: order)
      let signed = try PackFile.read(
        Array(token.utf8), trusted: keys, place: place, now: order.issuedAt, known: [])
      try PackFile.verifyStored(signed.token, as: signed.pack, trusted: keys, place: place)
      #expect(signed.pack.count == order.count && signed.pack.kind == order.kind)
      #expect(signed.pack.binding == order.binding && signed.pack.replaces == order.replaces)
      #expect(throws: PackError.unknownKey(seen.keyID)) {
        try PackFile.signer(of: Array(token.utf8), trusted: trusted)
      }

      var bytes = Array(token.utf8.dropLast())
      let index = Int.random(in: 0..<bytes.count, using: &dice)
      bytes[index] ^= UInt8.random(in: 1...255, using: &dice)
      #expect(throws: PackError.self, "byte \(index) of \(token)") {
        try PackFile.signer(of: bytes, trusted: keys)
      }
    }
    #expect((versions[1] ?? 0) > 30 && (versions[2] ?? 0) > 500)
  }

  private func place(for order: PackOrder) -> PackPlace {
    var place = PackPlace(host: nil, site: nil, product: order.product ?? 9999)
    switch order.binding {
    case .host(let id): place.host = id
    case .site(let name): place.site = name
    case nil: break
    }
    return place
  }

  private func randomOrder(_ dice: inout SplitMix) -> PackOrder {
    let start = Int64.random(in: 0..<253_370_764_700, using: &dice)
    let end = Int64.random(in: (start + 1)..<253_370_764_800, using: &dice)
    let kinds = StationKind.allCases.filter { _ in dice.chance(50) }
    var order = PackOrder(
      id: word(Array("ABCxyz019._-"), 64, &dice), issuer: name(&dice),
      count: Int.random(in: 1...1_000_000, using: &dice),
      coverage: kinds.isEmpty ? [.physical] : Set(kinds), validFrom: Timestamp(seconds: start),
      validUntil: dice.chance(70) ? Timestamp(seconds: end) : nil,
      issuedAt: Timestamp(seconds: Int64.random(in: 0...start, using: &dice)))
    if dice.chance(10) { return order }
    if dice.chance(30) { order.kind = .user }
    if dice.chance(30) { order.product = Int.random(in: 0...9999, using: &dice) }
    order.isConvertible = dice.chance(30)
    if dice.chance(40) { order.features = words(Array("abcz09.-"), 32, &dice) }
    if dice.chance(40) {
      order.replaces = words(Array("ABCxyz019._-"), 64, &dice).filter { $0 != order.id }
    }
    if dice.chance(30) {
      order.binding = .host(String((0..<32).map { _ in dice.one(of: Array("0123456789abcdef")) }))
    } else if dice.chance(30) {
      order.binding = .site(name(&dice))
    }
    return order
  }

  private func word(_ letters: [Character], _ most: Int, _ dice: inout SplitMix) -> String {
    String((0..<Int.random(in: 1...most, using: &dice)).map { _ in dice.one(of: letters) })
  }

  private func words(_ letters: [Character], _ most: Int, _ dice: inout SplitMix) -> [String] {
    let count = Int.random(in: 1...most, using: &dice)
    return Set((0..<count).map { _ in word(letters, 64, &dice) }).sorted()
  }

  /// Letters of many scripts, quotes, backslashes and a space now and then, but none at the ends.
  private func name(_ dice: inout SplitMix) -> String {
    let letters = Array("aZ0é\u{308}ßЖ日本語한🎓\"\\/&<'😀ñ…")
    let middle = (0..<Int.random(in: 0...28, using: &dice)).map { _ in
      dice.chance(10) ? " " : dice.one(of: letters)
    }
    return "A" + String(middle) + "z"
  }
}
