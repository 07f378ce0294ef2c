public import DeviceFacts
import StationModel

/// Takes out of a recording what tells one thing from its twins in the world: serial numbers, MAC
/// addresses, names of disks. What is equal stays equal and what differs stays different, so that
/// the stations that come of it are the same.
///
/// Names of models stay; they are what a recording is sent for.
public struct Scrub {
  private var madeUp: [String: String] = [:]
  private var containers: [[UInt8]: UInt32] = [:]
  /// What was replaced, by device: udev hands words down to the devices below.
  private var replaced: [DevicePath: [(old: String, new: String)]] = [:]

  /// The same devices in, the same made-up words out.
  public static func scrub(_ devices: [RecordedDevice]) -> [RecordedDevice] {
    var scrub = Scrub()
    return devices.sorted { $0.path < $1.path }.map { scrub.device($0) }
  }

  /// Values that are nothing but such a number.
  private static let whole: Set<String> = [
    "ID_SERIAL_SHORT", "ID_USB_SERIAL_SHORT", "ID_SCSI_SERIAL", "ID_WWN",
    "ID_WWN_WITH_EXTENSION", "ID_WWN_VENDOR_EXTENSION", "ID_FS_UUID", "ID_FS_UUID_ENC",
    "ID_FS_UUID_SUB", "ID_FS_UUID_SUB_ENC", "ID_FS_LABEL", "ID_FS_LABEL_ENC",
    "ID_PART_TABLE_UUID", "ID_PART_ENTRY_UUID", "ID_PART_ENTRY_NAME", "ID_FS_LABEL_SAFE",
    "ID_V4L_SERIAL", "UNIQ", "HID_UNIQ", "DM_UUID", "DM_NAME",
  ]
  /// Values that have such a number in them.
  private static let partial: Set<String> = [
    "ID_SERIAL", "ID_USB_SERIAL", "ID_SERIAL_RAW", "PHYS", "HID_PHYS",
  ]
  private static let wholeAttributes: Set<String> = ["serial", "uniq", "wwid"]

  private mutating func device(_ old: RecordedDevice) -> RecordedDevice {
    var device = old
    // A root hub's serial number is the place of its controller.
    let isRootHub = old.path.name.hasPrefix("usb") && old.property("DEVTYPE") == "usb_device"
    // Links by id and label have all of it in them; those by path tell the place.
    device.nodeLinks = old.nodeLinks.filter { $0.contains("/by-path/") }
    device.properties["DEVLINKS"] = nil
    var secrets: [(old: String, new: String)] = []
    var above = old.path.parent
    while let path = above, secrets.isEmpty {
      secrets = replaced[path] ?? []
      above = path.parent
    }
    if !isRootHub {
      for name in Self.wholeAttributes.sorted() {
        guard let line = old.attributes[name] else { continue }
        let text = String(line.split(separator: "\n").first ?? "")
        let word = replacement(for: text)
        device.attributes[name] = word + (line.hasSuffix("\n") ? "\n" : "")
        secrets.append((text, word))
      }
      for name in Self.whole.sorted() {
        guard let value = old.properties[name] else { continue }
        let bare = value.hasPrefix("\"") && value.hasSuffix("\"") && value.utf8.count > 1
        let text = bare ? String(value.dropFirst().dropLast()) : value
        let word = replacement(for: text)
        device.properties[name] = bare ? "\"\(word)\"" : word
        secrets.append((text, word))
      }
      if !secrets.isEmpty { replaced[old.path] = secrets }
      for name in Self.partial {
        guard var value = old.properties[name] else { continue }
        for (secret, word) in secrets where !secret.isEmpty {
          value = value.replacingAll(secret, with: word)
          // udev writes blanks as underscores.
          value = value.replacingAll(String(secret.map { $0 == " " ? "_" : $0 }), with: word)
        }
        device.properties[name] = value
      }
    }
    for (name, value) in device.properties { device.properties[name] = withoutMACs(value) }
    for (name, value) in device.attributes { device.attributes[name] = withoutMACs(value) }
    if let edid = old.binaries["edid"] { device.binaries["edid"] = self.edid(edid) }
    if let bos = old.binaries["bos_descriptors"] {
      device.binaries["bos_descriptors"] = self.bos(bos)
    }
    return device
  }

  /// Numbers that many devices share say nothing of one, but tell that they cannot be trusted.
  private static func isTrivial(_ text: String) -> Bool { Set(text.utf8).count < 2 }

  private mutating func replacement(for text: String) -> String {
    if Self.isTrivial(text) { return text }
    let key = String(text.map { $0 == " " ? "_" : $0 })
    if let word = madeUp[key] { return word }
    let number = String(madeUp.count + 1)
    let word = "MADEUP" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    madeUp[key] = word
    return word
  }

  /// Six pairs of hex digits with colons between them.
  private mutating func withoutMACs(_ text: String) -> String {
    var bytes = Array(text.utf8)
    guard bytes.count >= 17 else { return text }
    var start = 0
    while start + 17 <= bytes.count {
      let mac = bytes[start..<start + 17]
      let isMAC = mac.enumerated().allSatisfy { index, byte in
        index % 3 == 2 ? byte == UInt8(ascii: ":") : Character(Unicode.Scalar(byte)).isHexDigit
      }
      guard isMAC else {
        start += 1
        continue
      }
      let key = String(decoding: mac, as: UTF8.self).lowercased()
      let number = number(of: Array(key.utf8))
      let made =
        "02:00:"
        + [24, 16, 8, 0].map {
          HexText.text([UInt8(truncatingIfNeeded: number >> UInt32($0))]).lowercased()
        }.joined(separator: ":")
      bytes.replaceSubrange(start..<start + 17, with: Array(made.utf8))
      start += 17
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func number(of bytes: [UInt8]) -> UInt32 {
    if let number = containers[bytes] { return number }
    let number = UInt32(clamping: containers.count + 1)
    containers[bytes] = number
    return number
  }

  // MARK: Binary attributes

  /// The base block with made-up serials and a right checksum. Its extensions can have a serial
  /// too, and nothing that stations need: they are left out. Nil for what is no EDID.
  private mutating func edid(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 128, bytes.starts(with: [0, 255, 255, 255, 255, 255, 255, 0]) else {
      return nil
    }
    var block = Array(bytes[..<128])
    if block[12..<16].contains(where: { $0 != 0 }) {
      let number = number(of: Array(block[8..<16]))
      for index in 0..<4 {
        block[12 + index] = UInt8(truncatingIfNeeded: number >> UInt32(8 * index))
      }
    }
    for start in [54, 72, 90, 108] where block[start..<start + 5].elementsEqual([0, 0, 0, 255, 0]) {
      let text = String(decoding: block[start + 5..<start + 18].prefix { $0 != 10 }, as: UTF8.self)
      let word = Array(replacement(for: text).utf8.prefix(12)) + [10]
      let spaces = [UInt8](repeating: 32, count: 13 - word.count)
      block.replaceSubrange(start + 5..<start + 18, with: word + spaces)
    }
    block[126] = 0
    block[127] = 0 &- block[..<127].reduce(0, &+)
    return block
  }

  /// ContainerIDs are in a device capability of type 4 (USB 3.2, 9.6.2.3).
  private mutating func bos(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var start = 0
    while start + 3 <= bytes.count {
      let length = Int(bytes[start])
      guard length >= 3, start + length <= bytes.count else { break }
      if length >= 20, bytes[start + 1] == 0x10, bytes[start + 2] == 4 {
        let range = start + 4..<start + 20
        let old = Array(bytes[range])
        if old.contains(where: { $0 != 0 }) {
          let number = number(of: old)
          let tail = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
          bytes.replaceSubrange(range, with: Array("MADEUP CNTID".utf8) + tail)
        }
      }
      start += length
    }
    return bytes
  }
}

extension String {
  fileprivate func replacingAll(_ old: String, with new: String) -> String {
    let bytes = Array(utf8)
    let pattern = Array(old.utf8)
    guard pattern.count >= 4, bytes.count >= pattern.count else { return self == old ? new : self }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: pattern) {
        result += Array(new.utf8)
        index += pattern.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
