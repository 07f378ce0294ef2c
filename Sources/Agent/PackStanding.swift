import Ledger
import LicenseFiles
import StationModel

/// Which packs of the ledger do not hold against their tokens now, by id, with the reason. Two
/// cases that are never mixed up: trust may come back, a forgery never becomes a license.
struct PackStanding: Equatable {
  /// The key is not trusted now, was revoked or belongs to another issuer, or the site or the
  /// product's version is another one now: held leases run to their end.
  var untrusted: [String: String] = [:]
  /// Not what was signed, as a row that somebody edited, or of another host's ledger: does not count
  /// at all.
  var refused: [String: String] = [:]
  /// What helps against either, by id.
  var remedies: [String: String] = [:]

  init() {}

  init(of packs: [StoredPack], trusted: TrustedKeys, place: PackPlace) {
    for stored in packs {
      do throws(PackError) {
        try PackFile.verifyStored(
          stored.token, as: stored.pack, trusted: trusted, place: place)
      } catch {
        remedies[stored.pack.id] = error.nextStep
        switch error {
        case .unknownKey, .revokedKey, .wrongIssuer, .otherSite, .otherProduct:
          untrusted[stored.pack.id] = error.message
        default: refused[stored.pack.id] = error.message
        }
      }
    }
  }
}
