import LicenseFiles
import Seal
import StationModel

extension BadPack {
  /// Good packs, but not for this place.
  static let places = [
    BadPack(
      "for another host", Issuer.trusted.token(payload: Issuer.payload2.with(here, elsewhere)),
      .otherHost(elsewhere, here: here)),
    BadPack("for another site", site("Room 2"), .otherSite("Room 2", here: "Room 1")),
    BadPack(
      "for a site that looks the same", site("R\u{043E}om 1"),
      .otherSite("R\u{043E}om 1", here: "Room 1")),
    BadPack(
      "for an older product",
      Issuer.trusted.token(payload: Issuer.payload2.with(#""product":1"#, #""product":0"#)),
      .otherProduct(forVersion: 0, this: 1)),
  ]

  /// Of another issuer, too late, or there already.
  static let matches = [
    BadPack(
      "another issuer's name", issuer("Acme"), .wrongIssuer(found: "Acme", trusted: Issuer.name)),
    BadPack(
      "the issuer's name in another spelling",
      Issuer.trusted.token(payload: Issuer.payload.with("é", "e\u{301}")),
      .wrongIssuer(found: Issuer.name.with("é", "e\u{301}"), trusted: Issuer.name)),
    BadPack(
      "the issuer's name with a letter that looks the same",
      issuer(Issuer.name.with("e", "\u{0435}")),
      .wrongIssuer(found: Issuer.name.with("e", "\u{0435}"), trusted: Issuer.name)),
    BadPack(
      "the issuer's name with something behind that is not seen", issuer(Issuer.name + "\u{3164}"),
      .wrongIssuer(found: Issuer.name + "\u{3164}", trusted: Issuer.name)),
    BadPack(
      "one trusted issuer in the name of the other",
      Issuer.other.token(payload: Issuer.payload),
      .wrongIssuer(found: Issuer.name, trusted: Issuer.otherName)),
    BadPack(
      "ran out", Issuer.trusted.token(payload: Issuer.payload.with("1798761600", "1780000000")),
      .expired(Issuer.now)),
    BadPack(
      "there already", Issuer.trusted.token(payload: Issuer.payload.with("P-1", "P-0")),
      .duplicate("P-0")),
    BadPack(
      "there already, and ran out", fault: "there already",
      Issuer.trusted.token(
        payload: Issuer.payload.with("P-1", "P-0").with("1798761600", "1780000000")),
      .duplicate("P-0")),
    BadPack(
      "there already, and of another issuer", fault: "there already",
      Issuer.other.token(
        payload: Issuer.payload.with("P-1", "P-0").with(Issuer.name, Issuer.otherName)),
      .duplicate("P-0")),
  ]

  private static func site(_ name: String) -> String {
    Issuer.trusted.token(
      payload: Issuer.payload2.with(#""host":"\#(here)""#, #""site":"\#(name)""#))
  }
  private static func issuer(_ name: String) -> String {
    Issuer.trusted.token(payload: Issuer.payload.with(Issuer.name, name))
  }
}
