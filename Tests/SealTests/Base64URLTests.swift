import Seal
import Testing

@Suite struct Base64URLTests {
  @Test(arguments: [
    ("", ""), ("66", "Zg"), ("666f", "Zm8"), ("666f6f", "Zm9v"), ("666f6f62", "Zm9vYg"),
    ("666f6f6261", "Zm9vYmE"), ("666f6f626172", "Zm9vYmFy"), ("fbefff", "--__"), ("ff", "_w"),
  ])
  func writesAndReads(_ hex: String, _ text: String) {
    #expect(Base64URL.encode(bytes(hex)) == text)
    #expect(Base64URL.decode(text) == bytes(hex))
  }

  @Test(arguments: [
    "Zg==", "Zg=", "Zm8=", "=", " Zg", "Zg ", "Zg\n", "Z g", "Zm9v\r\n", "++//", "Zm9v+", "Zm9*",
    "Zm9v\0", "Zé", "Z", "Zm9vZ", "Zh", "Zm9vYh", "Zm9", "_x",
  ])
  func refusesEverythingElse(_ text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func readsBackWhatItWrites() {
    for count in 0..<300 {
      let original = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
      #expect(Base64URL.decode(Base64URL.encode(original)) == original)
    }
  }
}
