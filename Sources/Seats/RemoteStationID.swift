/// The id of the network station of one person at one computer: `alice@lab-pc-3`, or `alice` where the
/// computer is not known. The same pair always has the same id, and no other pair has it.
public func stationID(user: String, client: String?) -> String {
  let text = escaped(user) + (client.map { "@" + escaped($0) } ?? "")
  guard text.utf8.count > longestID else { return text }
  // Cut, and told apart by what was cut off. `~` is in no other id.
  let sum = hexadecimal(fingerprint(text.utf8))
  return String(text.unicodeScalars.prefix(longestID - sum.utf8.count - 1)) + "~" + sum
}

/// docs/plugins.md.
private let longestID = 128

/// Every byte but the plainest as `%` and two digits, so that `@` and `~` are ours alone.
private func escaped(_ text: String) -> String {
  var result = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: ":"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
  return result
}

/// FNV-1a, 64 bits.
private func fingerprint(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

private func hexadecimal(_ number: UInt64) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: 16 - text.count) + text
}
