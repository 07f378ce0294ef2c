import Notices
import StationModel
import Words

/// What is written on a person's terminals. Pure.
struct TerminalText {
  let reader: Reader
  let isAdministrator: Bool

  /// Wider terminals are no use: nobody reads longer lines.
  static let width = 78
  /// So many are told in full, and so many with their summaries; the rest is a number.
  static let mostInFull = 3
  static let mostInShort = 12

  /// A frame as of wall(1), and nothing but letters in it: no terminal takes a word for a command.
  func text(_ notices: [Notice]) -> String {
    let texts = notices.map { notice in
      reader.notice(
        notice.words,
        english: NoticeText(
          summary: notice.summary, body: notice.body, nextStep: notice.nextStep),
        isAdministrator: isAdministrator)
    }
    let title =
      texts.count == 1
      ? reader.text(.terminalOne) : reader.text(.terminalSeveral, ["count": String(texts.count)])
    var lines = wrap(title)
    if texts.count <= Self.mostInFull {
      for text in texts {
        lines.append("")
        lines += wrap(text.summary) + wrap(text.body)
        if !text.nextStep.isEmpty {
          lines += wrap(reader.text(.terminalNextStep, ["step": text.nextStep]))
        }
      }
    } else {
      lines.append("")
      for text in texts.prefix(Self.mostInShort) { lines += wrap("- " + text.summary) }
      if texts.count > Self.mostInShort {
        lines += wrap(
          reader.text(.terminalMore, ["count": String(texts.count - Self.mostInShort)]))
      }
      lines += wrap(reader.text(.terminalList))
    }
    let frame = String(repeating: "*", count: Self.width)
    let body = lines.map { $0.isEmpty ? "**" : "** " + $0 }
    return "\r\n\u{07}" + ([frame] + body + [frame]).joined(separator: "\r\n") + "\r\n"
  }

  /// Lines that fit into the frame. A no-break space stays one.
  private func wrap(_ text: String) -> [String] {
    let room = Self.width - 3
    var lines: [String] = []
    var line = ""
    for word in Self.plain(text).split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
      while line.count > room {
        lines.append(String(line.prefix(room)))
        line = String(line.dropFirst(room))
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Of what came from outside, the letters; at most 1,200 of them.
  static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(1200) {
      switch scalar.properties.generalCategory {
      case .control: result.append(" ")
      case .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
