/// How texts speak of a station: number and name.
public struct StationName: Sendable, Equatable {
  public var number: Int
  /// In one line; empty if it only repeats the number.
  public var name: String

  public init(number: Int, name: String) {
    self.number = number
    self.name = name == "Station \(number)" ? "" : name
  }

  /// `station 2 (Front desk)`, `poste 2 (Front desk)`.
  public func text(in language: Language) -> String {
    (language == .french ? "poste " : "station ") + bare
  }

  /// `2 (Front desk)`.
  var bare: String { name.isEmpty ? "\(number)" : "\(number) (\(name))" }
}

/// Several stations in their numbers' order: with names up to four, as numbers beyond, never longer
/// than a line or two.
public enum StationNames: Sendable, Equatable {
  case named([StationName])
  /// At most eight runs, and how many more there are.
  case runs([ClosedRange<Int>], more: Int)

  public static let longest = 8

  public init(_ names: [StationName]) {
    guard names.count > 4 else {
      self = .named(names)
      return
    }
    var runs: [ClosedRange<Int>] = []
    for number in names.map(\.number) {
      if let last = runs.last, last.upperBound < .max, number <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...max(last.upperBound, number)
      } else {
        runs.append(number...number)
      }
    }
    let shown = Array(runs.prefix(Self.longest))
    let count = names.count { name in shown.contains { $0.contains(name.number) } }
    self = .runs(shown, more: names.count - count)
  }

  var isOne: Bool {
    if case .named(let names) = self { names.count == 1 } else { false }
  }

  public func text(in language: Language) -> String {
    switch self {
    case .named(let names):
      // French says the noun once: postes 1 (Accueil) et 3.
      if language == .french, names.count > 1 {
        return "postes " + joined(names.map(\.bare), in: language)
      }
      return joined(names.map { $0.text(in: language) }, in: language)
    case .runs(let runs, let more):
      let to = language == .french ? "à" : "to"
      var words = runs.map { run in
        let isNext = run.lowerBound < .max && run.upperBound == run.lowerBound + 1
        return run.lowerBound == run.upperBound
          ? "\(run.lowerBound)"
          : "\(run.lowerBound)\(isNext ? "," : " " + to) \(run.upperBound)"
      }
      if more > 0 { words.append(moreText(more, in: language)) }
      return (language == .french ? "postes " : "stations ") + joined(words, in: language)
    }
  }
}

/// Some people by name.
public struct PeopleNames: Sendable, Equatable {
  /// Up to four, each in one line.
  public var names: [String]
  /// How many there are besides.
  public var more: Int

  public init(names: [String], more: Int) {
    self.names = names
    self.more = more
  }

  var isOne: Bool { names.count < 2 && more == 0 }

  /// `ada and ben`, `ada, ben, cy and 4 more`; `somebody` for nobody.
  public func text(in language: Language) -> String {
    let words = names + (more > 0 ? [moreText(more, in: language)] : [])
    return words.isEmpty
      ? (language == .french ? "quelqu’un" : "somebody") : joined(words, in: language)
  }
}

private func moreText(_ count: Int, in language: Language) -> String {
  language == .french ? "\(count) \(count == 1 ? "autre" : "autres")" : "\(count) more"
}

private func joined(_ words: [String], in language: Language) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + (language == .french ? " et " : " and ") + last
}
