import StationModel

extension PackError {
  /// What is wrong, as a sentence for people.
  public var message: String {
    switch self {
    case .tooLarge: "The file is larger than 64 KiB, which no license pack is."
    case .notAToken(let why): "The file is not a license pack: \(why)."
    case .badHeader(let why): "The license pack's header is wrong: \(why)."
    case .wrongAlgorithm(let found):
      "The license pack is signed with \(quoted(found)); only \"EdDSA\" is accepted."
    case .unknownKey(let id): "The license pack is signed with the key \(id), which is not trusted."
    case .revokedKey(let id, let since, let reason):
      "The license pack is signed with the key \(id), which was revoked on \(dayText(since)): "
        + "\(reason)."
    case .cutSignature(let count):
      "The license pack's signature has \(count) byte\(count == 1 ? "" : "s"), not 64: the pack was "
        + "not copied whole, or is signed in another way."
    case .badSignature:
      "The license pack's signature is wrong: it was changed or damaged after it was signed."
    case .badPayload(let why): "The license pack's contents are wrong: \(why)."
    case .wrongIssuer(let found, let trusted):
      "The license pack says that it is from \(quoted(found)), but its key belongs to "
        + "\(quoted(trusted))." + hiddenDifference(found, trusted)
    case .otherHost(let id, let here):
      "The license pack is for the computer with the id \(id); "
        + (here.map { "the id of this one is \($0)." } ?? "this one has no id.")
    case .otherSite(let site, let here):
      "The license pack is for the site \(quoted(site)); "
        + (here.map { "this computer is at \(quoted($0)).\(hiddenDifference(site, $0))" }
          ?? "no site is set on this computer.")
    case .otherProduct(let version, let this):
      "The license pack is for Stationmaster up to version \(version); this is version \(this)."
    case .expired(let end): "The license pack ran out on \(end.utcText)."
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
    case .revokedKey:
      "Ask the issuer for a new license pack, signed with another key, that replaces this one."
    case .badSignature, .cutSignature:
      "Copy the file again; if that does not help, ask the issuer for it again."
    case .otherHost(_, let here):
      here == nil
        ? "Give this computer a machine id first: systemd-machine-id-setup"
        : "Add it on that computer, or send the issuer this one's id: stationctl license host-id"
    case .otherSite:
      "If this computer is at that site, set `site` under [Licensing] in the configuration; if not, "
        + "ask the issuer for a license pack for this one."
    case .otherProduct: "Ask the issuer for a license pack for this version."
    case .expired: "Ask the issuer for a renewal."
    case .duplicate: "Nothing is to be done: its licenses are already counted."
    }
  }
}
