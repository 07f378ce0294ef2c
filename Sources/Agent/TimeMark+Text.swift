import StationModel

extension TimeMark {
  /// More bytes than any mark has.
  static let longestText = 1024

  /// The mark as it stands in a file: a line for each value, and a checksum.
  var text: String {
    let body = """
      \(Self.title)
      ledger \(ledger.milliseconds)
      wall \(reading.wall.milliseconds)
      uptime \(reading.uptime.milliseconds)
      boot \(reading.boot ?? Self.unknown)
      synchronised \(reading.isSynchronised ? "yes" : "no")
      lead \(lead.map { String($0.milliseconds) } ?? Self.unknown)

      """
    return body + "check \(checksum(body))\n"
  }

  /// Reads what ``text`` wrote; nil for anything else. The checksum finds damage, not forgery: the
  /// file is as safe as the ledger beside it.
  init?(text: String) {
    guard text.utf8.count <= Self.longestText, let cut = text.start(of: "check ") else {
      return nil
    }
    let body = text[..<cut]
    guard text[cut...] == "check \(checksum(String(body)))\n" else { return nil }
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let names = ["ledger ", "wall ", "uptime ", "boot ", "synchronised ", "lead "]
    guard lines.count == names.count + 2, lines[0] == Self.title, lines[lines.count - 1].isEmpty
    else { return nil }
    var values: [String] = []
    for (name, line) in zip(names, lines.dropFirst()) {
      guard line.hasPrefix(name) else { return nil }
      values.append(String(line.dropFirst(name.count)))
    }
    guard let ledger = Int64(values[0]), let wall = Int64(values[1]),
      let uptime = Int64(values[2]), uptime >= 0, !values[3].isEmpty,
      let isSynchronised = ["yes": true, "no": false][values[4]]
    else { return nil }
    let lead = Int64(values[5])
    guard lead != nil || values[5] == Self.unknown else { return nil }
    self.init(
      ledger: Timestamp(milliseconds: ledger),
      reading: ClockReading(
        wall: Timestamp(milliseconds: wall), uptime: Span(milliseconds: uptime),
        boot: values[3] == Self.unknown ? nil : values[3], isSynchronised: isSynchronised),
      lead: lead.map { Span(milliseconds: $0) })
  }

  private static let title = "stationmaster-clock 1"
  private static let unknown = "unknown"
}

/// FNV-1a with 64 bits, as 16 hexadecimal digits.
private func checksum(_ text: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

extension String {
  /// Where `word` begins; Foundation's search for ranges is not needed for this.
  fileprivate func start(of word: String) -> String.Index? {
    indices.first { self[$0...].hasPrefix(word) }
  }
}
