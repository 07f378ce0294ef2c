import Dice
import LicenseFiles
import Seal
import StationModel
import Testing

@Suite struct BadPackTests {
  @Test(arguments: BadPack.all)
  func isRefusedForItsOwnReason(_ bad: BadPack) throws {
    let trusted = try trustedKeys()
    #expect(throws: bad.error) {
      try PackFile.read(
        bad.bytes, trusted: trusted, place: place, now: Issuer.now, known: ["P-0"])
    }
    #expect(!bad.error.message.isEmpty && !bad.error.nextStep.isEmpty)
    for text in [bad.error.message, bad.error.nextStep] {
      #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format })
    }
  }

  /// If the ledger held it, it would not count either. What ran out or is known is still a pack.
  @Test(arguments: BadPack.all)
  func isRefusedInTheLedgerToo(_ bad: BadPack) throws {
    switch bad.error {
    case .expired, .duplicate: return
    default: break
    }
    let trusted = try trustedKeys()
    let pack = try read(Good.token).pack
    #expect(throws: PackError.self) {
      try PackFile.verifyStored(
        String(decoding: bad.bytes, as: UTF8.self), as: pack, trusted: trusted, place: place)
    }
  }

  @Test func twoFaultsNeverShareAMessage() {
    for (message, packs) in Dictionary(grouping: BadPack.all, by: \.error.message) {
      let faults = Set(packs.map(\.fault))
      #expect(faults.count == 1, "\(message): \(faults.sorted())")
    }
  }

  @Test func thereAreManyOfThem() {
    #expect(BadPack.all.count >= 60)
    #expect(Set(BadPack.all.map(\.fault)).count >= 60)
    #expect(Set(BadPack.all.map(\.name)).count == BadPack.all.count)
    #expect(Set(BadPack.all.map(\.bytes)).count == BadPack.all.count)
    print(
      "bad packs: \(BadPack.all.count), with \(Set(BadPack.all.map(\.error.message)).count) messages"
    )
  }

  /// The table's own ground: what its packs were made from is accepted.
  @Test func theUnchangedPacksAreAccepted() throws {
    for token in [Good.token, Issuer.trusted.token(payload: Issuer.payload2)] {
      #expect(try read(token, known: ["P-0"]).token == token)
    }
  }

  @Test func noChangedOrMissingByteIsAccepted() throws {
    let trusted = try trustedKeys()
    let token = try PackFile.issue(order2, with: Issuer.trusted.key)
    let bytes = Array(token.utf8.dropLast())
    var dice = SplitMix(seed: 4)
    for index in bytes.indices {
      for flip: UInt8 in [1, 0x20, 0x80, UInt8.random(in: 1...255, using: &dice)] {
        var changed = bytes
        changed[index] ^= flip
        #expect(throws: PackError.self) {
          try PackFile.read(
            changed, trusted: trusted, place: place, now: Issuer.now, known: [])
        }
      }
      #expect(throws: PackError.self) {
        try PackFile.read(
          Array(bytes[..<index]), trusted: trusted, place: place, now: Issuer.now, known: [])
      }
    }
  }
}
