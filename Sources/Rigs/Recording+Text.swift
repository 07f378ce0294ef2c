public import DeviceFacts
import StationModel

extension Recording {
  /// The devices as text that ``devices(in:)`` and umockdev read: parents first, names sorted, so
  /// that two recordings of one machine can be compared.
  ///
  /// Words that would break a line (a newline in a property, `=` in a name) are left out: they come
  /// from devices.
  public static func text(of devices: [RecordedDevice]) -> String {
    devices.sorted { $0.path < $1.path }.compactMap(block).joined(separator: "\n")
  }

  private static func block(_ device: RecordedDevice) -> String? {
    guard device.path.text.hasPrefix("/sys/devices/"), isOneLine(device.path.text) else {
      return nil
    }
    var lines = ["P: " + device.path.text.dropFirst("/sys".utf8.count)]
    if let node = device.node, isOneLine(node), !node.contains("=") { lines.append("N: " + node) }
    lines += device.nodeLinks.filter(isOneLine).map { "S: " + $0 }
    func add(_ letter: String, _ words: [String: String]) {
      for (name, value) in words.sorted(by: { $0.key < $1.key }) where isName(name) {
        if isOneLine(value) { lines.append("\(letter): \(name)=\(value)") }
      }
    }
    add("E", device.properties)
    add("A", device.attributes.mapValues(escaped))
    add("H", device.binaries.mapValues { HexText.text($0) })
    // After the attributes, which make the folders that links lie in.
    add("L", device.links)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func isOneLine(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 != 0 && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && isOneLine(text) && !text.utf8.contains(UInt8(ascii: "="))
  }

  private static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): result += Array(#"\\"#.utf8)
      case UInt8(ascii: "\n"): result += Array(#"\n"#.utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
