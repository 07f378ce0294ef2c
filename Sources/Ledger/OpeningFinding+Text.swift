import StationModel

extension OpeningFinding {
  public var needsAttention: Bool {
    switch self {
    case .migrated: false
    default: true
    }
  }

  /// What was found, as sentences.
  public func message(_ path: String) -> String {
    switch self {
    case .damaged(let why, let setAside):
      "The ledger \(path) was damaged: \(why). It was set aside untouched as \(setAside)."
    case .replacedByBackup(let name, let rows):
      "The newest good backup, \(name) with \(rows) rows of history, is used in its place. What "
        + "was recorded after that backup is missing."
    case .begunAnew:
      "There was no good backup, so a new ledger was begun. Stations, license packs and leases "
        + "have to be entered again."
    case .gone:
      "The ledger \(path) was gone, so a new one was begun. Stations, license packs and leases "
        + "have to be entered again."
    case .rolledBack(let missing):
      "An older ledger was put in place of \(path): \(rows(missing)) of history that had been "
        + "written are not in it."
    case .otherHistory(let row):
      "The ledger \(path) holds another history than the one that was written: they part at row "
        + "\(row)."
    case .restored(let name, let missing):
      "The ledger was restored from \(name)."
        + (missing > 0
          ? " \(rows(missing)) of history that had been written since are not in it." : "")
    case .gracesRestored(let subjects):
      "Graces that had begun before were put back with their dates: "
        + subjects.map(\.words).joined(separator: ", ") + "."
    case .timeRestored(let time):
      "The latest time that was noted before, \(time.utcText), counts on."
    case .witnessDamaged(let why, let setAside):
      "The ledger's witness \(path).witness was damaged: \(why). It "
        + (setAside.map { "was set aside as \($0)." } ?? "could not be set aside.")
    case .witnessMissing:
      "The ledger's witness \(path).witness was missing. Somebody may have removed it; a new one "
        + "was made. Whether the ledger is the one that was used last cannot be told."
    case .replacedBefore(let time, let why):
      "At an earlier start of the agent, the first after \(time.utcText), \(Self.words(why))."
    case .witnessNotWritten(let why):
      "The ledger's witness \(path).witness cannot be written: \(why). If the ledger is lost, its "
        + "graces are lost with it."
    case .chainBroken(let row, let why):
      "The history in \(path) was changed from outside: at row \(row), \(why)."
    case .migrated(let from, let to):
      "The ledger was brought from schema \(from) to schema \(to)."
    }
  }

  /// What to do next; nil if nothing is to be done.
  public var nextStep: String? {
    switch self {
    case .damaged:
      "Check the disk's health, and keep the file that was set aside."
    case .replacedByBackup, .restored:
      "Check the license packs and the stations: stationctl status."
    case .begunAnew, .gone:
      "Restore a backup if there is one: stationctl license restore FILE (the list: stationctl license backups). Otherwise set the license "
        + "mode and add the license packs again."
    case .rolledBack, .otherHistory:
      "If nobody meant to restore an old file, find out who replaced it, and compare with your "
        + "backups: stationctl license audit."
    case .chainBroken:
      "Keep a copy of the ledger, and find out who changed it: stationctl license audit."
    case .witnessNotWritten:
      "Check the free space and the rights of the ledger's folder."
    case .witnessMissing:
      "Find out who removed it, and compare the ledger with your backups: stationctl license audit."
    case .replacedBefore:
      "Check the license packs and the stations: stationctl status. What was written then is in the "
        + "history: stationctl license audit."
    case .gracesRestored, .timeRestored, .witnessDamaged, .migrated: nil
    }
  }

  /// What the row `ledger-restored` says, as the rest of a sentence.
  private static func words(_ why: String) -> String {
    switch why {
    case "damaged": "the ledger was found damaged, and another one took its place"
    case "gone": "the ledger was gone, and a new one was begun"
    case "rolled-back": "an older ledger stood in the place of the one that had been used"
    case "other-history": "a ledger with another history stood in the place of the one before"
    default: "the ledger was replaced (\(why))"
    }
  }

  private func rows(_ count: Int64) -> String { count == 1 ? "1 row" : "\(count) rows" }
}

extension GraceClock.Subject {
  /// For people.
  var words: String {
    switch self {
    case .host: "the host"
    case .station(let key): "the station at \(key)"
    }
  }
}
