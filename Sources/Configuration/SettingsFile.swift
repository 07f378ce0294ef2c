import CInih

/// One file on its way into the settings.
///
/// libinih finds sections, keys and values. It gets its lines one by one from here, so that each value
/// has its line number, and so that what libinih would silently take otherwise than people mean (long
/// lines, values over several lines, comments behind values, `key: value`) is refused.
final class SettingsFile {
  private(set) var settings: Settings
  private let file: String
  private var rest: ArraySlice<UInt8>
  private var line = 0
  private var problem: ConfigurationError?
  /// Where this file set each key before.
  private var lines: [String: Int] = [:]

  init(name: String, text: String, into settings: Settings) {
    file = name
    rest = Array(text.utf8)[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    self.settings = settings
  }

  func read() throws(ConfigurationError) {
    let me = Unmanaged.passUnretained(self).toOpaque()
    let failed = ini_parse_stream(
      { room, count, me in
        guard let room, let me else { return nil }
        return Unmanaged<SettingsFile>.fromOpaque(me).takeUnretainedValue()
          .next(into: UnsafeMutableRawBufferPointer(start: room, count: Int(count))) ? room : nil
      }, me,
      { me, section, name, value in
        guard let me, let section, let name, let value else { return 0 }
        return Unmanaged<SettingsFile>.fromOpaque(me).takeUnretainedValue()
          .accept(String(cString: value), for: String(cString: name), in: String(cString: section))
          ? 1 : 0
      }, me)
    // libinih goes on after its own errors; the first one counts.
    if let problem, failed <= 0 || problem.line ?? 0 <= Int(failed) { throw problem }
    guard failed == 0 else {
      throw ConfigurationError(
        file: file, line: failed > 0 ? Int(failed) : nil, problem: "this is not understood",
        hint: "accepted is [Section], key = value, or a comment after #")
    }
  }

  /// The next line in the manner of `fgets`; false at the end, or where going on makes no sense.
  private func next(into room: UnsafeMutableRawBufferPointer) -> Bool {
    guard problem == nil, !rest.isEmpty else { return false }
    line += 1
    var bytes = rest.prefix { $0 != UInt8(ascii: "\n") }
    rest = rest.dropFirst(bytes.count + 1)
    while let last = bytes.last, Self.isSpace(last) { bytes.removeLast() }
    let start = bytes.drop(while: Self.isSpace)
    if [UInt8(ascii: "#"), UInt8(ascii: ";")].contains(start.first) { bytes = [] }
    // A line end and a zero byte have to fit in as well.
    let longest = room.count - 2
    guard bytes.count <= longest else {
      return refuse(
        "the line is \(bytes.count) bytes long", "accepted are lines of \(longest) bytes or less")
    }
    guard check(bytes, indented: start.count < bytes.count) else { return false }
    room.copyBytes(from: bytes + [UInt8(ascii: "\n"), 0])
    return true
  }

  private func check(_ bytes: ArraySlice<UInt8>, indented: Bool) -> Bool {
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      return refuse("the line has a control character in it", "accepted is plain text")
    }
    guard !indented else {
      return refuse(
        "the line begins with a space", "accepted are values of one line, without continuation")
    }
    if bytes.first == UInt8(ascii: "[") { return checkSection(bytes) }
    let sign = bytes.first { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    guard sign != UInt8(ascii: ":") else {
      return refuse("a colon stands after the key", "accepted is key = value")
    }
    let hasComment = zip(bytes, bytes.dropFirst()).contains {
      Self.isSpace($0) && $1 == UInt8(ascii: ";")
    }
    guard !hasComment else {
      return refuse(
        "a comment stands behind the value", "accepted are comments on lines of their own")
    }
    return true
  }

  /// Here and not with the first value: a section may have none.
  private func checkSection(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let name = String(text.dropFirst().dropLast())
    let known = Settings.sections
    guard text.hasSuffix("]"), !known.contains(name) else {
      if text.hasSuffix("]") { return true }
      return refuse("\(quoted(text)) is not a section", "accepted is [Section] alone on its line")
    }
    let meant = suggestion(for: name, among: known).map { "did you mean [\($0)]?" }
    return refuse(
      "there is no section \(quoted(name))",
      meant ?? "accepted are " + known.map { "[\($0)]" }.joined(separator: ", "))
  }

  private func accept(_ value: String, for name: String, in section: String) -> Bool {
    // After a first problem nothing that follows is of interest.
    guard problem == nil else { return false }
    guard !section.isEmpty else {
      return refuse(
        "the key \(quoted(name)) stands before any section",
        "accepted are keys after a line such as [\(Settings.sections[0])]")
    }
    let keys = Settings.keys.filter { $0.section == section }
    guard let key = keys.first(where: { $0.name == name }) else {
      return refuse(
        "there is no key \(quoted(name)) in [\(section)]", hint(for: name, among: keys))
    }
    if let before = lines.updateValue(line, forKey: key.title) {
      return refuse(
        "the key \(quoted(name)) is set again after line \(before)",
        "accepted is one value in each file")
    }
    guard key.set(&settings, value) else {
      return refuse(
        "\(name) is \(value.isEmpty ? "empty" : quoted(value))", "accepted is \(key.accepted)")
    }
    settings.note(KeySetting(value: value, source: "\(file):\(line)"), for: key)
    return true
  }

  private func hint(for name: String, among keys: [KeyInfo]) -> String {
    if let other = Settings.keys.first(where: { $0.name == name }) {
      return "it belongs into [\(other.section)]"
    }
    if let meant = suggestion(for: name, among: keys.map(\.name)) {
      return "did you mean \(quoted(meant))?"
    }
    return "accepted are " + keys.map(\.name).joined(separator: ", ")
  }

  /// Always false, for the caller to return.
  private func refuse(_ found: String, _ hint: String) -> Bool {
    problem = ConfigurationError(file: file, line: line, problem: found, hint: hint)
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }
}
