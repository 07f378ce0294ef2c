import StationModel

/// One line of a rig file: how far it is indented, and its words.
struct RigLine {
  struct Word: Equatable {
    var text: String
    var isQuoted: Bool
  }

  var number: Int
  var indent: Int
  var words: [Word]

  /// Nil for a line that says nothing.
  init?(_ bytes: ArraySlice<UInt8>, number: Int) throws(RigError) {
    self.number = number
    guard let line = String(validating: bytes, as: UTF8.self) else {
      throw RigError(line: number, "it is not UTF-8")
    }
    indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    words = []
    var word = ""
    var isOpen = false
    var quote = false
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\r" }
    for scalar in line.unicodeScalars {
      if scalar == "\t" { throw RigError(line: number, "indent with spaces, not tabs") }
      if quote {
        if scalar == "\"" {
          words.append(Word(text: Label.clean(word, limit: 80), isQuoted: true))
          (word, quote) = ("", false)
        } else {
          word.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"" {
        guard !isOpen else { throw RigError(line: number, "a blank is missing before the quote") }
        quote = true
      } else if isBlank(scalar) || (scalar == "#" && !isOpen) {
        if isOpen { words.append(Word(text: word, isQuoted: false)) }
        (word, isOpen) = ("", false)
        if scalar == "#" { break }
      } else {
        guard (0x21...0x7e).contains(scalar.value) else {
          throw RigError(line: number, "letters beyond ASCII belong into quotes")
        }
        word.unicodeScalars.append(scalar)
        isOpen = true
      }
    }
    if quote { throw RigError(line: number, "the quote is not closed") }
    if isOpen { words.append(Word(text: word, isQuoted: false)) }
    if words.isEmpty { return nil }
  }
}

/// Takes the words of a line one by one.
struct RigWords {
  let line: Int
  private var rest: ArraySlice<RigLine.Word>

  init(_ line: RigLine) {
    self.line = line.number
    rest = line.words[...]
  }

  mutating func next() -> RigLine.Word? { rest.popFirst() }

  /// The next word, which `what` needs.
  mutating func text(for what: String) throws(RigError) -> String {
    guard let word = rest.popFirst() else {
      throw RigError(line: line, "a word is missing after '\(Label.clean(what, limit: 60))'")
    }
    return word.text
  }

  mutating func end() throws(RigError) {
    if let word = rest.first { throw unknown(word.text) }
  }

  func unknown(_ word: String) -> RigError {
    RigError(line: line, "'\(Label.clean(word, limit: 60))' is not known here")
  }
}

extension String {
  /// A number of at most four digits.
  var smallNumber: Int? {
    let isNumber = !isEmpty && utf8.count <= 4 && utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber ? Int(self) : nil
  }

  /// The number in `usb1`, `card0`.
  func number(after prefix: String) -> Int? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)).smallNumber : nil
  }

  /// `413c:2113` as two numbers.
  var hexPair: (UInt16, UInt16)? {
    let parts = split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 4 }),
      let left = HexText.bytes(parts[0]), let right = HexText.bytes(parts[1]), left.count == 2,
      right.count == 2
    else { return nil }
    return (UInt16(left[0]) << 8 | UInt16(left[1]), UInt16(right[0]) << 8 | UInt16(right[1]))
  }
}
