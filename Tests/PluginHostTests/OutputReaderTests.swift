import Dice
import PluginProtocol
import Testing

@testable import PluginHost

@Suite struct OutputReaderTests {
  @Test func whatCannotBeAMessageIsCountedAndAFewAreShown() {
    var reader = OutputReader()
    let rubbish = String(repeating: "rubbish\n", count: 5000)
    let batch = feed("{\"a\":1}\n" + rubbish + "  {\"b\":2}\n\n", to: &reader)
    #expect(batch.leftOut == 5000 - OutputReader.examples)
    #expect(batch.elements.count == 2 + OutputReader.examples)
    #expect(batch.elements.first == .line(Array("{\"a\":1}".utf8)))
    #expect(batch.elements.last == .line(Array("  {\"b\":2}".utf8)))
  }

  /// However the stream is cut, the messages are those of the plain reader, in its order, and of the
  /// rest nothing is lost from the count.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func everyMessageComesThroughAsThePlainReaderSeesIt(seed: UInt64) {
    var dice = SplitMix(seed: seed)
    var stream: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &dice) {
      let words = ["{\"id\":1}", " \t{}", "rubbish", "[1]", "", "\r", "{half", "\u{1b}[0m", "x"]
      stream += Array(dice.one(of: words).utf8)
      if dice.chance(1) {
        let filler: UInt8 = dice.chance(50) ? 0x7B : 0x78
        stream += [UInt8](repeating: filler, count: Contract.lineLimit + 5)
      }
      if dice.chance(90) { stream.append(0x0A) }
    }
    var plain = LineReader()
    let all = plain.feed(stream)
    var reader = OutputReader()
    var messages: [LineReader.Element] = []
    var others = 0
    var rest = stream[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(Int.random(in: 1...65536, using: &dice)))
      rest = rest.dropFirst(piece.count)
      let batch = piece.withUnsafeBytes { reader.feed($0) }
      messages += batch.elements.filter(isKept)
      others += batch.leftOut + batch.elements.count { !isKept($0) }
    }
    #expect(messages == all.filter(isKept))
    #expect(others <= all.count { !isKept($0) })
    #expect(others >= all.count { !isKept($0) && $0 != .line([]) })
    #expect(reader.finish() == plain.finish())
  }

  @Test func aFloodIsManyLinesInAShortTimeAndItsReaderRestsNineParts() {
    var meter = FloodMeter(limit: 1000, window: .seconds(30))
    let verdicts = [(1000, 0), (1, 29), (1000, 30), (.max, 31)].map { lines, second in
      meter.took(lines, at: .seconds(second))
    }
    #expect(verdicts == [false, true, false, true])
    #expect(FloodMeter.pause(after: .milliseconds(2)) == .milliseconds(18))
    #expect(FloodMeter.pause(after: .zero) == .milliseconds(1))
    #expect(FloodMeter.pause(after: .seconds(3600)) == .seconds(10))
  }

  /// Messages, and what the plain reader reports: everything but lines that are no objects.
  private func isKept(_ element: LineReader.Element) -> Bool {
    switch element {
    case .tooLong: true
    case .line(let line): line.first { ![0x20, 0x09, 0x0D].contains($0) } == 0x7B
    }
  }

  private func feed(_ text: String, to reader: inout OutputReader) -> OutputReader.Batch {
    Array(text.utf8).withUnsafeBytes { reader.feed($0) }
  }
}
