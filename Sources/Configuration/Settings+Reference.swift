extension Settings {
  /// A file with every key as a comment, with its meaning and its default: the one that a package
  /// installs. Reading it changes nothing.
  public static func reference() -> String {
    var lines = [
      "# Stationmaster's configuration. Each key is shown with its default.",
      "#",
      "# Better than to edit this file is to put a file of your own, with a name that ends in .conf,",
      "# into the folder stationd.conf.d beside it. Of two files the one with the later name counts.",
      "# `stationd --check-config` says whether the files are good, and if not, which line is not.",
      "# After a change: systemctl reload stationmaster.",
    ]
    for section in sections {
      lines += ["", "[\(section)]"]
      for key in keys where key.section == section {
        lines.append("")
        lines += comment(key.documentation)
        lines += comment("Accepted: " + key.accepted + ".")
        lines.append("#\(key.name) = \(key.defaultText)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Lines of 80 characters or less, broken between words.
  private static func comment(_ text: String) -> [String] {
    var lines: [String] = []
    var line = "#"
    for word in text.split(separator: " ") {
      if line.count + 1 + word.count > 80 {
        lines.append(line)
        line = "#"
      }
      line += " " + word
    }
    return lines + [line]
  }
}
