import Glibc
import Words

/// A license pack as a person chose it: only what can be one reaches the agent.
enum PackReading: Equatable {
  case token(String)
  /// What is said about it, with the slot `{file}`.
  case refused(Term)

  /// A pack is some hundred bytes; docs/licenses.md has the same limit.
  private static let largest = 65_536

  static func read(_ path: String) -> PackReading {
    // A pipe that nobody writes to, or a device, would never come to an end.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return .refused(.fileUnreadable) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      return .refused(.fileUnreadable)
    }
    guard facts.st_size <= largest else { return .refused(.fileIsNoPack) }
    guard let bytes = readBytes(descriptor, atMost: largest) else {
      return .refused(.fileUnreadable)
    }
    return token(in: bytes)
  }

  /// What the agent's own reader looks at: one word of three parts, with white space around it.
  static func token(in bytes: [UInt8]) -> PackReading {
    let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
    let word = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    guard !word.isEmpty, word.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      return .refused(.fileIsNoPack)
    }
    return .token(String(decoding: word, as: UTF8.self))
  }
}
