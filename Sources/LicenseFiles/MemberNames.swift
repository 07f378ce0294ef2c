/// The names of the outermost members of a JSON object, each once.
///
/// RFC 7515 (4 and 10.12) wants duplicate names refused; JSONDecoder silently takes one of them.
/// This looks at names only, and leaves the rest of the syntax to JSONDecoder. Names with escapes
/// are refused: they serve nobody, and would be a second spelling of the same name.
struct MemberNames {
  private(set) var names: Set<String> = []

  struct Problem: Error { var why: String }

  init(of json: [UInt8]) throws(Problem) {
    guard String(validating: json, as: UTF8.self) != nil, !json.contains(0) else {
      throw Problem(why: "it is not UTF-8 text")
    }
    guard json.first == UInt8(ascii: "{") else { throw Problem(why: "it is not a JSON object") }
    var depth = 0
    var expectsName = false
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "\""):
        let end = try Self.endOfString(in: json, from: index)
        if depth == 1, expectsName {
          try add(json[(index + 1)..<end])
          expectsName = false
        }
        index = end
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        expectsName = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): expectsName = depth == 1
      default: break
      }
      index += 1
    }
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
      default: index += 1
      }
    }
    throw Problem(why: "it ends within a text")
  }
}
