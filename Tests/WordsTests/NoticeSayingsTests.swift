import Dice
import StationModel
import Testing

@testable import Words

/// Sayings as text, there and back.
@Suite struct NoticeSayingsTests {
  private static let french = Reader(locale: "fr_FR", secondsFromUTC: { _ in 3600 })
  private static let english = NoticeText(summary: "s", body: "b", nextStep: "n")

  @Test func whatIsWrittenIsReadAsItWas() throws {
    var dice = SplitMix(seed: 7)
    for _ in 0..<3000 {
      let sayings = Self.sayings(&dice)
      let text = sayings.text
      #expect(text.hasPrefix(sayings.textBegin))
      #expect(NoticeSayings(text: text) == sayings, "\(text)")
    }
  }

  /// Cut off, changed or doubled in any place: it is read as something or not at all, and never traps.
  @Test func whatWasDamagedNeverTraps() {
    var dice = SplitMix(seed: 8)
    var unread = 0
    for _ in 0..<3000 {
      var bytes = Array(Self.sayings(&dice).text.utf8)
      for _ in 0...Int.random(in: 0...3, using: &dice) {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes[place] = .random(in: 0...255, using: &dice)
        case 1: bytes.removeSubrange(place...)
        case 2: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
        default: bytes[place] = dice.one(of: Array("{}[]\",:\\-0".utf8))
        }
        if bytes.isEmpty { break }
      }
      let text = Self.french.notice(
        String(decoding: bytes, as: UTF8.self), english: Self.english)
      if text == Self.english { unread += 1 }
      #expect(!text.body.unicodeScalars.contains { $0.value < 32 })
    }
    #expect(unread > 2000)
  }

  private static let whole =
    #"{"v":1,"people":"goesOn","summary":["theSource"],"body":[],"next":[]}"#

  @Test func theSmallestIsRead() throws {
    let sayings = try #require(NoticeSayings(text: Self.whole))
    #expect(sayings.text(for: Self.french).summary == "La source de licences")
  }

  @Test(arguments: [
    "", " ", "null", "{}", "[]", "1", "\"a\"", whole + "x", "[" + whole + "]",
    whole.replacing("\"v\":1", with: "\"v\":2"),
    whole.replacing("\"v\":1", with: "\"v\":1.0"),
    whole.replacing("goesOn", with: "sourceNamed"),
    whole.replacing("goesOn", with: "nobody"),
    whole.replacing("[\"theSource\"]", with: "[\"sourceNamed\"]"),
    whole.replacing("[\"theSource\"]", with: "[\"sourceNamed\",{\"name\":null}]"),
    whole.replacing("[\"theSource\"]", with: "[\"sourceNamed\",{\"name\":\"a\\u001b[2J\"}]"),
    whole.replacing("[\"theSource\"]", with: "[\"sourceNamed\",{\"name\":\"a\\u202e\"}]"),
    whole.replacing("[\"theSource\"]", with: "[\"sourceNamed\",{\"name\":\"\\ud800\"}]"),
    whole.replacing("[\"theSource\"]", with: "[\"sourceNamed\",{\"name\":\"a\",\"x\":1}]"),
    whole.replacing(
      "[\"theSource\"]",
      with: "[\"isNotLicensed\",{\"stations\":{\"runs\":[[5,1]],\"more\":0}}]"),
    whole.replacing(
      "[\"theSource\"]",
      with: "[\"isNotLicensed\",{\"stations\":{\"runs\":[[1,5]],\"more\":-1}}]"),
    whole.replacing(
      "[\"theSource\"]",
      with: "[\"isNotLicensed\",{\"stations\":{\"runs\":[[1,99999999999999999999]],\"more\":0}}]"),
    whole.replacing("\"body\":[]", with: "\"body\":[" + nested(30) + "]"),
    String(repeating: "[", count: 60_000),
    whole.replacing("goesOn", with: String(repeating: "x", count: 70_000)),
    whole.replacing("\"next\":[]", with: "\"next\":" + many(65)),
  ]) func whatIsNotThatIsNotRead(text: String) {
    #expect(NoticeSayings(text: text) == nil)
    #expect(Self.french.notice(text, english: Self.english) == Self.english)
    #expect(
      Self.french.notice(text, english: Self.english, isAdministrator: false) == Self.english)
  }

  private static func nested(_ depth: Int) -> String {
    depth == 0
      ? "[\"theSource\"]" : "[\"asSaid\",{\"what\":{\"say\":" + nested(depth - 1) + "}}]"
  }

  private static func many(_ count: Int) -> String {
    "[" + [String](repeating: "[\"theSource\"]", count: count).joined(separator: ",") + "]"
  }

  @Test func whiteSpaceAndEscapesAreReadAsJSONHasThem() throws {
    let name = #"[ "sourceNamed" , { "name" : "\u00e9\ud83d\ude00\/\"\\" } ]"#
    let text = Self.whole.replacing("[\"theSource\"]", with: name)
    let summary = try #require(NoticeSayings(text: text)).summary
    #expect(summary == Saying(.sourceNamed, [.name: .text("é😀/\"\\")]))
  }

  @Test func othersAreToldWhatTheyCanDoAndNoNote() {
    let sayings = NoticeSayings(
      summary: Saying(.title(.unconfigured)),
      body: [Saying(.message(.unconfigured)), Saying(.note, [.what: .text("Secret.")])],
      nextSteps: [Saying(.nextStep(.unconfigured))], forPeople: .goesOn)
    let administrator = Self.french.notice(sayings.text, english: Self.english)
    #expect(administrator.body.hasSuffix(" Secret."))
    #expect(administrator.nextStep.contains("stationctl license mode"))
    let other = Self.french.notice(
      sayings.text, english: Self.english, isAdministrator: false)
    #expect(other.summary == administrator.summary && !other.body.contains("Secret"))
    #expect(other.nextStep.hasPrefix("Votre session continue"))
  }

  private static func sayings(_ dice: inout SplitMix) -> NoticeSayings {
    NoticeSayings(
      summary: saying(&dice, depth: 0),
      body: (0..<Int.random(in: 0...4, using: &dice)).map { _ in saying(&dice, depth: 0) },
      nextSteps: (0..<Int.random(in: 0...2, using: &dice)).map { _ in saying(&dice, depth: 0) },
      forPeople: dice.one(of: [.goesOn, .goesOnNow, .tellWhoLooksAfter]))
  }

  private static func saying(_ dice: inout SplitMix, depth: Int) -> Saying {
    let message = dice.one(of: Message.allCases)
    var fillings: [Slot: Filling] = [:]
    for slot in message.template(in: .english).slots {
      fillings[slot] = filling(&dice, depth: depth)
    }
    return Saying(message, fillings)
  }

  private static func filling(_ dice: inout SplitMix, depth: Int) -> Filling {
    let name = dice.one(of: ["", "a", "Zoë \"x\" \\ {why}", "é😀", "l’hôte : «"])
    let number = dice.one(of: [0, 1, -1, 7, .max, .min])
    let time = Int64(number)
    switch Int.random(in: 0..<(depth > 2 ? 8 : 10), using: &dice) {
    case 0: return .text(name)
    case 1: return .number(number)
    case 2: return .date(Timestamp(milliseconds: time))
    case 3: return .length(Span(milliseconds: time))
    case 4: return .station(StationName(number: number, name: name))
    case 5:
      let names = (0...Int.random(in: 0...3, using: &dice)).map {
        StationName(number: $0, name: name)
      }
      return .stations(StationNames(names))
    case 6:
      let numbers = (0...20).filter { _ in dice.chance(50) } + [.max]
      return .stations(StationNames(numbers.map { StationName(number: $0, name: name) }))
    case 7: return .people(PeopleNames(names: [name, "ada"], more: abs(number % 5)))
    case 8: return .saying(saying(&dice, depth: depth + 1))
    default:
      return .sayings(
        (0..<Int.random(in: 0...3, using: &dice)).map { _ in saying(&dice, depth: depth + 1) })
    }
  }
}
