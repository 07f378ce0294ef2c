import StationModel

/// Text from outside for a message: in quotes, at most 60 characters, nothing that a terminal obeys.
func quoted(_ text: String) -> String {
  var plain = ""
  for scalar in text.unicodeScalars.prefix(60) {
    plain.unicodeScalars.append(isPlain(scalar) && scalar != "\"" ? scalar : "?")
  }
  return "\"" + plain + (text.unicodeScalars.count > 60 ? "…" : "") + "\""
}

/// False for what is not seen or changes how the rest is seen: controls, direction marks, unassigned.
func isPlain(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
    false
  default: true
  }
}

/// True for a name that people can read and compare: so many plain characters, no space at the ends.
func isPlainName(_ name: String, most: Int = 64) -> Bool {
  (1...most).contains(name.unicodeScalars.count) && name.unicodeScalars.allSatisfy(isPlain)
    && name.first?.isWhitespace == false && name.last?.isWhitespace == false
}

/// Exactly the same bytes: `==` on strings would also accept other spellings of one character.
func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

/// Two names that people may not be able to tell apart: what is different, as a sentence with a space
/// before it. Empty if they differ first in letters of ASCII, which anybody can see.
func hiddenDifference(_ found: String, _ expected: String) -> String {
  var left = found.unicodeScalars.makeIterator()
  var right = expected.unicodeScalars.makeIterator()
  while true {
    let (one, other) = (left.next(), right.next())
    if one == other, one != nil { continue }
    let isSeen = one?.isASCII ?? true && other?.isASCII ?? true
    if isSeen { return "" }
    return " The names may look alike: one has \(one.map(codePoint) ?? "nothing") where the other "
      + "has \(other.map(codePoint) ?? "nothing")."
  }
}

/// `U+00E9`
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

/// Lower-case hexadecimal digits, exactly so many.
func isHex(_ text: String, digits: Int) -> Bool {
  text.utf8.count == digits
    && text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
}

let packIDForm = "1 to 64 of A-Z a-z 0-9 . _ -"

func isPackID(_ text: String) -> Bool {
  isWord(text) { byte in
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }
}

func isFeature(_ text: String) -> Bool { isWord(text) { _ in false } }

/// 1 to 64 of `a-z 0-9 . -` and what else is allowed.
private func isWord(_ text: String, or isAllowed: (UInt8) -> Bool) -> Bool {
  (1...64).contains(text.utf8.count)
    && text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "-"):
        true
      default: isAllowed(byte)
      }
    }
}

/// `2026-01-31`, with the time of the day unless it is midnight: `2026-01-31 12:00 UTC`.
func dayText(_ time: Timestamp) -> String {
  let text = time.utcText
  return text.hasSuffix(" 00:00 UTC") ? String(text.dropLast(10)) : text
}
