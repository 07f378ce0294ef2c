/// Cuts a stream of bytes into lines and never holds more than one line's limit of them.
public struct LineReader: Sendable {
  private let limit: Int
  private var rest: [UInt8] = []
  private var isSkipping = false

  public enum Element: Sendable, Equatable {
    /// Without its newline; never longer than the limit. May be empty.
    case line([UInt8])
    /// A line passed the limit: reported once, at the byte that passed it, with how it began. The
    /// rest of it is skipped, however long it is.
    case tooLong(beginning: [UInt8])
  }

  /// How much of a line that is too long is kept to show how it began.
  public static let excerpt = 256

  public init(limit: Int = Contract.lineLimit) { self.limit = limit }

  /// The bytes that are held until their newline comes. Never more than the limit.
  public var held: Int { rest.count }

  public mutating func feed(_ bytes: [UInt8]) -> [Element] {
    var found: [Element] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let newline = bytes[start...].firstIndex(of: 0x0A)
      take(bytes[start..<(newline ?? bytes.endIndex)], into: &found)
      guard let newline else { break }
      if !isSkipping { found.append(.line(rest)) }
      rest = []
      isSkipping = false
      start = newline + 1
    }
    return found
  }

  /// What came after the last newline when the stream ended; nil if nothing did.
  public mutating func finish() -> [UInt8]? {
    defer {
      rest = []
      isSkipping = false
    }
    return rest.isEmpty ? nil : rest
  }

  private mutating func take(_ piece: ArraySlice<UInt8>, into found: inout [Element]) {
    guard !isSkipping else { return }
    guard piece.count <= limit - rest.count else {
      found.append(
        .tooLong(beginning: Array((rest.prefix(Self.excerpt) + piece).prefix(Self.excerpt))))
      rest = []
      isSkipping = true
      return
    }
    rest.append(contentsOf: piece)
  }
}
