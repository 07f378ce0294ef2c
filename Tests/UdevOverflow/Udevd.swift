import Glibc

/// Says what udevd would: messages of libudev's own format (systemd, sd-device/device-monitor.c).
struct Udevd {
  static let folder = "/sys/devices/made-up/"
  private static let udevGroup: UInt32 = 2
  private static let uevents: Int32 = 15  // NETLINK_KOBJECT_UEVENT
  private let descriptor: Int32

  struct Failed: Error { var errno: Int32 }

  init() throws {
    descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), Self.uevents)
    guard descriptor >= 0 else { throw Failed(errno: errno) }
  }

  /// An event about the hub with this number.
  func tell(_ action: String, _ number: Int) throws {
    let properties = [
      "ACTION=" + action, "DEVPATH=/devices/made-up/1-\(number % 250 + 1)/\(number)-1",
      "SUBSYSTEM=usb", "DEVTYPE=usb_device", "TYPE=9/0/1", "SEQNUM=\(number)",
    ]
    let body = Array(properties.joined(separator: "\0").utf8) + [0]
    let length = 40
    var message = Array("libudev\0".utf8)
    message += bytes(UInt32(0xfeed_cafe).bigEndian)
    message += bytes(UInt32(length)) + bytes(UInt32(length)) + bytes(UInt32(body.count))
    message += bytes(Self.hash("usb").bigEndian) + bytes(Self.hash("usb_device").bigEndian)
    message += [UInt8](repeating: 0, count: 8) + body
    // struct sockaddr_nl, which Glibc's module does not have.
    let address = bytes(UInt32(AF_NETLINK)) + bytes(UInt32(0)) + bytes(Self.udevGroup)
    let sent = address.withUnsafeBytes { address in
      address.withMemoryRebound(to: sockaddr.self) { address in
        sendto(descriptor, message, message.count, 0, address.baseAddress, 12)
      }
    }
    // A listener without room is the sender's fault in nobody's eyes but the kernel's.
    if sent < 0, errno != ENOBUFS { throw Failed(errno: errno) }
  }

  private func bytes(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number) { Array($0) }
  }

  /// Murmur hash 2 with the seed 0, by which the kernel picks events for a monitor.
  private static func hash(_ text: String) -> UInt32 {
    let factor: UInt32 = 0x5bd1_e995
    let bytes = Array(text.utf8)
    var hash = UInt32(bytes.count)
    var rest = bytes[...]
    while rest.count >= 4 {
      var word = rest.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
      word = word &* factor
      word ^= word >> 24
      hash = hash &* factor ^ word &* factor
      rest = rest.dropFirst(4)
    }
    if !rest.isEmpty {
      hash ^= rest.reversed().reduce(0) { $0 << 8 | UInt32($1) }
      hash = hash &* factor
    }
    hash ^= hash >> 13
    hash = hash &* factor
    return hash ^ hash >> 15
  }
}
