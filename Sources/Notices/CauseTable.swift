import StationModel
public import Words

/// The table of all causes as it stands in docs/licenses.md, in French in docs/licenses.fr.md: a
/// Markdown table, then what stands for the words in italics. Ends without a line break. In French
/// there is no more than people read.
public func causeTable(in language: Language = .english) -> String {
  let heads = Term(
    "Cause | Title | When | Message | Next step | Closed with",
    "Cause | Titre | Message | À faire (administrateurs)"
  ).text(in: language)
  let count = heads.split(separator: "|").count
  var lines = [
    "| \(heads) |", "| " + [String](repeating: "---", count: count).joined(separator: " | ") + " |",
  ]
  var used: Set<Slot> = []
  for circumstance in Circumstance.allCases {
    let text = circumstance.text
    let severity = text.severity.map { ", " + Term.severity($0.rawValue).text(in: language) } ?? ""
    let cells = circumstance.cells(in: language)
    for cell in cells { used.formUnion(slots(in: cell)) }
    lines.append(
      "| `\(text.cause.rawValue)`\(severity) | " + cells.map(cell).joined(separator: " | ") + " |")
  }
  lines.append("")
  lines.append(
    Term("Words in italics are filled in:", "Les mots en italique sont remplacés :")
      .text(in: language))
  lines.append("")
  for slot in Slot.allCases where used.contains(slot) {
    lines.append("- _\(slot.name)_: " + slot.meaning.text(in: language))
  }
  return lines.joined(separator: "\n")
}

/// The names in braces, as they are meant.
func slots(in text: String) -> [Slot] {
  text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
    part.firstIndex(of: "}").flatMap { Slot(name: part[..<$0].lowercased()) }
  }
}

extension Circumstance {
  fileprivate func cells(in language: Language) -> [String] {
    func raw(_ term: Term) -> String { language == .french ? term.french : term.english }
    let common = [raw(terms.title), raw(terms.message), raw(terms.nextStep)]
    return switch language {
    case .english: [common[0], text.when, common[1], common[2], text.solved]
    case .french: common
    }
  }
}

/// Slots in italics, and commands in backquotes: from `stationctl` to the end of their sentence.
private func cell(_ text: String) -> String {
  var words: [String] = []
  var command: [String] = []
  func close(_ stop: String = "") {
    if !command.isEmpty { words.append("`" + command.joined(separator: " ") + "`" + stop) }
    command = []
  }
  for word in text.split(separator: " ") {
    if word == "stationctl" { close() }
    if word == "stationctl" || !command.isEmpty {
      let stop = word.hasSuffix(".") || word.hasSuffix(",") ? String(word.suffix(1)) : ""
      command.append(escaped(word.dropLast(stop.count), isCode: true))
      if !stop.isEmpty { close(stop) }
    } else {
      words.append(escaped(word, isCode: false))
    }
  }
  close()
  return words.joined(separator: " ")
}

/// A word for a cell of a table. In code there are no italics, so slots have capitals there.
private func escaped(_ word: Substring, isCode: Bool) -> String {
  var result = ""
  var isSlot = false
  for character in word {
    switch character {
    case "|": result += "\\|"
    case "{", "}":
      isSlot = character == "{"
      if !isCode { result += "_" }
    default: result += isCode && isSlot ? character.uppercased() : String(character)
    }
  }
  return result
}
