/// A text with slots, taken apart once: a campus has thousands of stations to speak of.
struct Template: Sendable, Equatable {
  private var parts: [Part] = []

  private enum Part: Sendable, Equatable {
    case text(String)
    case slot(Slot)
    /// At the start of a sentence.
    case capital(Slot)
  }

  /// Braces around what is no slot stay as they are.
  init(_ text: String) {
    var rest = text[...]
    var plain = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      let part =
        Slot(name: String(name)).map(Part.slot)
        ?? Slot(name: name.lowercased()).map(Part.capital)
      plain += rest[..<open]
      if let part {
        parts += [.text(plain), part]
        plain = ""
      } else {
        plain += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(plain + rest))
  }

  /// What is put in is never read for slots: it may come from outside. A slot without a word shows
  /// its name.
  func filled(_ words: [Slot: String]) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .slot(let slot): Self.add(words[slot] ?? "{\(slot.name)}", to: &result)
      case .capital(let slot):
        Self.add((words[slot] ?? "{\(slot.name)}").sentenceStart, to: &result)
      }
    }
    return result
  }

  /// Where there is nothing to say, no gap is left.
  private static func add(_ word: String, to result: inout String) {
    if word.isEmpty, result.utf8.last == UInt8(ascii: " ") { result.removeLast() }
    result += word
  }
}
