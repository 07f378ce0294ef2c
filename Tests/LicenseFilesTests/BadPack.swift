import LicenseFiles
import Seal
import StationModel
import Testing

/// One file that must be refused: how it is made, and why it is refused.
struct BadPack: Sendable, CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]
  var error: PackError
  /// What is wrong with it. Only packs with the same fault may share a message.
  var fault: String

  var testDescription: String { name }

  init(_ name: String, fault: String? = nil, bytes: [UInt8], _ error: PackError) {
    self.name = name
    self.bytes = bytes
    self.error = error
    self.fault = fault ?? name
  }
  init(_ name: String, fault: String? = nil, _ text: String, _ error: PackError) {
    self.init(name, fault: fault, bytes: Array(text.utf8), error)
  }
  /// With a changed header, rightly signed.
  init(
    _ name: String, fault: String? = nil, header old: String, _ new: String, _ error: PackError
  ) {
    let issuer = Issuer.trusted
    self.init(name, fault: fault, issuer.token(header: issuer.header.with(old, new)), error)
  }
  /// With a changed payload of version 1, rightly signed.
  init(
    _ name: String, fault: String? = nil, payload old: String, _ new: String, _ why: String
  ) {
    let payload = Issuer.payload.with(old, new)
    self.init(name, fault: fault, Issuer.trusted.token(payload: payload), .badPayload(why))
  }
  /// With a changed payload of version 2, rightly signed.
  init(
    _ name: String, fault: String? = nil, version2 old: String, _ new: String, _ why: String
  ) {
    let payload = Issuer.payload2.with(old, new)
    self.init(name, fault: fault, Issuer.trusted.token(payload: payload), .badPayload(why))
  }

  static let all =
    forms + headers + refusedMembers + nones + signatures + payloads + numbers + texts + versions
    + version2 + places + matches
}

/// The pack that the bad ones are made of, whole and in its parts.
enum Good {
  static let token = Issuer.trusted.token()
  static let parts = token.split(separator: ".").map(String.init)
  static let unsigned = parts[0] + "." + parts[1]
  static let length = token.utf8.count

  static func part(_ text: String) -> String { Base64URL.encode(Array(text.utf8)) }
}
