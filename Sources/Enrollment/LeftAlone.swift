import StationModel

/// The places that administrators said to leave alone.
struct LeftAlone {
  private let words: [StationKey: Ignored]

  init(_ ignored: [Ignored]) {
    words = Dictionary(ignored.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// As things are once the stations have moved, and what the ledger must write for that: a place that
  /// is a station's is no longer left alone, and words about a controller that has another name go on
  /// under that name.
  static func following(
    _ moves: [StationKey: (to: StationKey, event: Change.StationEvent)], _ ignored: [Ignored]
  ) -> (ignored: [Ignored], changes: [Change]) {
    guard !moves.isEmpty else { return (ignored, []) }
    let taken = Set(moves.values.map(\.to))
    var renamed: [String: String] = [:]
    for (old, move) in moves where move.event == .rebased {
      if let old = old.place, let new = move.to.place { renamed[old.controller] = new.controller }
    }
    var now: [Ignored] = []
    var changes: [Change] = []
    for word in ignored {
      if taken.contains(word.key) {
        changes.append(.heed(word.key))
      } else if let place = word.key.place, let controller = renamed[place.controller] {
        var moved = word
        moved.key = StationKey(controller + "/" + place.route)
        now.append(moved)
        changes += [.heed(word.key), .ignore(moved)]
      } else {
        now.append(word)
      }
    }
    return (now, changes)
  }

  /// What was said of this candidate; nil if nothing was, or if it was said of another model of hub.
  func word(about candidate: Candidate) -> Ignored? {
    guard let word = words[candidate.key] else { return nil }
    guard let model = word.model, let found = candidate.marks.hub?.model else { return word }
    return model == found ? word : nil
  }
}
