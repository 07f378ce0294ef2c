public import DeviceFacts
import StationModel

/// The text that `umockdev-record` writes: blocks of `P: N: S: E: A: H: L:` lines with a blank line
/// after each. Format: umockdev's README, "Device description format".
///
/// The file comes from somebody's mail: whatever is in it, it is read whole or refused with the line.
public enum Recording {
  /// 32 MiB; a large computer records in two.
  public static let limit = 32 << 20
  /// A binary attribute has 64 KiB at most, in hex.
  static let longestLine = 256 << 10
  static let mostDevices = 20_000

  public static func devices(in text: String) throws(RigError) -> [RecordedDevice] {
    try devices(in: Array(text.utf8))
  }

  public static func devices(in bytes: [UInt8]) throws(RigError) -> [RecordedDevice] {
    var devices: [RecordedDevice] = []
    var seen: Set<DevicePath> = []
    let file = try FileLines(bytes, limit: limit, longest: longestLine)
    for (index, bytes) in file.lines.enumerated() {
      let number = index + 1
      // What is no UTF-8 is replaced, as libudev's words are.
      let line = String(
        decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
      guard let kind = line.utf8.first, kind != UInt8(ascii: "#") else { continue }
      guard line.utf8.dropFirst().starts(with: ": ".utf8) else {
        throw RigError(line: number, "it does not begin with 'P: ', 'E: ' or another letter known")
      }
      let value = Substring(line.utf8.dropFirst(3))
      if kind == UInt8(ascii: "P") {
        let path = DevicePath("/sys" + value)
        guard isPath(value), path.text.utf8.count <= 4096 else {
          throw RigError(line: number, "'P:' must be a plain path below /devices")
        }
        guard seen.insert(path).inserted else {
          throw RigError(line: number, "\(Label.clean(path.name, limit: 60)) is there twice")
        }
        guard devices.count < mostDevices else {
          throw RigError(line: number, "there are more than \(mostDevices) devices")
        }
        devices.append(RecordedDevice(path: path))
        continue
      }
      guard let last = devices.indices.last else {
        throw RigError(line: number, "no 'P:' line stands before it")
      }
      try take(value, kind: kind, line: number, into: &devices[last])
    }
    return devices
  }

  private static func isPath(_ text: Substring) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return text.hasPrefix("/devices/")
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  private static func take(
    _ value: Substring, kind: UInt8, line: Int, into device: inout RecordedDevice
  ) throws(RigError) {
    func pair() throws(RigError) -> (name: String, value: Substring) {
      guard let sign = value.firstIndex(of: "="), sign > value.startIndex else {
        throw RigError(line: line, "there is no NAME=VALUE in it")
      }
      return (String(value[..<sign]), value[value.index(after: sign)...])
    }
    switch kind {
    case UInt8(ascii: "N"):
      // What the node held when it was recorded is of no use here.
      device.node = String(value.prefix { $0 != "=" })
    case UInt8(ascii: "S"): device.nodeLinks.append(String(value))
    case UInt8(ascii: "E"):
      let (name, word) = try pair()
      device.properties[name] = String(word)
    case UInt8(ascii: "A"):
      let (name, word) = try pair()
      device.attributes[name] = try unescaped(word, line: line)
    case UInt8(ascii: "L"):
      let (name, word) = try pair()
      device.links[name] = String(word)
    case UInt8(ascii: "H"):
      let (name, word) = try pair()
      guard let bytes = HexText.bytes(word) else {
        throw RigError(line: line, "the bytes of '\(Label.clean(name, limit: 60))' are not in hex")
      }
      device.binaries[name] = bytes
    default:
      throw RigError(
        line: line, "no such line is known: it begins with neither P, N, S, E, A, H nor L")
    }
  }

  /// `\n` is a newline and `\\` a backslash; nothing else is escaped.
  private static func unescaped(_ text: Substring, line: Int) throws(RigError) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        switch byte {
        case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "\\"): result.append(byte)
        default: throw RigError(line: line, "a backslash must be followed by n or a backslash")
        }
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    if isEscaped { throw RigError(line: line, "it ends in a single backslash") }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Bytes as pairs of hex digits.
enum HexText {
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      guard let value = value(digit) else { return nil }
      if let upper = high {
        bytes.append(upper << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
