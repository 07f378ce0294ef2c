import Configuration
import Ledger
import LicenseFiles
import Logging
import StationModel

extension Agent {
  /// Reads the public keys in the folder that the administrator named. A bad file is said, and the
  /// last good keys stay in force.
  func readTrustedKeys() {
    do {
      trusted = try trustedKeys(in: settings.trustedKeys)
    } catch let error as KeyFileError {
      log.error("\(error.message) \(error.nextStep) \(Self.keysKept)")
    } catch {
      log.error("\(error). \(Self.keysKept)")
    }
    checkSignatures()
  }

  private static let keysKept = "The keys that were good before stay in force."

  /// Packs are checked again whenever the ledger or the keys were read.
  func checkSignatures() {
    let fresh = PackStanding(of: book.packs, trusted: trusted)
    for (id, why) in fresh.untrusted.sorted(by: { $0.key < $1.key })
    where standing.untrusted[id] != why {
      log.warning("pack \(id) gives no more licenses, its leases run to their end: \(why)")
    }
    for (id, why) in fresh.refused.sorted(by: { $0.key < $1.key })
    where standing.refused[id] != why {
      log.warning("pack \(id) does not count: \(why)")
    }
    standing = fresh
  }
}
