import StationModel
import Words

/// What notices about hardware say.
extension Wording {
  static func candidate(_ question: CandidateQuestion) -> Wording {
    var words: [Slot: Filling] = [
      .label: .oneLine(question.label), .key: .text(question.key.text),
      .lacks: .sayings(lacks(question.missing)),
      // From topology, as long as it is: it says what is not known.
      .doubt: .sayings(
        question.why.map {
          [Saying(.doubt, [.why: .text(Label.clean($0, limit: 300))])]
        } ?? []),
    ]
    guard let first = question.mayBe.first else {
      return Wording(
        question.missing == [.display] ? .candidateWithoutDisplay : .candidate, words)
    }
    words[.station] = .stations(StationNames(question.mayBe.map { StationName($0) }))
    words[.others] = .phrase(question.mayBe.count == 1 ? .itIs : .theyAre)
    words[.number] = .number(first.number)
    return Wording(.candidateMayBe, words)
  }

  /// One sentence, or none.
  private static func lacks(_ missing: [PartKind]) -> [Saying] {
    guard let first = missing.first else { return [] }
    let list = missing.dropFirst().reduce(Saying(Phrase(first))) { list, part in
      Saying(.andNo, [.what: .saying(list), .then: .phrase(Phrase(part))])
    }
    return [Saying(.lacks, [.what: .saying(list)])]
  }

  static func flapping(_ flapping: Flapping, station: StationName?) -> Wording {
    let hub = Saying(
      .hubAt, [.label: .oneLine(flapping.label), .key: .text(flapping.key.text)])
    return Wording(
      .flapping,
      [
        .thing: station.map { .station($0) } ?? .saying(hub), .part: part(flapping.what),
        .date: .date(flapping.since),
        .number: station.map { .number($0.number) } ?? .text(flapping.key.text),
      ])
  }

  /// The kind and the name that its maker gave it: `keyboard "K120"`.
  private static func part(_ what: String) -> Filling {
    let line = oneLine(what)
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let kind = PartKind(rawValue: String(words[0])) else {
      return .text(line)
    }
    return .saying(
      Saying(
        .partNamed, [.kind: .phrase(Phrase(kind)), .name: .text(String(words[1]))]))
  }
}
