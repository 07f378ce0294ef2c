import DeviceFacts

/// A device from lines like a recording's: `P: /devices/…`, `E: NAME=word` and `A: name=text`;
/// apart from the recordings' reader, which is not what is tried here.
struct FuzzedDevice: RawDevice {
  let syspath: String
  private var properties: [String: String] = [:]
  private var attributes: [String: String] = [:]

  private init(syspath: String) { self.syspath = syspath }

  var subsystem: String { properties["SUBSYSTEM"] ?? "" }
  var devtype: String? { properties["DEVTYPE"] }
  func property(_ name: String) -> String? { properties[name] }
  func attribute(_ name: String) -> String? { attributes[name] }
  func bytes(of attribute: String) -> [UInt8]? { attributes[attribute].map { Array($0.utf8) } }
  func target(of link: String) -> String? { attributes[link] }

  static func list(_ text: String) -> [FuzzedDevice] {
    var devices: [FuzzedDevice] = []
    for line in text.split(separator: "\n") {
      let value = line.dropFirst(3)
      if line.hasPrefix("P: ") {
        devices.append(FuzzedDevice(syspath: "/sys" + value))
        continue
      }
      let words = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, let name = words.first, let word = words.last,
        let last = devices.indices.last
      else { continue }
      if line.hasPrefix("E: ") {
        devices[last].properties[String(name)] = String(word)
      } else {
        devices[last].attributes[String(name)] = String(word)
      }
    }
    return devices
  }
}
