import Seal

/// The hash chain over the history.
///
/// hash = SHA-256("stationmaster-history-v1" and each of id, at, kind, station, detail, previous
/// hash), a column being one byte for its type, its value or length in 8 bytes, and its bytes.
enum Chain {
  /// What stands for "the hash before" at the first row.
  static let root = [UInt8](repeating: 0, count: Seal.hashLength)

  /// The columns in the order of the table, without the last one, which is this hash.
  static func hash(_ columns: some Sequence<Cell>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    bytes += "stationmaster-history-v1".utf8
    func append(_ type: UInt8, _ number: UInt64) {
      bytes.append(type)
      withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    }
    for column in columns {
      switch column {
      case .null: append(0, 0)
      case .integer(let number): append(1, UInt64(bitPattern: number))
      case .text(let text):
        append(2, UInt64(text.count))
        bytes += text
      case .blob(let blob):
        append(3, UInt64(blob.count))
        bytes += blob
      }
    }
    return Seal.sha256(bytes)
  }

  /// Walks along the rows and stops at the first that does not fit.
  struct Walk {
    private(set) var lastID: Int64 = 0
    private(set) var lastHash = Chain.root
    private(set) var verdict: ChainVerdict?

    mutating func visit(_ row: [Cell]) {
      guard verdict == nil else { return }
      let next = lastID + 1
      guard row[0] == .integer(next) else {
        verdict = .broken(atRow: next, why: "the row is missing")
        return
      }
      guard row[5] == .blob(lastHash) else {
        verdict = .broken(atRow: next, why: "it does not follow from the row before it")
        return
      }
      let hash = Chain.hash(row.dropLast())
      guard row[6] == .blob(hash) else {
        verdict = .broken(atRow: next, why: "its contents do not have its hash")
        return
      }
      lastID = next
      lastHash = hash
    }

    /// The head is written in the same transaction as the rows, so it knows of a tail cut off.
    mutating func finish(headID: Int64, headHash: [UInt8]) -> ChainVerdict {
      if let verdict { return verdict }
      if headID > lastID {
        return .broken(atRow: lastID + 1, why: "the row is missing; the last row is \(headID)")
      }
      if headID < lastID {
        return .broken(atRow: headID + 1, why: "the row was added without the ledger's knowledge")
      }
      guard headHash == lastHash else {
        return .broken(atRow: lastID, why: "the head of the chain has another hash")
      }
      return .intact(rows: lastID)
    }
  }
}
