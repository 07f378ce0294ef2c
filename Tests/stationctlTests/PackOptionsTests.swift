import ArgumentParser
import LicenseFiles
import Seal
import StationModel
import Testing

@testable import stationctl

private let now = Timestamp(seconds: 1_780_000_000)

@Suite struct PackOptionsTests {
  private func order(_ words: String...) throws -> PackOrder {
    try PackOptions.parse(["--id", "p", "--count", "2"] + words).order(issuer: "Acme", now: now)
  }

  @Test func withoutOptionsAPackIsOfVersion1AndCoversAll() throws {
    let order = try order()
    #expect(
      order
        == PackOrder(
          id: "p", issuer: "Acme", count: 2, coverage: Set(StationKind.allCases), validFrom: now,
          validUntil: nil, issuedAt: now))
    #expect(order.version == 1)
  }

  @Test func everythingThatAPackCanSayHasAnOption() throws {
    let order = try order(
      "--kind", "user", "--covers", "physical,virtual", "--from", "2026-01-01", "--until",
      "2027-01-01", "--product", "3", "--feature", "kiosk", "--feature", "reports", "--site",
      "Room 1", "--replaces", "a", "--replaces", "b", "--convertible")
    #expect(
      order
        == PackOrder(
          id: "p", issuer: "Acme", kind: .user, count: 2, coverage: [.physical, .desktop],
          validFrom: Timestamp(seconds: 1_767_225_600),
          validUntil: Timestamp(seconds: 1_798_761_600 + 86_400), issuedAt: now, product: 3,
          features: ["kiosk", "reports"], binding: .site("Room 1"), replaces: ["a", "b"],
          isConvertible: true))
    #expect(try self.order("--host", "x").binding == .host("x"))
  }

  @Test func theLastDayCountsWhole() throws {
    let day = try order("--until", "2027-01-01").validUntil
    let moment = try order("--until", "2027-01-01T18:00Z").validUntil
    #expect(day == Timestamp(iso: "2027-01-02"))
    #expect(moment == Timestamp(iso: "2027-01-01T18:00Z"))
  }

  @Test func virtualIsAnotherWordForDesktop() throws {
    #expect(try order("--covers", "virtual").coverage == [.desktop])
    #expect(try order("--covers", "desktop,virtual").coverage == [.desktop])
  }

  @Test func saysWhatIsNoOrder() throws {
    func message(_ words: [String]) -> String? {
      do {
        _ = try PackOptions.parse(["--id", "p", "--count", "2"] + words)
          .order(issuer: "Acme", now: now)
        return nil
      } catch { return (error as? Failure)?.message }
    }
    #expect(message(["--kind", "dog"]) == "There is no kind of license 'dog'.")
    #expect(message(["--covers", "moon"]) == "There is no kind of station 'moon'.")
    #expect(message(["--until", "soon"]) == "'soon' is no date.")
    #expect(
      message(["--host", "x", "--site", "y"])
        == "A pack is for one computer or for one site, not for both.")
  }
}

@Suite struct LicenseShowTests {
  private let key = SigningKey(seed: [UInt8](repeating: 7, count: 32))

  @Test func saysWhetherTheSignatureIsGoodAndNeverThatItIsIfNobodyLooked() throws {
    let key = try #require(key)
    let order = PackOrder(
      id: "p", issuer: "Acme", count: 2, coverage: [.physical], validFrom: now, validUntil: nil,
      issuedAt: now, binding: .site("Room 1"))
    let bytes = Array(try PackFile.issue(order, with: key).utf8)
    let seen = try PackFile.look(bytes)
    let trusted = try TrustedKeys(files: [
      ("k.pub", try KeyFile.publicText(key.verifyingKey, issuer: "Acme"))
    ])

    let unchecked = ShownPack(seen, nil)
    #expect(unchecked.signature == "unchecked")
    #expect(unchecked.fields[0].1.hasPrefix("not checked: anybody could have written this"))
    let good = ShownPack(seen, SignatureCheck(of: bytes, by: trusted))
    #expect(good.signature == "good")
    #expect(good.fields[0].1 == "good: signed by Acme with the key \(key.verifyingKey.id)")
    let bad = ShownPack(seen, SignatureCheck(of: bytes, by: TrustedKeys()))
    #expect(bad.signature == "bad" && bad.fields[0].1.hasPrefix("NOT GOOD: "))

    let fields = Dictionary(uniqueKeysWithValues: good.fields.map { ($0.0, $0.1) })
    #expect(fields["For"] == "the site Room 1" && fields["Valid until"] == "no end")
    #expect(fields["Licenses"] == "2, each for a station")
  }
}
