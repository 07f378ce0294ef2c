import Seal

/// A computer's id in packs that are bound to it: 32 lower-case hexadecimal digits.
///
/// It is made from the machine id of machine-id(5), which must stay on its computer, and does not
/// lead back to it:
///
///     HMAC-SHA256(key: the machine id's 16 bytes, message: `application`'s 16 bytes)
///
/// of which the first 16 bytes count, with the marks of a random UUID put in (RFC 9562, 5.4). That is
/// sd_id128_get_machine_app_specific(3), so `systemd-id128 machine-id
/// --app-specific=e5d1c0a03b7e4f6b9a54c7c1f2d86b1e` prints the same.
public enum HostID {
  /// Never changes: every pack that is bound to a computer would be lost.
  public static let application: [UInt8] = [
    0xe5, 0xd1, 0xc0, 0xa0, 0x3b, 0x7e, 0x4f, 0x6b, 0x9a, 0x54, 0xc7, 0xc1, 0xf2, 0xd8, 0x6b, 0x1e,
  ]

  /// From the bytes of `/etc/machine-id`: 32 hexadecimal digits, and a line's end or none. Nil for
  /// anything else: `uninitialized` on a computer that never started, zeros, an empty file.
  public static func of(machineID bytes: [UInt8]) -> String? {
    let digits = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
    guard digits.count == 32 else { return nil }
    let values = digits.compactMap(digit)
    guard values.count == 32, values.contains(where: { $0 != 0 }) else { return nil }
    let machine = stride(from: 0, to: 32, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    var id = Array(Seal.hmacSHA256(application, key: machine).prefix(16))
    id[6] = id[6] & 0x0f | 0x40
    id[8] = id[8] & 0x3f | 0x80
    return Seal.hex(id)
  }

  /// Has the form of an id; which computer's cannot be seen.
  public static func isValid(_ text: String) -> Bool { isHex(text, digits: 32) }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
