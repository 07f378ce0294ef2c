import Seal
import StationModel

/// What is remembered beside the ledger, so that a ledger that is lost, or put back to an older
/// state, gives nobody a second grace and does not set the time back.
struct Witness: Equatable {
  var highWater: Timestamp?
  /// The ledger's last row of history when this was written, and its hash.
  var headID: Int64
  var headHash: [UInt8]
  /// With the dates that count.
  var graces: [GraceClock]

  private static let form = "stationmaster-witness 1"

  static func path(of ledger: String) -> String { ledger + ".witness" }

  var bytes: [UInt8] {
    var lines = [
      Self.form, "high-water \(Self.word(highWater))", "head \(headID) \(Seal.hex(headHash))",
    ]
    for grace in graces {
      lines.append(
        """
        grace \(grace.startedAt.milliseconds) \(grace.endsAt.milliseconds) \
        \(Self.word(grace.extendedTo)) \(grace.extendedBy.milliseconds) \
        \(Self.word(grace.endedAt)) \(SealedText.quoted(grace.subject.text))
        """)
    }
    return SealedText.bytes(lines)
  }

  init(highWater: Timestamp?, headID: Int64, headHash: [UInt8], graces: [GraceClock]) {
    self.highWater = highWater
    self.headID = headID
    self.headHash = headHash
    self.graces = graces
  }

  /// Nil if it is not what a ledger wrote.
  init?(_ bytes: [UInt8]) {
    guard let lines = SealedText.lines(bytes), lines.count >= 3, lines[0] == Self.form else {
      return nil
    }
    let mark = lines[1].split(separator: " ")
    let head = lines[2].split(separator: " ")
    guard mark.count == 2, mark[0] == "high-water", head.count == 3, head[0] == "head",
      let headID = Int64(head[1]), headID >= 0, let hash = Self.bytes(hex: head[2]),
      hash.count == Seal.hashLength, let highWater = Self.time(mark[1])
    else { return nil }
    self.init(highWater: highWater.value, headID: headID, headHash: hash, graces: [])
    for line in lines.dropFirst(3) {
      guard let grace = Self.grace(line) else { return nil }
      graces.append(grace)
    }
  }

  private static func grace(_ line: String) -> GraceClock? {
    let words = line.split(separator: " ", maxSplits: 6)
    guard words.count == 7, words[0] == "grace", let start = Int64(words[1]),
      let end = Int64(words[2]), let extendedTo = time(words[3]), let extendedBy = Int64(words[4]),
      let endedAt = time(words[5]), let text = FlatJSON.text(words[6]),
      let subject = GraceClock.Subject(text), end > start, extendedBy >= 0,
      endedAt.value.map({ $0.milliseconds >= start }) ?? true
    else { return nil }
    return GraceClock(
      subject: subject, startedAt: Timestamp(milliseconds: start),
      endsAt: Timestamp(milliseconds: end), extendedTo: extendedTo.value,
      extendedBy: Span(milliseconds: extendedBy), endedAt: endedAt.value)
  }

  private static func word(_ time: Timestamp?) -> String {
    time.map { String($0.milliseconds) } ?? "-"
  }

  private static func time(_ word: Substring) -> (value: Timestamp?, Void)? {
    if word == "-" { return (nil, ()) }
    return Int64(word).map { (Timestamp(milliseconds: $0), ()) }
  }

  static func bytes(hex: Substring) -> [UInt8]? {
    guard hex.utf8.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var rest = hex[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
