/// The names of the outermost members of a JSON object, each once.
///
/// RFC 7515 (4 and 10.12) wants duplicate names refused; JSONDecoder silently takes one of them. It
/// also takes `2e0` for 2, a comma at the end of a list, and any nesting. This looks at these only, and
/// leaves the rest of the syntax to JSONDecoder. Names with escapes are refused: they serve nobody,
/// and would be a second spelling of the same name.
struct MemberNames {
  private(set) var names: Set<String> = []

  struct Problem: Error { var why: String }

  enum Numbers {
    case any
    /// Digits with a minus or without one: each number has one spelling.
    case whole
  }

  /// A pack has two levels.
  static let deepest = 8

  init(of json: [UInt8], numbers: Numbers) throws(Problem) {
    try Self.checkText(json)
    var depth = 0
    var expectsName = false
    // The last byte that is no white space.
    var last: UInt8 = 0
    var index = 0
    while index < json.count {
      let byte = json[index]
      switch byte {
      case UInt8(ascii: "\""):
        let end = try Self.endOfString(in: json, from: index)
        if depth == 1, expectsName {
          try add(json[(index + 1)..<end])
          expectsName = false
        }
        index = end
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        guard depth <= Self.deepest else {
          throw Problem(why: "it is nested more than \(Self.deepest) levels deep")
        }
        expectsName = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard last != UInt8(ascii: ",") else {
          throw Problem(why: "there is a comma before a closing bracket")
        }
        depth -= 1
      case UInt8(ascii: ","): expectsName = depth == 1
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = Self.endOfNumber(in: json, from: index)
        if numbers == .whole { try Self.checkWhole(json[index..<end]) }
        index = end - 1
      default: break
      }
      if byte > 0x20 { last = byte }
      index += 1
    }
  }

  private static func checkText(_ json: [UInt8]) throws(Problem) {
    guard !json.contains(0) else { throw Problem(why: "it has a zero byte in it") }
    guard String(validating: json, as: UTF8.self) != nil else {
      throw Problem(why: "it is not UTF-8 text")
    }
    guard !json.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw Problem(why: "it begins with a byte order mark")
    }
    guard json.first == UInt8(ascii: "{") else { throw Problem(why: "it is not a JSON object") }
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) throws(Problem) {
    let name = String(decoding: bytes, as: UTF8.self)
    guard !bytes.contains(UInt8(ascii: "\\")) else {
      throw Problem(why: "the member name \(quoted(name)) has an escape in it")
    }
    guard names.insert(name).inserted else {
      throw Problem(why: "the member \(quoted(name)) is there twice")
    }
  }

  /// The index of the quote that closes the string that begins at `start`.
  private static func endOfString(in json: [UInt8], from start: Int) throws(Problem) -> Int {
    var index = start + 1
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "\""): return index
      case UInt8(ascii: "\\"): index += 2
      case 0..<0x20: throw Problem(why: "it has a control character within a text")
      default: index += 1
      }
    }
    throw Problem(why: "it ends within a text")
  }

  private static func endOfNumber(in json: [UInt8], from start: Int) -> Int {
    json[start...].firstIndex { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        false
      default: true
      }
    } ?? json.count
  }

  private static func checkWhole(_ number: ArraySlice<UInt8>) throws(Problem) {
    let digits = number.first == UInt8(ascii: "-") ? number.dropFirst() : number
    let isWhole = digits.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    let isPlain = digits.first != UInt8(ascii: "0") || number.count == 1
    guard isWhole, isPlain else {
      let text = String(decoding: number, as: UTF8.self)
      throw Problem(why: "the number \(quoted(text)) is not written as a plain whole number")
    }
  }
}
