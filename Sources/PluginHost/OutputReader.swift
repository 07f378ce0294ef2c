import Glibc
import PluginProtocol

/// Cuts standard output into lines as ``LineReader`` does, and leaves out what cannot be a message
/// before anything is made of it: rubbish must cost next to nothing, however much comes.
struct OutputReader {
  /// So many lines of rubbish in one piece are kept, to be shown; the others are counted.
  static let examples = 8

  private var reader = LineReader()
  private var isWithinLine = false
  private(set) var isSkipping = false

  /// What a piece held, in the order of the lines as far as they are kept.
  struct Batch: Sendable, Equatable {
    var elements: [LineReader.Element] = []
    /// Lines that were left out because they do not begin as an object does.
    var leftOut = 0
  }

  mutating func feed(_ piece: UnsafeRawBufferPointer) -> Batch {
    var batch = Batch()
    var shown = 0
    var rest = piece[...]
    if isWithinLine {
      let end = Self.newline(in: rest).map { $0 + 1 }
      // The end of a line that is too long: all the same whatever it holds.
      if end != nil || !isSkipping { feed(rest[..<(end ?? rest.endIndex)], into: &batch) }
      rest = rest[(end ?? rest.endIndex)...]
    }
    while let end = Self.newline(in: rest) {
      let line = rest[rest.startIndex..<end]
      if Self.canBeMessage(line) {
        feed(rest[rest.startIndex...end], into: &batch)
      } else if !line.isEmpty {
        shown += 1
        if shown <= Self.examples {
          batch.elements.append(.line(Array(line.prefix(LineReader.excerpt))))
        } else {
          batch.leftOut += 1
        }
      }
      rest = rest[(end + 1)...]
    }
    if !rest.isEmpty { feed(rest, into: &batch) }
    return batch
  }

  /// What came after the last newline when the stream ended; nil if nothing did.
  mutating func finish() -> [UInt8]? { reader.finish() }

  private mutating func feed(_ bytes: Slice<UnsafeRawBufferPointer>, into batch: inout Batch) {
    guard let last = bytes.last else { return }
    let elements = reader.feed(Array(bytes))
    batch.elements += elements
    isWithinLine = last != 0x0A
    if !isWithinLine {
      isSkipping = false
    } else if case .tooLong? = elements.last {
      isSkipping = true
    }
  }

  /// The contract wants an object; space before it is allowed by JSON.
  private static func canBeMessage(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    for byte in line where byte != 0x20 && byte != 0x09 && byte != 0x0D {
      return byte == UInt8(ascii: "{")
    }
    return false
  }

  private static func newline(in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let base = bytes.base.baseAddress, !bytes.isEmpty,
      let found = memchr(base + bytes.startIndex, 0x0A, bytes.count)
    else { return nil }
    return bytes.startIndex + (UnsafeRawPointer(found) - (base + bytes.startIndex))
  }
}
