import StationModel

/// A copy as it is written down. Each text has its length before it, so that a copy that is not whole is
/// known as such.
extension KeptConfiguration.Copy {
  private static let title =
    "The configuration as it was when it was good last. Kept by stationd; to edit it changes nothing."

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func line(_ text: String) { bytes += Array(text.utf8) + [UInt8(ascii: "\n")] }
    line(Self.title)
    line("\(readAt.milliseconds) \(files.files.count)")
    for text in [files.path] + files.files.flatMap({ [$0.path, $0.text] }) {
      line("\(text.utf8.count)")
      line(text)
    }
    return bytes
  }

  /// Nil for what is not whole, or more than that.
  init?(bytes: [UInt8]) {
    var reader = Reader(rest: bytes[...])
    guard reader.line() == Self.title,
      let numbers = reader.line()?.split(separator: " ").map({ Int64(String($0)) }),
      numbers.count == 2, let time = numbers[0], let count = numbers[1],
      (0...Int64(bytes.count)).contains(count), let path = reader.text()
    else { return nil }
    var found: [ConfigurationFiles.File] = []
    for _ in 0..<count {
      guard let path = reader.text(), let text = reader.text() else { return nil }
      found.append(ConfigurationFiles.File(path: path, text: text))
    }
    guard reader.rest.isEmpty else { return nil }
    self.init(
      files: ConfigurationFiles(path: path, files: found), readAt: Timestamp(milliseconds: time))
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func line() -> String? {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return String(validating: rest[..<end], as: UTF8.self)
    }

    mutating func text() -> String? {
      guard let length = line().flatMap({ Int($0) }), length >= 0, length < rest.count,
        rest[rest.startIndex + length] == UInt8(ascii: "\n")
      else { return nil }
      defer { rest = rest.dropFirst(length + 1) }
      return String(validating: rest.prefix(length), as: UTF8.self)
    }
  }
}
