import Dice
import PluginProtocol
import Testing

@Suite struct LineReaderTests {
  @Test func linesComeOutWhateverTheirPieces() {
    let text = Array("one\ntwo\n\nthree\n".utf8)
    let whole = [
      LineReader.Element.line(Array("one".utf8)), .line(Array("two".utf8)), .line([]),
      .line(Array("three".utf8)),
    ]
    for size in 1...text.count {
      var reader = LineReader(limit: 5)
      var found: [LineReader.Element] = []
      for start in stride(from: 0, to: text.count, by: size) {
        found += reader.feed(Array(text[start..<min(start + size, text.count)]))
      }
      #expect(found == whole, "in pieces of \(size)")
      #expect(reader.finish() == nil)
    }
  }

  @Test func aLineOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
    var reader = LineReader(limit: 4)
    #expect(reader.feed(Array("abcd\n".utf8)) == [.line(Array("abcd".utf8))])
    #expect(
      reader.feed(Array("abcde\nnext\n".utf8)) == [
        .tooLong(beginning: Array("abcde".utf8)), .line(Array("next".utf8)),
      ])
  }

  @Test func aFloodWithoutANewlineIsReportedOnceAndNeverHeld() {
    var reader = LineReader(limit: 1000)
    let piece = [UInt8](repeating: 0x78, count: 300)
    var reports = 0
    for _ in 0..<10_000 {
      reports += reader.feed(piece).count
      #expect(reader.held <= 1000)
    }
    #expect(reports == 1)
    #expect(reader.feed(Array("x\nback\n".utf8)) == [.line(Array("back".utf8))])
  }

  @Test func whatHasNoNewlineAtTheEndIsHandedOverApart() {
    var reader = LineReader()
    #expect(reader.feed(Array("half".utf8)).isEmpty)
    #expect(reader.finish() == Array("half".utf8))
    #expect(reader.finish() == nil)
  }

  @Test func randomCutsNeverChangeTheResult() {
    var random = SplitMix(seed: 7)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        Bool.random(using: &random) && Bool.random(using: &random) ? UInt8(0x0A) : 0x61
      }
      var whole = LineReader(limit: 6)
      let expected = whole.feed(bytes)
      var cut = LineReader(limit: 6)
      var found: [LineReader.Element] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...9, using: &random))
        found += cut.feed(Array(bytes[start..<end]))
        start = end
      }
      // How much of a long line is seen when it passes the limit depends on the cut.
      #expect(found.map(outline) == expected.map(outline))
      #expect(cut.finish() == whole.finish())
    }
  }

  private func outline(_ element: LineReader.Element) -> String {
    switch element {
    case .line(let bytes): String(decoding: bytes, as: UTF8.self)
    case .tooLong: "too long"
    }
  }
}
