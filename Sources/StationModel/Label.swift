/// Words that came from outside, made fit for a table, a log line or a terminal.
public enum Label {
  /// Control and invisible format characters gone, white space single and trimmed, and at most
  /// `limit` Unicode scalars. May be empty.
  ///
  /// Device strings are written by whoever built the device: an escape sequence or a right-to-left
  /// override in one must not reach an administrator's terminal.
  public static func clean(_ text: String, limit: Int) -> String {
    var result = String.UnicodeScalarView()
    var length = 0
    var gap = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        gap = true
        continue
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        continue
      default: break
      }
      if gap && length > 0 {
        guard length + 1 < limit else { break }
        result.append(" ")
        length += 1
      }
      gap = false
      guard length < limit else { break }
      result.append(scalar)
      length += 1
    }
    return String(result)
  }

  /// Maker and model as one name, without saying the maker twice: "QEMU" and "QEMU USB Hub" give
  /// "QEMU USB Hub". Nil if there is neither.
  public static func join(maker: String?, model: String?) -> String? {
    guard let model else { return maker }
    guard let maker, let firstWord = maker.lowercased().split(whereSeparator: isBreak).first
    else { return model }
    let repeats = model.lowercased().split(whereSeparator: isBreak).contains(firstWord)
    return repeats ? model : maker + " " + model
  }

  private static func isBreak(_ character: Character) -> Bool {
    character == " " || character == "," || character == "_"
  }
}
