import AgentInterface
import Configuration

/// What is configured, for people.
enum ConfigText {
  static func table(_ answer: ConfigurationAnswer) -> [String] {
    tableLines(
      ["KEY", "VALUE", "SOURCE"],
      answer.values.map { value in
        [
          value.key, shown(value.value),
          source(value.source, fromCopy: answer.fromCopy ?? false)
            + (value.overridden.isEmpty ? "" : ", in place of \(value.overridden.count) more")
            + (value.waiting.map { "; after a restart: \(shown($0.value))" } ?? ""),
        ]
      })
  }

  /// All about one key.
  static func fields(
    _ value: ConfiguredValue, _ key: KeyInfo, fromCopy: Bool
  ) -> [(String, String)] {
    [
      ("Key", value.key), ("Value", shown(value.value)),
      ("Source", source(value.source, fromCopy: fromCopy)),
      (
        "In place of",
        value.overridden.map { "\(shown($0.value)) (\($0.source))" }.joined(separator: "\n")
      ),
      (
        "After a restart",
        value.waiting.map { "\(shown($0.value)) (\(clean($0.source, limit: 300)))" } ?? ""
      ),
      ("Default", shown(value.defaultValue)), ("Accepted", key.accepted),
      ("Meaning", key.documentation),
    ]
  }

  /// Where the files are not what counts, and what to do.
  static func remarks(
    _ answer: ConfigurationAnswer, files: ConfiguredFiles.News
  ) -> [String] {
    var lines: [String] = []
    if let view = answer.view {
      if let sentence = view.troubleSentence { lines += [sentence, ConfigurationView.remedy] }
      if let sentence = view.waitingSentence { lines += [sentence, ConfigurationView.restart] }
    }
    switch files {
    case .none: break
    case .bad(let error):
      lines += [
        "The files were changed since, are not read yet, and have a mistake: "
          + error.message.asSentence,
        ConfigurationView.remedy,
      ]
    case .unread(let values) where answer.trouble == nil:
      lines += [
        "The files were changed since and are not read yet: "
          + values.map { "\($0.key) = \(shown($0.value)) (\($0.source))" }
          .joined(separator: ", ") + ".",
        "To read them: systemctl reload stationmaster",
      ]
    case .unread:
      lines.append("The files are good again. To read them: systemctl reload stationmaster")
    }
    return lines
  }

  private static func source(_ text: String, fromCopy: Bool) -> String {
    clean(text, limit: 300) + (fromCopy && text != "default" ? " (kept copy)" : "")
  }

  /// As in the other tables.
  private static func shown(_ value: String) -> String {
    value.isEmpty ? "-" : clean(value, limit: 300)
  }
}
