import Seal
import StationModel

/// A row of a table on its way to a value. What is not understood becomes an error that says where.
struct Row {
  let table: String
  let cells: [Cell]

  private func unreadable(_ why: String) -> LedgerError {
    .unreadable(table: table, row: name, why: why)
  }

  /// The first column is the key.
  private var name: String {
    switch cells.first {
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .integer(let number): String(number)
    default: "a row without a key"
    }
  }

  func text(_ column: Int) throws(LedgerError) -> String {
    guard case .text(let bytes) = cells[column], let text = String(validating: bytes, as: UTF8.self)
    else { throw unreadable("column \(column + 1) is not UTF-8 text") }
    return text
  }

  func optionalText(_ column: Int) throws(LedgerError) -> String? {
    cells[column] == .null ? nil : try text(column)
  }

  func integer(_ column: Int) throws(LedgerError) -> Int64 {
    guard case .integer(let number) = cells[column] else {
      throw unreadable("column \(column + 1) is not a number")
    }
    return number
  }

  func blob(_ column: Int) throws(LedgerError) -> [UInt8] {
    guard case .blob(let bytes) = cells[column] else {
      throw unreadable("column \(column + 1) is not a row of bytes")
    }
    return bytes
  }

  /// Bytes as hexadecimal text.
  func hex(_ column: Int) throws(LedgerError) -> String { Seal.hex(try blob(column)) }

  func count(_ column: Int) throws(LedgerError) -> Int { Int(try integer(column)) }

  func optionalCount(_ column: Int) throws(LedgerError) -> Int? {
    cells[column] == .null ? nil : try count(column)
  }

  func time(_ column: Int) throws(LedgerError) -> Timestamp {
    Timestamp(milliseconds: try integer(column))
  }

  func optionalTime(_ column: Int) throws(LedgerError) -> Timestamp? {
    cells[column] == .null ? nil : try time(column)
  }

  /// One word of a closed set.
  func word<Word: RawRepresentable>(_ column: Int) throws(LedgerError) -> Word
  where Word.RawValue == String {
    try word(text(column))
  }

  func optionalWord<Word: RawRepresentable>(_ column: Int) throws(LedgerError) -> Word?
  where Word.RawValue == String {
    cells[column] == .null ? nil : try word(column)
  }

  /// Words with commas between them; none if the text is empty.
  func list(_ column: Int) throws(LedgerError) -> [String] {
    try text(column).split(separator: ",").map(String.init)
  }

  /// Several words of a closed set, with commas between them.
  func words<Word: RawRepresentable & Hashable>(_ column: Int) throws(LedgerError) -> Set<Word>
  where Word.RawValue == String {
    var words: Set<Word> = []
    for part in try text(column).split(separator: ",", omittingEmptySubsequences: false) {
      words.insert(try word(String(part)))
    }
    return words
  }

  private func word<Word: RawRepresentable>(_ text: String) throws(LedgerError) -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: text) else {
      throw unreadable("\"\(text)\" is no \(Word.self) that this version knows")
    }
    return word
  }
}
