import DeviceFacts
import Glibc
import StationModel

/// A classroom in udev's words, as they come before anything is made of them.
struct RawClassroom {
  let words: [Words]
  /// One station's hub, in the middle.
  let hub: DevicePath
  let picture: DevicePicture

  /// Every answer is a text of its own, as it is from libudev.
  struct Words: RawDevice {
    var path: [UInt8]
    var subsystem: String
    var devtype: String?
    var properties: [String: String] = [:]
    var attributes: [String: String] = [:]
    var edid: [UInt8]?

    var syspath: String { String(decoding: path, as: UTF8.self) }
    func property(_ name: String) -> String? { properties[name].map(Self.copy) }
    func attribute(_ name: String) -> String? { attributes[name].map(Self.copy) }
    func bytes(of attribute: String) -> [UInt8]? { attribute == "edid" ? edid : nil }
    func target(of link: String) -> String? { nil }

    private static func copy(_ text: String) -> String {
      String(decoding: Array(text.utf8), as: UTF8.self)
    }
  }

  init(devices count: Int) throws {
    let classroom = try Classroom(devices: count)
    words = classroom.picture.devices.values.map(Self.words)
    picture = classroom.picture
    let hubs = picture.devices.values.filter { $0.label == "Desk hub" }.map(\.path).sorted()
    guard !hubs.isEmpty, DevicePicture(words.compactMap { Device($0) }).count == count else {
      throw Classroom.Unexpected(what: "\(hubs.count) hubs of \(count) devices")
    }
    hub = hubs[hubs.count / 2]
  }

  private static func words(_ device: Device) -> Words {
    var words = Words(path: Array(device.path.text.utf8), subsystem: "")
    words.properties["ID_PATH"] = device.idPath
    switch device.facts {
    case .usb(let usb):
      (words.subsystem, words.devtype) = ("usb", "usb_device")
      words.properties["ID_VENDOR_ID"] = "05e3"
      words.properties["ID_MODEL_ID"] = "0610"
      words.properties["ID_USB_INTERFACES"] = usb.isHub ? ":090000:" : ":030101:030102:"
      words.attributes = [
        "bDeviceClass": usb.isHub ? "09\n" : "00\n", "busnum": "\(usb.bus ?? 1)\n",
        "devpath": usb.route.isEmpty ? "0\n" : usb.route.map(String.init).joined(separator: "."),
        "speed": "480\n", "removable": usb.removable.rawValue + "\n",
        "product": device.label + "\n",
      ]
    case .input(let input):
      words.subsystem = "input"
      if input.roles.contains(.keyboard) { words.properties["ID_INPUT_KEYBOARD"] = "1" }
      if input.roles.contains(.mouse) { words.properties["ID_INPUT_MOUSE"] = "1" }
      words.attributes = ["name": device.label + "\n", "id/bustype": "0003\n"]
    case .card:
      (words.subsystem, words.devtype) = ("drm", "drm_minor")
    case .connector:
      (words.subsystem, words.devtype) = ("drm", "drm_connector")
      words.attributes["status"] = "connected\n"
      words.edid = edid
    case .sound: words.subsystem = "sound"
    case .framebuffer: words.subsystem = "graphics"
    case .serialLine: words.subsystem = "tty"
    }
    return words
  }

  /// A monitor that says its maker, its size and its name.
  private static let edid: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 128)
    bytes.replaceSubrange(0..<8, with: [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0])
    bytes.replaceSubrange(8..<23, with: [0x10, 0xac, 1, 2, 1, 2, 3, 4, 14, 22, 1, 3, 0x80, 52, 32])
    bytes.replaceSubrange(90..<108, with: [0, 0, 0, 0xfc, 0] + Array("DELL U2412M\n ".utf8))
    bytes[127] = 0 &- bytes[..<127].reduce(0, &+)
    return bytes
  }()

  // MARK: What is measured

  func read() -> DevicePicture { DevicePicture(words.compactMap { Device($0) }) }

  /// Resident bytes that pictures take, divided by their devices. Only the first call in a process
  /// tells the truth: what is freed stays with the process.
  func bytesPerDevice() throws -> Int {
    let before = try Self.residentBytes()
    let pictures = (0..<10).map { _ in read() }
    return try withExtendedLifetime(pictures) {
      (try Self.residentBytes() - before) / pictures.reduce(0) { $0 + $1.count }
    }
  }

  private static func residentBytes() throws -> Int {
    guard let file = fopen("/proc/self/statm", "re") else {
      throw Classroom.Unexpected(what: "no /proc")
    }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    fgets(&line, Int32(line.count), file)
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let words = text.split(separator: " ")
    guard words.count > 1, let pages = Int(words[1]) else {
      throw Classroom.Unexpected(what: "statm: \(text)")
    }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// A picture that events change in place, as the agent's does.
final class LivePicture {
  private var picture: DevicePicture
  private let hub: DevicePath
  private let station: [Device]

  init(_ room: RawClassroom) {
    picture = room.picture
    hub = room.hub
    station = ([room.hub] + room.picture.paths(below: room.hub)).compactMap { room.picture[$0] }
  }

  /// A station's hub with all on it goes and comes.
  func replug() -> Int {
    picture.remove(hub)
    let count = picture.count
    for device in station { picture.put(device) }
    return count
  }

  /// What finding a hub's devices costs without an order: a look at every one.
  func lookAtAll() -> Int { picture.devices.keys.count { $0.isBelow(hub) } }
}
