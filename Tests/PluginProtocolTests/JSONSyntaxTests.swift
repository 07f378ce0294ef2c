import Dice
import Testing

@testable import PluginProtocol

@Suite struct JSONSyntaxTests {
  @Test(
    arguments: [
      ("{}", nil), ("[]", nil), ("3", nil),
      (#" {"a": [1, {"b": null}, [], "x\"y"], "c": -1.5e3} "#, nil),
      ("", "line 1, column 1: it ends too early"),
      ("{\n  \"a\": 1,\n}", "line 3, column 1: a name in quotes is missing"),
      ("[1,,2]", "line 1, column 4: a value is missing"),
      ("[1 2]", "line 1, column 4: a comma or a closing bracket is missing"),
      ("{\"a\" 1}", "line 1, column 6: a colon is missing"),
      ("{\"a\": yes}", "line 1, column 7: this is not a value"),
      ("{\"a\": \"x\ny\"}", "line 1, column 9: the text is not closed on its line"),
      ("{} {}", "line 1, column 4: something follows the end"),
      ("{\"a\": [1, 2", "line 1, column 12: it ends too early"),
      ("[}", "line 1, column 2: a value is missing"),
      ("{\"a\": 1]", "line 1, column 8: a comma or a closing bracket is missing"),
    ] as [(String, String?)])
  func theFirstErrorIsFoundWhereItIs(text: String, error: String?) {
    #expect(JSONSyntax.firstError(in: Array(text.utf8)) == error)
  }

  @Test func nothingTrapsTheScanner() {
    var random = SplitMix(seed: 3)
    let letters = Array("{}[]\",:\\ \n1e-tnufalse".utf8)
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      _ = JSONSyntax.firstError(in: text)
    }
  }
}
