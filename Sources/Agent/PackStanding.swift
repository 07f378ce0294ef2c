import Ledger
import LicenseFiles
import StationModel

/// Which packs of the ledger do not hold against their tokens now, by id, with the reason. Two
/// cases that are never mixed up: a key may come back, a forgery never becomes a license.
struct PackStanding: Equatable {
  /// The key is not trusted now, or belongs to another issuer: held leases run to their end.
  var untrusted: [String: String] = [:]
  /// Not what was signed, as a row that somebody edited: does not count at all.
  var refused: [String: String] = [:]

  init() {}

  init(of packs: [StoredPack], trusted: TrustedKeys) {
    for stored in packs {
      do throws(PackError) {
        try PackFile.verifyStored(stored.token, as: stored.pack, trusted: trusted)
      } catch {
        switch error {
        case .unknownKey, .wrongIssuer: untrusted[stored.pack.id] = error.message
        default: refused[stored.pack.id] = error.message
        }
      }
    }
  }
}
