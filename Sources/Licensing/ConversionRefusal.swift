public import StationModel

/// Why licenses are not converted to the other kind.
public enum ConversionRefusal: Error, Sendable, Equatable {
  case noPack(String)
  /// Its issuer does not allow it.
  case notConvertible(String)
  /// Not one license was to be converted.
  case noCount
  /// It has fewer licenses of that kind than were to be converted.
  case tooFew(pack: String, kind: LicenseKind, there: Int)
  /// It has enough, but people or stations hold them; `free` are held by nobody.
  case held(pack: String, kind: LicenseKind, free: Int)

  public var message: String {
    switch self {
    case .noPack(let id): "There is no pack \(id)."
    case .notConvertible(let id): "The licenses of pack \(id) cannot be converted."
    case .noCount: "At least one license must be converted."
    case .tooFew(let pack, let kind, let there):
      "Pack \(pack) has only \(counted(there, "license")) for \(kind.holders)."
    case .held(let pack, let kind, let free):
      """
      Only licenses that nobody holds can be converted, and pack \(pack) has \
      \(free == 0 ? "none" : "\(free)") of those for \(kind.holders).
      """
    }
  }

  public var nextStep: String {
    switch self {
    case .noPack: "See which packs there are: stationctl license list."
    case .notConvertible: "Ask the issuer for a pack whose licenses can be converted."
    case .noCount: "Say how many."
    case .tooFew(_, _, let there): there == 0 ? "Choose another pack." : "Convert \(there) or less."
    case .held(_, _, let free):
      (free == 0 ? "" : "Convert \(free) or less, or wait") + (free == 0 ? "Wait" : "")
        + " until licenses are given back."
    }
  }
}

extension LicenseKind {
  /// Who holds licenses of this kind, in words.
  var holders: String { self == .device ? "stations" : "people" }
}
