/// What went wrong with the ledger. Whatever it is, the file was not changed by it.
public enum LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file or its folder cannot be used at all.
  case cannotOpen(path: String, why: String)
  /// Another process has it open. `process` is its id, if it could be read.
  case inUse(path: String, process: Int32?)
  /// A database of another program.
  case notALedger(path: String, why: String)
  /// SQLite finds the file damaged, or no database at all.
  case corrupt(path: String, why: String)
  /// Written by a newer Stationmaster.
  case newerSchema(path: String, found: Int, known: Int)
  /// A row holds something that this version does not understand.
  case unreadable(table: String, row: String, why: String)
  /// The change breaks a rule of the ledger: a grace that would move, a number given twice.
  case refused(statement: String, why: String)
  /// SQLite's own code and words; the disk is full, an input or output error.
  case failed(statement: String, code: Int32, why: String)
  /// A file beside the ledger, or a backup, cannot be read or written.
  case file(path: String, why: String)
  /// `close()` was called before.
  case closed

  public var description: String { message + " " + nextStep }

  /// The file itself cannot be trusted: it is to be set aside and replaced.
  var isDamage: Bool {
    switch self {
    case .corrupt, .unreadable: true
    default: false
    }
  }

  public var message: String {
    switch self {
    case .cannotOpen(let path, let why): "The ledger \(path) cannot be opened: \(why)."
    case .inUse(let path, let process):
      "The ledger \(path) is in use by another agent"
        + (process.map { ", process \($0)." } ?? ".")
    case .notALedger(let path, let why): "The file \(path) is not a ledger: \(why)."
    case .corrupt(let path, let why): "The ledger \(path) is damaged: \(why)."
    case .newerSchema(let path, let found, let known):
      "The ledger \(path) was written by a newer version (schema \(found)); this one knows schemas "
        + "up to \(known)."
    case .unreadable(let table, let row, let why):
      "The ledger's table \(table) is not understood at \(row): \(why)."
    case .refused(let statement, let why): "The ledger refused \(statement): \(why)."
    case .failed(let statement, let code, let why):
      "The ledger failed at \(statement): \(why) (SQLite \(code))."
    case .file(let path, let why): "The file \(path) cannot be used: \(why)."
    case .closed: "The ledger is closed."
    }
  }

  public var nextStep: String {
    switch self {
    case .cannotOpen: "Check that the folder exists and that the agent's user may write to it."
    case .inUse: "Stop the other agent first: there is one agent per host."
    case .notALedger: "Set [State] folder to the agent's own folder, or move that file away."
    case .corrupt:
      "Keep a copy of the file and its -wal companion, then restore a backup: stationctl license "
        + "restore FILE (the list: stationctl license backups)."
    case .newerSchema: "Install that newer version again; nothing in the file was changed."
    case .unreadable:
      "Keep a copy of the file and report this: nothing was deleted. To go on with a backup: "
        + "stationctl license restore FILE (the list: stationctl license backups)."
    case .refused: "Report this: the agent asked for what its own rules forbid."
    case .failed: "Check the disk's free space and its health; the change was not made."
    case .file: "Check that its folder exists, its rights, and the disk's free space."
    case .closed: "Start the agent again."
    }
  }
}
