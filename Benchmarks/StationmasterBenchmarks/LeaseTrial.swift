import FoundationEssentials
import Glibc
import Ledger
import StationModel

/// Three ways to write a lease so that it survives power loss, taken in turns on one file system:
/// whatever else the disk does meanwhile slows all of them down alike.
final class LeaseTrial {
  enum Way: CaseIterable { case oneRow, sameRows, ledger }

  private static let stations = 10_000
  private static let pack = "pack-1"

  private let ledger: Ledger
  private let sameRows: SameRows
  private let oneRow: BareRow
  private var turn = 0

  /// Beside what was built, which is on a real disk where /tmp is often memory.
  private static var folder: String {
    FileManager.default.currentDirectoryPath + "/.build/benchmark-ledger.\(getpid())"
  }

  static func removeFiles() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  init() throws {
    Self.removeFiles()
    try FileManager.default.createDirectory(
      atPath: Self.folder, withIntermediateDirectories: true)
    ledger = try Self.ledger("ledger.db")
    let copy = try Self.ledger("same-rows.db")
    let rows = try copy.history(last: 1).last?.id ?? 0
    copy.close()
    sameRows = try SameRows(ledger: Self.folder + "/same-rows.db", history: rows)
    oneRow = try BareRow(path: Self.folder + "/one-row.db")
  }

  /// With all stations and licenses for all of them.
  private static func ledger(_ name: String) throws -> Ledger {
    let start = time(0)
    let pack = Pack(
      id: pack, issuer: "school", keyID: "0123456789abcdef", count: stations,
      coverage: [.physical], validFrom: start, validUntil: nil, addedAt: start)
    let records = (1...stations).map { number in
      Change.station(
        Enrolled(
          key: key(number - 1), number: number, name: "Station \(number)", kind: .physical,
          enrolledAt: start), event: .enrolled)
    }
    let ledger = try Ledger(path: folder + "/" + name)
    try ledger.commit([.mode(.perDevice), .addPack(pack, token: "token")] + records, at: start)
    return ledger
  }

  private static func time(_ turn: Int) -> Timestamp {
    Timestamp(milliseconds: 1_780_000_000_000 + Int64(turn))
  }

  private static func key(_ number: Int) -> StationKey {
    .physical(
      controller: "pci-0000:\(String(number / 16 + 0x1000, radix: 16)):00.0",
      route: [number % 16 / 4 + 1, number % 4 + 1])
  }

  /// Grants the next lease in every way, each in a transaction of its own.
  ///
  /// - Parameter measure: called once for each way, with the grant as a closure to call once.
  func grant(_ measure: (Way, () throws -> Void) throws -> Void) throws {
    turn += 1
    let now = Self.time(turn)
    let lease = Lease(
      station: Self.key((turn - 1) % Self.stations), pack: Self.pack, grantedAt: now,
      expiresAt: now + .days(60))
    let detail =
      "{\"expires-at\":\(lease.expiresAt.milliseconds),"
      + "\"granted-at\":\(lease.grantedAt.milliseconds),\"holder\":\"\(lease.holder)\","
      + "\"pack\":\"\(lease.pack)\"}"
    // Who comes after whom makes a difference to the file system, so the order turns round.
    let ways = turn.isMultiple(of: 2) ? Way.allCases : Way.allCases.reversed()
    for way in ways {
      try measure(way) {
        switch way {
        case .oneRow: try oneRow.grant(lease)
        case .sameRows: try sameRows.grant(lease, detail: detail)
        case .ledger: try ledger.commit([.lease(lease, isRenewal: false)], at: now)
        }
      }
    }
  }
}
