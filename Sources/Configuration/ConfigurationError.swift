/// What is wrong in a configuration file, where, and what would be right.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  public var file: String
  /// Counts from 1; nil if it is the file as a whole.
  public var line: Int?
  /// What was found.
  public var problem: String
  /// What is accepted, or meant.
  public var hint: String
  /// It is no mistake in the file: whoever reads it may not.
  public var isForbidden: Bool

  public init(
    file: String, line: Int?, problem: String, hint: String, isForbidden: Bool = false
  ) {
    self.isForbidden = isForbidden
    self.file = file
    self.line = line
    self.problem = problem
    self.hint = hint
  }

  public var description: String { message }

  /// `file:line: problem; hint`
  public var message: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + problem + "; " + hint
  }
}

/// Text from a file for a message: in quotes, at most 60 characters, nothing that a terminal obeys.
func quoted(_ text: String) -> String {
  var plain = ""
  for scalar in text.unicodeScalars.prefix(60) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: plain += "?"
    default: plain.unicodeScalars.append(scalar)
    }
  }
  return "\"" + plain + (text.unicodeScalars.count > 60 ? "…" : "") + "\""
}

/// The one of the names that was probably meant: at most two letters differ, and fewer than half.
func suggestion(for text: String, among names: [String]) -> String? {
  let best = names.map { (name: $0, distance: distance(text.lowercased(), $0.lowercased())) }
    .min { $0.distance < $1.distance }
  guard let best, best.distance <= 2, best.distance * 2 < best.name.count else { return nil }
  return best.name
}

/// Levenshtein's distance. Long texts are cut: they are no misspelt names.
private func distance(_ left: String, _ right: String) -> Int {
  let left = Array(left.unicodeScalars.prefix(64))
  let right = Array(right.unicodeScalars.prefix(64))
  var row = Array(0...right.count)
  for (i, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in right.enumerated() {
      let substituted = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
