/// Why a file could not be read as a rig, and where.
public struct RigError: Error, Equatable, CustomStringConvertible {
  /// Counted from 1; 0 is the whole file.
  public var line: Int
  public var message: String

  public init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }

  public var description: String { line == 0 ? message : "line \(line): \(message)" }
}

/// A file's lines as bytes: `\r\n` is one character to Swift, and a line must not hide in it.
struct FileLines {
  /// Without line ends; the first is line 1.
  private(set) var lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8], limit: Int, longest: Int) throws(RigError) {
    guard bytes.count <= limit else {
      throw RigError(line: 0, "the file is larger than \(limit >> 20) MiB")
    }
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.count > longest {
        throw RigError(line: index + 1, "the line is longer than \(longest >> 10) KiB")
      }
      if line.contains(0) { throw RigError(line: index + 1, "there is a zero byte in it") }
    }
  }
}
