import DBus
import Glibc

/// The address by which others reach a machine, from what `GetMachineAddresses` gave, `a(iay)`: IPv4
/// before IPv6, and none that works on one link or in the machine alone.
func bestAddress(_ value: Value?) -> String? {
  let found = (value?.asList ?? []).compactMap(readAddress)
  return (found.first { $0.family == AF_INET } ?? found.first)?.text
}

private func readAddress(_ value: Value) -> (family: Int32, text: String)? {
  guard case .structure(let fields) = value, fields.count == 2,
    case .int32(let family) = fields[0], let list = fields[1].asList
  else { return nil }
  let bytes = list.compactMap { if case .byte(let byte) = $0 { byte } else { UInt8?.none } }
  switch (family, bytes.count) {
  case (AF_INET, 4):
    if bytes[0] == 127 || bytes[0] == 0 || bytes[0] == 169 && bytes[1] == 254 { return nil }
  case (AF_INET6, 16):
    let isLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    if isLocal || bytes.dropLast().allSatisfy({ $0 == 0 }) { return nil }
  default: return nil
  }
  var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
  guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
  return (
    family, String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  )
}
