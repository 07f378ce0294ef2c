extension DesktopAddress {
  /// Reads what ``url`` writes. Strict, since viewers get it as an argument: nil for a host that could
  /// be taken for an option, for anything but the characters of names and addresses, and for a socket
  /// whose path holds more than letters, digits and `/._-+@:`.
  public init?(url: String) {
    guard let mark = url.firstRange(of: "://") else { return nil }
    var scheme = url[..<mark.lowerBound]
    let rest = url[mark.upperBound...]
    let isSocket = scheme.hasSuffix("+unix")
    if isSocket { scheme = scheme.dropLast(5) }
    guard let type = Kind(rawValue: String(scheme)) else { return nil }
    guard let place = isSocket ? Place(socket: rest) : Place(network: rest) else { return nil }
    self.init(type, place)
  }
}

extension DesktopAddress.Place {
  fileprivate init?(socket path: Substring) {
    guard path.hasPrefix("/"), (2...255).contains(path.utf8.count),
      path.utf8.allSatisfy({ isNameByte($0) || isOne(of: "/+@:", $0) })
    else { return nil }
    self = .socket(String(path))
  }

  fileprivate init?(network text: Substring) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let port = Int(digits), (1...65535).contains(port)
    else { return nil }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed { host = host.dropFirst().dropLast() }
    guard (1...253).contains(host.utf8.count), host.first != "-",
      host.utf8.allSatisfy({ isNameByte($0) || isBracketed && isOne(of: ":%", $0) })
    else { return nil }
    self = .network(host: String(host), port: port)
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  (48...57).contains(byte) || (65...90).contains(byte & 0xDF) && byte < 128
    || isOne(of: "._-", byte)
}

private func isOne(of characters: StaticString, _ byte: UInt8) -> Bool {
  characters.withUTF8Buffer { $0.contains(byte) }
}
