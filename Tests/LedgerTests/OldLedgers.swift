import Glibc

/// Ledgers that earlier versions wrote, from Tests/Fixtures/ledgers.
enum OldLedgers {
  /// Makes the file anew, statement by statement, as the version with that schema left it.
  static func make(schema: Int, at path: String) throws {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let text = try contents("/\(folder)/Fixtures/ledgers/schema-\(schema).sql")
    try Intruder(path).run(
      "PRAGMA journal_mode = WAL; " + String(decoding: text, as: UTF8.self))
  }
}
