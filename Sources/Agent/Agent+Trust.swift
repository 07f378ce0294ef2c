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
      trusted = try TrustedKeys(files: publicKeyFiles(in: settings.trustedKeys))
    } catch let error as KeyFileError {
      log.error("\(error.message) \(error.nextStep)")
    } catch {
      log.error("\(error)")
    }
    checkSignatures()
  }

  /// A pack counts only while its signature holds against a trusted key and says what the ledger
  /// says: a row that somebody edited is not a license.
  func checkSignatures() {
    var refused: [String: String] = [:]
    for stored in book.packs {
      do throws(PackError) {
        try PackFile.verifyStored(stored.token, as: stored.pack, trusted: trusted)
      } catch {
        refused[stored.pack.id] = error.message
      }
    }
    for (id, why) in refused.sorted(by: { $0.key < $1.key }) where untrusted[id] != why {
      log.warning("pack \(id) does not count: \(why)")
    }
    untrusted = refused
  }
}
