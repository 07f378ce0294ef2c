import StationModel

/// The places that administrators said to leave alone.
struct LeftAlone {
  private let words: [StationKey: Ignored]

  init(_ ignored: [Ignored]) {
    words = Dictionary(ignored.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What was said of this candidate; nil if nothing was, or if it was said of another model of hub.
  func word(about candidate: Candidate) -> Ignored? {
    guard let word = words[candidate.key] else { return nil }
    guard let model = word.model, let found = candidate.marks.hub?.model else { return word }
    return model == found ? word : nil
  }
}
