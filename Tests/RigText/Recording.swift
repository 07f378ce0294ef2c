import StationModel

/// Reads the text that `umockdev-record` writes: blocks of `P: E: A: H: L: N: S:` lines.
///
/// Binary attributes (`H:`), links (`L:`), and node contents are left out: sorting does not need
/// them. Format: umockdev's README, "Device description format".
public enum Recording {
  public static func devices(in text: String) -> [RecordedDevice] {
    var devices: [RecordedDevice] = []
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"), line[colon...].hasPrefix(": ") else { continue }
      let value = line[line.index(colon, offsetBy: 2)...]
      if line[..<colon] == "P" {
        let path = DevicePath("/sys" + value)
        devices.append(RecordedDevice(path: path, properties: [:], attributes: [:]))
        continue
      }
      guard let last = devices.indices.last else { continue }
      switch line[..<colon] {
      case "N":
        devices[last].properties["DEVNAME"] = "/dev/" + value.prefix { $0 != "=" }
      case "E":
        guard let (name, word) = split(value) else { continue }
        devices[last].properties[name] = String(word)
      case "A":
        guard let (name, word) = split(value) else { continue }
        devices[last].attributes[name] = unescaped(word)
      default: continue
      }
    }
    return devices
  }

  private static func split(_ text: Substring) -> (String, Substring)? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    return (String(text[..<sign]), text[text.index(after: sign)...])
  }

  /// `\n` is a newline and `\\` a backslash; nothing else is escaped.
  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
