/// A text with slots, taken apart once: a campus has thousands of stations to speak of.
///
/// `{count:is|are}` is one of two forms, by how many `count` is.
public struct Template: Sendable, Equatable {
  private var parts: [Part] = []

  private enum Part: Sendable, Equatable {
    case text(String)
    case slot(Slot)
    /// At the start of a sentence.
    case capital(Slot)
    case form(Slot, one: String, many: String)
  }

  /// Braces around what is no slot stay as they are.
  public init(_ text: String) {
    var rest = text[...]
    var plain = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      plain += rest[..<open]
      if let part = Self.part(rest[rest.index(after: open)..<close]) {
        parts += [.text(plain), part]
        plain = ""
      } else {
        plain += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(plain + rest))
  }

  private static func part(_ name: Substring) -> Part? {
    if let slot = Slot(name: name) { return .slot(slot) }
    if let slot = Slot(name: name.lowercased()) { return .capital(slot) }
    let halves = name.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count == 2, let slot = Slot(name: halves[0]) else { return nil }
    let forms = halves[1].split(separator: "|", omittingEmptySubsequences: false)
    guard forms.count == 2 else { return nil }
    return .form(slot, one: String(forms[0]), many: String(forms[1]))
  }

  /// The slots that it has, in any form.
  public var slots: Set<Slot> {
    Set(
      parts.compactMap { part in
        switch part {
        case .text: nil
        case .slot(let slot), .capital(let slot), .form(let slot, _, _): slot
        }
      })
  }

  /// What is put in is never read for slots: it may come from outside. A slot without a word shows
  /// its name.
  public func filled(_ words: [Slot: String]) -> String {
    filled({ slot, _ in words[slot] }, isOne: { _ in true })
  }

  /// `word` is asked with what stands before.
  func filled(_ word: (Slot, String) -> String?, isOne: (Slot) -> Bool) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .slot(let slot): Self.add(word(slot, result) ?? "{\(slot.name)}", to: &result)
      case .capital(let slot):
        Self.add((word(slot, result) ?? "{\(slot.name)}").sentenceStart, to: &result)
      case .form(let slot, let one, let many): result += isOne(slot) ? one : many
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

extension String {
  /// With a capital first letter, for the start of a sentence.
  public var sentenceStart: String { prefix(1).uppercased() + dropFirst() }

  /// As French sets it: what belongs together stays on one line.
  var frenchSpaces: String {
    var result = ""
    for character in self {
      switch character {
      case ":", ";", "!", "?", "»":
        if result.last == " " {
          result.removeLast()
          result += "\u{A0}"
        }
        result.append(character)
      case " " where result.last == "«": result += "\u{A0}"
      default: result.append(character)
      }
    }
    return result
  }
}
