public import PluginProtocol
public import StationModel

extension Health {
  /// With a reason that keeps the contract's rule for texts, whatever was quoted in it.
  public static func sentence(_ state: State, _ why: String) -> Health {
    Health(state, why: PlainText.line(why, bytes: 500))
  }
}

extension PlainText {
  /// Fit for a field of the contract: one line of `bytes` bytes at most.
  public static func line(_ text: String, bytes: Int) -> String {
    var result = String.UnicodeScalarView()
    var size = 0
    for scalar in text.unicodeScalars {
      let shown = isHarmless(scalar) ? scalar : "\u{FFFD}"
      size += shown.utf8.count
      if size > bytes { break }
      result.append(shown)
    }
    return String(result)
  }
}
