import Dice
import Testing

@testable import Licensing

@Suite struct FreeIndexTests {
  @Test func agreesWithALinearSearch() {
    var random = SplitMix(seed: 3)
    for size in 0...33 {
      var plain = (0..<size).map { _ in Bool.random(using: &random) }
      var index = FreeIndex(plain)
      for _ in 0..<60 {
        if let place = plain.indices.randomElement(using: &random) {
          plain[place].toggle()
          index.set(place, plain[place])
        }
        for start in 0...(size + 2) {
          #expect(index.next(from: start) == plain.indices.first { $0 >= start && plain[$0] })
        }
        #expect(index.last == plain.indices.last { plain[$0] })
      }
    }
  }
}
