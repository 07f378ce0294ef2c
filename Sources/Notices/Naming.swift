import StationModel
import Words

extension StationName {
  init(_ record: Enrolled) {
    self.init(number: record.number, name: oneLine(record.name))
  }

  /// In the English of the journal and the history: `station 2 (Front desk)`.
  var text: String { text(in: .english) }
}

/// What came from outside, fit for one line: no control characters or changes of direction, and
/// 60 characters at most.
func oneLine(_ text: String) -> String {
  var clean = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(600) {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
      clean.append(" ")
    case .format where scalar.properties.isBidiControl: continue
    default: clean.append(scalar)
    }
  }
  let words = String(clean).split(separator: " ").joined(separator: " ")
  return words.count > 60 ? words.prefix(59) + "…" : words
}
