/// The other computer, as far as a remote desktop server told PAM.
///
/// - Parameter remoteHost: what logind has, in that server's own words.
/// - Returns: a name or an address in one spelling; nil if it says nothing about the other computer.
public func clientName(_ remoteHost: String?) -> String? {
  guard let remoteHost, (1...253).contains(remoteHost.utf8.count),
    remoteHost.utf8.allSatisfy(isHostByte)
  else { return nil }
  // Names are the same in any case (RFC 4343).
  var name = remoteHost.lowercased()
  if name.hasSuffix(".") { name.removeLast() }
  if name.hasPrefix("::ffff:"), name.contains(".") { name = String(name.dropFirst(7)) }
  if name.isEmpty || isNoComputer(name) { return nil }
  return name
}

/// Words that stand for "somewhere": this computer itself, which only means that a tunnel or a gateway
/// ends here, and the addresses that belong to documents (RFC 5737, RFC 3849). TigerVNC names
/// 203.0.113.20 for every client, because logind would else take the session for a local one.
private func isNoComputer(_ name: String) -> Bool {
  let words = ["localhost", "localhost.localdomain", "localhost4", "localhost6", "::1", "::", "0"]
  let beginnings = [
    "127.", "0.0.0.", "192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "2001:0db8:",
  ]
  return words.contains(name) || beginnings.contains { name.hasPrefix($0) }
    // An X display without a host is here as well.
    || name.hasPrefix(":") && !name.hasPrefix("::")
}

private func isHostByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"),
    UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "%"):
    true
  default: false
  }
}
