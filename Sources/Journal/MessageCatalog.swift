import Words

/// The catalog that journald adds to entries (journalctl(1), `--catalog`), as the text of its file.
public func messageCatalog() -> String {
  var lines = [
    "# The messages of Stationmaster's agent. Made from the table in Sources/Journal.",
    "",
  ]
  for language in Language.allCases {
    for event in JournalEvent.allCases {
      let words = event.catalog
      // What stands first is the language of those that have no other.
      lines.append("-- \(words.id)\(language == .english ? "" : " \(language.rawValue)")")
      lines.append("Subject: \(words.subject.text(in: language))")
      lines.append("Defined-By: Stationmaster")
      lines.append("Documentation: man:stationctl(1)")
      lines.append("")
      lines += wrapped(words.text.text(in: language))
      lines.append("")
      lines += wrapped(words.advice.text(in: language))
      lines.append("")
    }
  }
  return lines.joined(separator: "\n")
}

/// The table of docs/journal.md.
public func journalTable() -> String {
  let rows = JournalEvent.allCases.map { event in
    let fields = event.catalog.fields.map(\.journalName).sorted().map { "`\($0)`" }
    let subject = event.catalog.subject.text(in: .english)
    return "| `\(event.rawValue)` | `\(event.id)` | \(subject) | \(fields.joined(separator: " ")) |"
  }
  return
    ([
      "| Event | `MESSAGE_ID` | What it says | Fields that it always has |",
      "| --- | --- | --- | --- |",
    ]
    + rows).joined(separator: "\n")
}

/// Lines of 78 characters at most, if no word is longer. A no-break space breaks no line.
private func wrapped(_ text: String) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > 78 {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return line.isEmpty ? lines : lines + [line]
}
