import StationModel

/// How texts speak of a station: number and name.
struct StationName: Sendable, Equatable {
  var number: Int
  var name: String

  init(_ record: Enrolled) {
    number = record.number
    name = oneLine(record.name)
  }

  /// `station 2 (Front desk)`; a name that only repeats the number is left out.
  var text: String {
    name.isEmpty || name == "Station \(number)"
      ? "station \(number)" : "station \(number) (\(name))"
  }

  /// Several of them: with names up to four, as numbers beyond, never longer than a line or two.
  /// `names` is in the order of the numbers.
  static func text(_ names: [StationName]) -> String {
    if names.count <= 4 { return joined(names.map(\.text)) }
    var runs: [ClosedRange<Int>] = []
    for number in names.map(\.number) {
      if let last = runs.last, last.upperBound < .max, number <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...max(last.upperBound, number)
      } else {
        runs.append(number...number)
      }
    }
    let shown = runs.prefix(8)
    let count = names.count { name in shown.contains { $0.contains(name.number) } }
    var words = shown.map { run in
      switch run.count {
      case 1: "\(run.lowerBound)"
      case 2: "\(run.lowerBound), \(run.upperBound)"
      default: "\(run.lowerBound) to \(run.upperBound)"
      }
    }
    if count < names.count { words.append("\(names.count - count) more") }
    return "stations " + joined(words)
  }

  static func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension StationKind {
  /// With its article.
  var words: String {
    switch self {
    case .host: "the host"
    case .physical: "a physical station"
    case .network: "a network station"
    case .desktop: "a virtual desktop"
    }
  }
}

extension String {
  /// With a capital first letter, for the start of a sentence.
  var sentenceStart: String { prefix(1).uppercased() + dropFirst() }
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
