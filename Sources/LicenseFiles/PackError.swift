public import StationModel

/// Why a pack is refused. A refused pack changes nothing.
public enum PackError: Error, Sendable, Equatable {
  /// Larger than `PackFile.maximumSize`.
  case tooLarge
  /// Not three base64url parts with dots between them (RFC 7515, 7.1).
  case notAToken
  case badHeader(String)
  /// Any algorithm but EdDSA, `none` above all.
  case wrongAlgorithm(String)
  /// Signed with a key that no trusted file holds.
  case unknownKey(String)
  case badSignature
  /// Signed by a trusted key, but not a pack that this version understands.
  case badPayload(String)
  /// The pack names one issuer and the trusted key another.
  case wrongIssuer(found: String, trusted: String)
  case expired(Timestamp)
  case notYetValid(Timestamp)
  /// A pack with this id was added before.
  case duplicate(String)

  /// What is wrong, as a sentence for people.
  public var message: String {
    switch self {
    case .tooLarge: "The file is larger than 64 KiB, which no license pack is."
    case .notAToken: "The file is not a license pack."
    case .badHeader(let why): "The license pack's header is wrong: \(why)."
    case .wrongAlgorithm(let found):
      "The license pack is signed with \(quoted(found)); only \"EdDSA\" is accepted."
    case .unknownKey(let id): "The license pack is signed with the key \(id), which is not trusted."
    case .badSignature:
      "The license pack's signature is wrong: it was changed or damaged after it was signed."
    case .badPayload(let why): "The license pack's contents are wrong: \(why)."
    case .wrongIssuer(let found, let trusted):
      "The license pack says that it is from \(quoted(found)), but its key belongs to "
        + "\(quoted(trusted))."
    case .expired(let end): "The license pack ran out on \(dateText(end))."
    case .notYetValid(let start): "The license pack is valid only from \(dateText(start))."
    case .duplicate(let id): "The license pack \(id) was added before."
    }
  }

  /// What to do about it, as a sentence.
  public var nextStep: String {
    switch self {
    case .tooLarge, .notAToken:
      "Check that this is the file that the issuer sent, and that it was copied whole."
    case .badHeader, .wrongAlgorithm, .badPayload, .wrongIssuer:
      "Ask the issuer for a new license pack."
    case .unknownKey:
      "If you trust its issuer, put the issuer's .pub file into the folder of trusted keys."
    case .badSignature: "Copy the file again; if that does not help, ask the issuer for it again."
    case .expired: "Ask the issuer for a renewal."
    case .notYetValid: "Check this computer's clock, or add the license pack on that day."
    case .duplicate: "Nothing is to be done: its licenses are already counted."
    }
  }
}
