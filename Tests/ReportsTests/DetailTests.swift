import Dice
import FoundationEssentials
import StationModel
import Testing

@testable import Reports

@Suite struct DetailTests {
  @Test func textsAndNumbersAreFoundByName() throws {
    let detail = try #require(
      Detail(
        #" { "a" : "x\"\\\/\b\f\n\r\té€😀😀" , "n":-12,"big":9223372036854775807,"#
          + #""low":-9223372036854775808,"labels":"b a","list":[1,{"a":[]}],"t":true,"z":null} "#))
    #expect(detail.text("a") == "x\"\\/\u{8}\u{c}\n\r\té€😀😀")
    #expect(detail.number("n") == -12)
    #expect(detail.number("big") == .max)
    #expect(detail.number("low") == .min)
    #expect(detail.words("labels") == ["b", "a"])
    #expect(detail.text("n") == nil && detail.number("a") == nil && detail.text("list") == nil)
    #expect(detail.words("none").isEmpty)
  }

  @Test(arguments: [
    "", " ", "{", "}", "{}x", "[]", "1", "null", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,}"#,
    #"{"a":1 "b":2}"#, #"{a:1}"#, #"{"a":01}"#, #"{"a":-}"#, #"{"a":1.}"#, #"{"a":1e}"#,
    #"{"a":"x}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\ud800"}"#, #"{"a":"\ud800A"}"#,
    #"{"a":"\udc00"}"#, "{\"a\":\"\n\"}", #"{"a":tru}"#, #"{"a":[1,]}"#, #"{"a":[1}"#, #"{"a":"\"#,
    #"{"a":+1}"#, #"{"a":1}}"#,
  ])
  func whatIsNoObjectIsNoDetail(_ text: String) {
    #expect(Detail(text) == nil)
  }

  @Test func numbersThatAreNotWholeAreNoNumbers() throws {
    let detail = try #require(
      Detail(#"{"a":9223372036854775808,"b":-9223372036854775809,"c":1.5,"d":1e3,"e":-0}"#))
    for name in ["a", "b", "c", "d"] { #expect(detail.number(name) == nil) }
    #expect(detail.number("e") == 0)
  }

  @Test func depthHasABound() {
    func nested(_ depth: Int) -> String {
      #"{"a":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    }
    #expect(Detail(nested(8)) != nil)
    #expect(Detail(nested(9)) == nil)
    #expect(Detail(nested(100_000)) == nil)
  }

  @Test func theLastOfTwoMembersCounts() {
    #expect(Detail(#"{"a":1,"a":2}"#)?.number("a") == 2)
  }

  /// Texts of all kinds of characters, and texts that were damaged at one place.
  @Test func itReadsWhatJSONDecoderReads() throws {
    var dice = SplitMix(seed: 8)
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    var accepted = 0
    for _ in 0..<3000 {
      var members: [String: String] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &dice) {
        members[text(&dice)] = text(&dice)
      }
      var bytes = [UInt8](try encoder.encode(members))
      if dice.chance(50), !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &dice)] = dice.one(
          of: Array(#"{}[]":,\u0a 1"#.utf8))
      }
      guard let json = String(validating: bytes, as: UTF8.self) else { continue }
      let decoded = try? decoder.decode([String: String].self, from: Data(bytes))
      let detail = Detail(json)
      if let decoded {
        accepted += 1
        // Of two members with one name (Swift's: equivalent ones are one) each reader has its own.
        let names = Set(detail?.texts.map(\.name) ?? [])
        guard names.count == detail?.texts.count else { continue }
        #expect(
          detail.map { Dictionary($0.texts.map { ($0.name, $0.text) }) { $1 } } == decoded,
          "\(json)")
      } else if let detail {
        // Only values that are no texts.
        #expect((try? decoder.decode([String: Anything].self, from: Data(bytes))) != nil, "\(json)")
        _ = detail
      }
    }
    #expect(accepted > 1500)
  }

  private struct Anything: Decodable { init(from decoder: any Decoder) {} }

  private func text(_ dice: inout SplitMix) -> String {
    let characters = Array("ab\"\\/\n\t\u{1}é€😀: {}[],")
    return String((0..<Int.random(in: 0...6, using: &dice)).map { _ in dice.one(of: characters) })
  }
}
