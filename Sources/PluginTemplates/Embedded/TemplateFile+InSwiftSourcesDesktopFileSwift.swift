// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let inSwiftSourcesDesktopFileSwift = TemplateFile(
    path: "Sources/DesktopFile.swift", isProgram: false,
    text: ##"""
import FoundationEssentials

/// `desktops.txt`: one desktop per line, its id and then its name.
enum DesktopFile {
  struct Line {
    var id: String
    var name: String
  }

  static func read(_ path: String) throws(ListTrouble) -> [Line] {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw ListTrouble(description: path + ": \(error)")
    }
    var lines: [Line] = []
    let text = String(decoding: data, as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.split(separator: " ", maxSplits: 1)
      guard let id = words.first, !line.hasPrefix("#") else { continue }
      // All other rules are PluginKit's: what breaks them is logged and left out.
      guard words.count == 2 else {
        throw ListTrouble(description: "\(path): line \(index + 1) is not an id and a name")
      }
      lines.append(Line(id: String(id), name: String(words[1])))
    }
    return lines
  }
}

/// What is wrong with the list, in a sentence.
struct ListTrouble: Error, CustomStringConvertible {
  var description: String
}

"""##)
}
