import StationModel

/// What notices about hardware say.
extension Wording {
  static func candidate(_ question: CandidateQuestion) -> Wording {
    let missing = question.missing.map(\.rawValue).joined(separator: " and no ")
    var words: [Slot: String] = [
      .label: oneLine(question.label), .key: question.key.text,
      .lacks: missing.isEmpty ? "" : "It has no \(missing) yet.",
      // From topology, as long as it is: it says what is not known.
      .doubt: question.why.map {
        "Nothing decides whether it is a station: \(Label.clean($0, limit: 300))."
      } ?? "",
    ]
    guard let first = question.mayBe.first else {
      return Wording(
        question.missing == [.display] ? .candidateWithoutDisplay : .candidate, words)
    }
    words[.station] = StationName.text(question.mayBe.map { StationName($0) })
    words[.others] = question.mayBe.count == 1 ? "It is" : "They are"
    words[.number] = String(first.number)
    return Wording(.candidateMayBe, words)
  }

  static func flapping(_ flapping: Flapping, station: StationName?) -> Wording {
    Wording(
      .flapping,
      [
        .thing: station?.text ?? "\"\(oneLine(flapping.label))\" at \(flapping.key)",
        // The kind and the name that its maker gave it.
        .part: oneLine(flapping.what), .date: flapping.since.utcText,
        .number: station.map { String($0.number) } ?? flapping.key.text,
      ])
  }
}
