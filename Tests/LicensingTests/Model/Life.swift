import Dice
import Licensing
import StationModel

/// One host from its first day on. After each step the real rules and the model decide about the same
/// input, and whatever they do not agree on is the end of it.
struct Life {
  var world: World
  private let seed: UInt64
  /// Checks everything at every step, and not only now and then what takes long.
  private let isThorough: Bool
  /// How many steps it went.
  private(set) var count = 0
  private var shadow = Shadow()
  /// What the model's decisions were examples of.
  private(set) var happened: [ReferenceModel.Event: Int] = [:]

  init(seed: UInt64, isThorough: Bool = false) {
    self.seed = seed
    self.isThorough = isThorough
    world = World(seed: seed)
  }

  /// What is wrong after this step; nil if nothing is.
  mutating func live(_ step: Step) -> String? {
    count += 1
    if let why = world.perform(step) { return why }
    let input = world.input
    let decision = license(input)
    var ledger = world.ledger
    if let why = ledger.commit(decision.changes, packs: world.packs, at: world.now) { return why }
    let model = ReferenceModel(input)
    let verdict = model.verdict
    for event in model.happened.union(verdict.events) { happened[event, default: 0] += 1 }
    if let why = Comparison(input, decision, ledger).difference(from: verdict) { return why }
    if let why = Invariants(input, decision, ledger).violation { return why }
    if !decision.changes.isEmpty, let why = checkAgain(input, decision, ledger) { return why }
    if isThorough || count % 8 == 0, let why = checkUntilNextChange(input, decision, ledger) {
      return why
    }
    if isThorough || count % 8 == 4, let why = checkShuffled(input, decision) { return why }
    if let why = shadow.check(input, decision) { return why }
    switch step {
    case .crashBeforeCommit: restart()
    case .crashAfterCommit:
      world.ledger = ledger
      restart()
    default:
      world.ledger = ledger
      shadow.commit(decision.changes)
    }
    return nil
  }

  private mutating func restart() {
    world.restart()
    shadow = Shadow()
  }

  private func with(_ ledger: MiniLedger, _ input: LicensingInput) -> LicensingInput {
    var input = input
    input.leases = Array(ledger.leases.values)
    input.graces = Array(ledger.graces.values)
    input.standings = ledger.standings
    return input
  }

  private func checkAgain(
    _ input: LicensingInput, _ decision: LicensingDecision, _ ledger: MiniLedger
  ) -> String? {
    var again = license(with(ledger, input))
    if !again.changes.isEmpty { return "decided again, it changes \(again.changes)" }
    again.changes = decision.changes
    return again == decision
      ? nil : "decided again otherwise: " + Comparison.text(again, decision, of: input)
  }

  /// Nothing happens by itself before the moment that the decision names.
  private func checkUntilNextChange(
    _ input: LicensingInput, _ decision: LicensingDecision, _ ledger: MiniLedger
  ) -> String? {
    var later = with(ledger, input)
    later.now =
      decision.nextChange.map { $0 + Span(milliseconds: -1) } ?? input.now + .days(10_000)
    let then = license(later)
    if !then.changes.isEmpty { return "before its next change it changes \(then.changes)" }
    guard then.states == decision.states, then.pool == decision.pool else {
      return "before its next change, \(later.now.iso), it decides otherwise: "
        + Comparison.text(then, decision, of: input)
    }
    return nil
  }

  private func checkShuffled(_ input: LicensingInput, _ decision: LicensingDecision) -> String? {
    var dice = SplitMix(seed: seed &+ UInt64(count))
    var shuffled = input
    shuffled.stations.shuffle(using: &dice)
    shuffled.leases.shuffle(using: &dice)
    shuffled.graces.shuffle(using: &dice)
    shuffled.reservations.shuffle(using: &dice)
    shuffled.revocations.shuffle(using: &dice)
    for index in shuffled.sources.indices { shuffled.sources[index].packs.shuffle(using: &dice) }
    let other = license(shuffled)
    return other == decision
      ? nil : "another order decides otherwise: " + Comparison.text(other, decision, of: input)
  }
}

extension Life {
  struct Failure {
    var steps: [Step]
    var why: String
  }

  /// Lives through these steps; the failure has the steps up to the one that failed.
  static func run(seed: UInt64, _ steps: [Step], isThorough: Bool = false) -> Failure? {
    var life = Life(seed: seed, isThorough: isThorough)
    return life.run(steps)
  }

  mutating func run(_ steps: [Step]) -> Failure? {
    for (index, step) in steps.enumerated() {
      if let why = live(step) { return Failure(steps: Array(steps[...index]), why: why) }
    }
    return nil
  }

  static func steps(seed: UInt64, count: Int) -> [Step] {
    var dice = SplitMix(seed: seed)
    return (0..<count).map { _ in Step.random(&dice) }
  }

  /// Leaves out steps, ever fewer at once, as long as it still fails somehow.
  static func shrink(seed: UInt64, _ failure: Failure) -> Failure {
    var best = failure
    var size = max(best.steps.count / 2, 1)
    while true {
      var start = 0
      var didShrink = false
      while start < best.steps.count {
        var fewer = best.steps
        fewer.removeSubrange(start..<min(start + size, fewer.count))
        if let shorter = run(seed: seed, fewer, isThorough: true) {
          best = shorter
          didShrink = true
        } else {
          start += size
        }
      }
      if size == 1, !didShrink { return best }
      size = max(size / 2, 1)
    }
  }
}
