import Seal
import StationModel

/// Another file takes the ledger's place. It is written down before it is done, so that it is done
/// to its end whatever happens on the way, and so that the next opening records it.
struct Restoration: Equatable {
  enum Reason: String {
    /// An administrator restored a backup.
    case restore
    case damaged
  }

  var why: Reason
  var at: Timestamp
  /// The backup's file name; nil if a new ledger is begun.
  var from: String?
  /// What the replaced file is called from now on: the ledger's name with this behind it.
  var suffix: String
  /// The replaced ledger's last row of history and its hash, as far as they are known.
  var formerID: Int64?
  var formerHash: [UInt8]?

  private static let form = "stationmaster-restoration 1"

  static func notePath(_ ledger: String) -> String { ledger + ".restoration" }
  static func newPath(_ ledger: String) -> String { ledger + ".restoring" }

  /// The file that is to be the ledger must be at `newPath`, on the disk.
  func begin(_ ledger: String) throws(Disk.Failure) {
    try Disk.replace(Self.notePath(ledger), with: bytes)
    try complete(ledger)
  }

  private func complete(_ ledger: String) throws(Disk.Failure) {
    // The log after its file: a log without its file is recognized, a file without its log is not.
    for tail in ["", "-wal", "-shm"] where Disk.size(ledger + tail) != nil {
      try Disk.rename(ledger + tail, ledger + suffix + tail)
    }
    try Disk.rename(Self.newPath(ledger), ledger)
  }

  /// Brings to its end what was begun. Nil if there is nothing that was not recorded yet.
  static func finish(_ ledger: String) throws(LedgerError) -> Restoration? {
    do throws(Disk.Failure) {
      let isHalfDone = Disk.size(newPath(ledger)) != nil
      guard let bytes = try Disk.read(notePath(ledger), limit: 65_536),
        let restoration = Restoration(bytes)
      else {
        // Not decided yet.
        if isHalfDone { Disk.remove(newPath(ledger)) }
        return nil
      }
      if isHalfDone { try restoration.complete(ledger) }
      return restoration
    } catch {
      throw error.ledgerError
    }
  }

  /// A name for what is set aside that no file has yet.
  static func suffix(_ what: String, _ time: Timestamp, of ledger: String) -> String {
    let plain = ".\(what)-\(time.stamp)"
    var suffix = plain
    var count = 1
    while ["", "-wal", "-shm"].contains(where: { Disk.size(ledger + suffix + $0) != nil }) {
      count += 1
      suffix = "\(plain)-\(count)"
    }
    return suffix
  }
}

extension Restoration {
  private var bytes: [UInt8] {
    SealedText.bytes([
      Self.form, why.rawValue, String(at.milliseconds), from.map(SealedText.quoted) ?? "-",
      SealedText.quoted(suffix), formerID.map { String($0) } ?? "-",
      formerHash.map { Seal.hex($0) } ?? "-",
    ])
  }

  private init?(_ bytes: [UInt8]) {
    guard let lines = SealedText.lines(bytes), lines.count == 7, lines[0] == Self.form,
      let why = Reason(rawValue: lines[1]), let at = Int64(lines[2]),
      let suffix = FlatJSON.text(lines[4])
    else { return nil }
    self.init(
      why: why, at: Timestamp(milliseconds: at),
      from: lines[3] == "-" ? nil : FlatJSON.text(lines[3]), suffix: suffix,
      formerID: Int64(lines[5]), formerHash: Witness.bytes(hex: lines[6][...]))
  }
}
