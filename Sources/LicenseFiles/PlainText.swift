import FoundationEssentials
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

/// True for a name that people can read and compare: 1 to 64 plain characters, no space at the ends.
func isIssuerName(_ name: String) -> Bool {
  (1...64).contains(name.unicodeScalars.count) && name.unicodeScalars.allSatisfy(isPlain)
    && name.first?.isWhitespace == false && name.last?.isWhitespace == false
}

/// Exactly the same bytes: `==` on strings would also accept other spellings of one character.
func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

/// `2026-01-31 12:00 UTC`
func dateText(_ time: Timestamp) -> String {
  let text = Date(timeIntervalSince1970: Double(time.seconds)).formatted(.iso8601)
  return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
}
