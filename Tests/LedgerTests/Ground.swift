import CSQLite
import Glibc
import Ledger
import StationModel

/// A folder of its own for one test; it goes away with the value.
final class Folder {
  let path: String
  var ledger: String { path + "/ledger.sqlite" }

  init() throws {
    var template = Array("/tmp/ledger-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(text: "no temporary folder") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in Self.names(path + "/backups") { unlink(path + "/backups/" + name) }
    rmdir(path + "/backups")
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  var names: [String] { Self.names(path) }

  static func names(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// A ledger with a little of everything, closed again.
  func filled() throws -> Folder {
    let ledger = try Ledger(path: ledger)
    try ledger.commit(Sample.all, at: Sample.now)
    ledger.close()
    return self
  }
}

struct Failure: Error { var text: String }

/// Another program with its hands on the ledger's file.
final class Intruder {
  private var handle: OpaquePointer?

  init(_ path: String) throws {
    guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Failure(text: "no database") }
  }

  deinit { sqlite3_close(handle) }

  func run(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw Failure(text: String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// Past the ledger's own guards.
  func force(_ sql: String) throws {
    try run(
      """
      PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
      DROP TRIGGER IF EXISTS history_stays; DROP TRIGGER IF EXISTS history_is_kept;
      DROP TRIGGER IF EXISTS grace_stays; DROP TRIGGER IF EXISTS grace_ends_once;
      DROP TRIGGER IF EXISTS grace_is_kept; DROP TRIGGER IF EXISTS extension_stays;
      DROP TRIGGER IF EXISTS extension_is_kept; \(sql)
      """)
  }

  /// All rows of one column.
  func texts(_ sql: String) throws -> [String] {
    try text("SELECT group_concat(x, char(31)) FROM (SELECT x FROM (\(sql)))")?
      .split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init) ?? []
  }

  func text(_ sql: String) throws -> String? {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK,
      sqlite3_step(statement) == SQLITE_ROW
    else { throw Failure(text: String(cString: sqlite3_errmsg(handle))) }
    return sqlite3_column_text(statement, 0).map { String(cString: $0) }
  }
}

func contents(_ path: String) throws -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw Failure(text: "cannot read \(path)") }
  defer { close(file) }
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return all }
    all += buffer[..<count]
  }
}

func write(_ bytes: [UInt8], to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw Failure(text: "cannot write \(path)") }
  defer { close(file) }
  guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
    throw Failure(text: "cannot write \(path)")
  }
}

enum Sample {
  static let now = Timestamp(seconds: 1_780_000_000)
  static let later = now + .days(1)
  static let dock = StationKey.physical(controller: "pci-0000:00:14.0", route: [1, 4])

  static let host = Enrolled(
    key: .host, number: 0, name: "Hôte \"A\"", kind: .host, enrolledAt: now, priority: -3)
  static let station = Enrolled(
    key: dock, number: 1, name: "Dock", kind: .physical, enrolledAt: now,
    binding: DisplayPlace(card: "pci-0000:02:00.0", connector: "HDMI-A-1"), absentSince: later,
    priority: 7)
  static let pack = Pack(
    id: "P-1", issuer: "Acme", keyID: "0123456789abcdef", count: 2, coverage: [.physical, .host],
    validFrom: now, validUntil: now + .days(365), addedAt: now)
  static let endless = Pack(
    id: "P-2", issuer: "Acme", keyID: "0123456789abcdef", count: 1,
    coverage: Set(StationKind.allCases), validFrom: now, validUntil: nil, addedAt: later)
  static let lease = Lease(station: dock, pack: "P-1", grantedAt: now, expiresAt: now + .days(60))
  static let hostGrace = GraceClock(subject: .host, startedAt: now, endsAt: now + .days(120))
  static let grace = GraceClock(
    subject: .station(dock), startedAt: now, endsAt: now + .days(90), endedAt: later)
  static let notice = Notice(
    id: NoticeID(cause: "exhausted", subject: dock.text), severity: .warning, stage: .days14,
    audience: .station, deadline: later, stationNumber: 1, summary: "One line",
    body: "Two\nlines, a tab\tand a \\", nextStep: "Add licenses.", raisedAt: now)

  static let all: [Change] = [
    .station(host, event: .enrolled), .station(station, event: .bound), .mode(.perDevice),
    .addPack(pack, token: "a.b.c"), .addPack(endless, token: "d.e.f"),
    .lease(lease, isRenewal: false), .grace(hostGrace), .grace(grace), .notice(notice),
  ]

  static let state = LedgerState(
    enrolled: [host, station],
    packs: [StoredPack(pack: pack, token: "a.b.c"), StoredPack(pack: endless, token: "d.e.f")],
    leases: [lease], graces: [hostGrace, grace], notices: [notice], mode: .perDevice,
    highWater: now)
}
