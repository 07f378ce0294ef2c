import StationModel

/// Who comes in by itself, and about whom an administrator is asked: the policy.
struct Door {
  private let input: RosterInput
  private let recognition: Recognition
  private let left: LeftAlone
  private(set) var ignored: Set<StationKey> = []
  private(set) var questions: [CandidateQuestion] = []

  init(input: RosterInput, recognition: Recognition, ignored: [Ignored]) {
    self.input = input
    self.recognition = recognition
    left = LeftAlone(ignored)
  }

  /// True if the candidate becomes a station now.
  mutating func admits(_ candidate: Candidate) -> Bool {
    if left.word(about: candidate) != nil {
      ignored.insert(candidate.key)
      return false
    }
    // A keyboard that the host needs, and what is a part of another station: nobody is asked about
    // what would lock somebody out, or is decided already.
    if candidate.isHosts || candidate.isPart { return false }
    // Neither taken nor asked about while it comes and goes; what was asked stays asked.
    if input.flapping.contains(candidate.key) { return false }
    let mayBe = recognition.questions[candidate.key] ?? []
    let doubt = doubt(about: candidate)
    let isWhole = candidate.presence == .complete
    switch input.policy.enrolls {
    case .manual: return false
    case .auto:
      guard isWhole, !recognition.pending.contains(candidate.key) else { return false }
      if mayBe.isEmpty, doubt == nil { return true }
      ask(candidate, doubt, mayBe)
      return false
    case .ask:
      if case .incomplete(let missing) = candidate.presence {
        ask(candidate, doubt, mayBe, missing: missing)
      } else if isWhole {
        ask(candidate, doubt, mayBe)
      }
      return false
    }
  }

  private mutating func ask(
    _ candidate: Candidate, _ doubt: String?, _ mayBe: [Enrolled], missing: [PartKind] = []
  ) {
    questions.append(
      CandidateQuestion(
        key: candidate.key, label: candidate.label, missing: missing, why: doubt, mayBe: mayBe))
  }

  private func doubt(about candidate: Candidate) -> String? {
    if case .undecided(let why) = candidate.standing { return why }
    return nil
  }

  /// The candidate as it is listed: with why it is not taken, where more than topology knows it.
  func proposal(_ candidate: Candidate) -> Candidate {
    var candidate = candidate
    if let word = left.word(about: candidate) {
      candidate.standing = .undecided(
        why: "it is ignored, as an administrator said at \(word.since.utcText)")
    } else if let mayBe = recognition.questions[candidate.key], let first = mayBe.first {
      let names = mayBe.prefix(4).map { "station \($0.number) (\($0.name))" }
        .joined(separator: " or ")
      candidate.standing = .undecided(
        why: "it may be \(names) in another socket: stationctl station moved \(first.number) "
          + "\(candidate.key), or if it is not: stationctl station enroll \(candidate.key)")
    }
    return candidate
  }
}
