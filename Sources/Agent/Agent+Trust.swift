import Configuration
import Journal
import Ledger
import LicenseFiles
import Logging
import StationModel

extension Agent {
  /// Reads the public keys in the folder that the administrator named. A bad file is said, and the
  /// last good keys stay in force, but for those that a good file revokes.
  func readTrustedKeys() {
    do {
      trusted = try trustedKeys(in: settings.trustedKeys)
      keysTrouble = nil
    } catch let error as KeyFileError {
      keepFormerKeys(because: error.message, nextStep: error.nextStep)
    } catch {
      keepFormerKeys(because: "\(error).")
    }
    checkSignatures()
  }

  private func keepFormerKeys(because why: String, nextStep: String? = nil) {
    trusted = heedRevocations(in: settings.trustedKeys, trusted)
    keysTrouble = why
    let words = [why, nextStep, Self.keysKept].compactMap(\.self)
    log.tell(.keysKept, .error, words.joined(separator: " "))
  }

  /// Where packs are used here.
  var packPlace: PackPlace {
    PackPlace(
      host: hostID, site: settings.site.isEmpty ? nil : settings.site,
      product: PackPlace.major(of: version) ?? 0)
  }

  /// Nil on a computer without a machine id.
  static func readHostID() -> String? {
    guard let text = try? keyFile("/etc/machine-id") else { return nil }
    return HostID.of(machineID: Array(text.utf8))
  }

  private static let keysKept =
    "The keys that were good before stay in force, unless a good file revokes them."

  /// Packs are checked again whenever the ledger or the keys were read.
  func checkSignatures() {
    let fresh = PackStanding(of: book.packs, trusted: trusted, place: packPlace)
    for (id, why) in fresh.untrusted.sorted(by: { $0.key < $1.key })
    where standing.untrusted[id] != why {
      log.tell(
        .packDoubtful, .warning,
        "pack \(id) gives no more licenses, its leases run to their end: \(why)",
        [.pack: id, .why: why])
    }
    for (id, why) in fresh.refused.sorted(by: { $0.key < $1.key })
    where standing.refused[id] != why {
      log.tell(
        .packDoubtful, .warning, "pack \(id) does not count: \(why)", [.pack: id, .why: why])
    }
    standing = fresh
  }
}
