import Dice
import Licensing
import StationModel
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Random lives of small hosts (2 to 8 stations, 0 to 4 packs of 1 or 2 sources, 0 to 4 people). After
/// every step `license` and ``ReferenceModel`` decide about the same input, and all that they say is
/// compared, exactly: states with their leases, causes and dates, the ledger's leases, graces and
/// standings afterwards, renewals, numbers, order, people and notes. In a third of the worlds every pack
/// covers every kind of station; in the others coverage is mixed, and is compared as exactly, since the
/// model follows the documented preference one candidate after the other. How few stations could go
/// short at best is not asked: a license moves only where that costs its holder nothing.
///
/// Then ``Invariants`` and ``MiniLedger``, which refuses what the ledger refuses; that the decision
/// after the commit changes nothing; that the planner which decides only about what changed says the
/// same; and at every eighth step, that nothing happens before the moment that the decision names, and
/// that the order of the input does not matter.
///
/// A station's term looks random. The model has a copy of the documented formula.
@Suite struct ModelTests {
  static let stepsPerLife = 200
  static let mostFailures = 4

  /// `STATIONMASTER_MODEL_STEPS` for more than an ordinary run has time for, and
  /// `STATIONMASTER_MODEL_SEED` for the first seed: with one life's steps it plays that life again.
  static func number(_ name: String, or ordinary: UInt64) -> UInt64 {
    getenv(name).flatMap { UInt64(String(cString: $0)) } ?? ordinary
  }

  @Test func theRulesDoWhatTheModelDoes() throws {
    let steps = Self.number("STATIONMASTER_MODEL_STEPS", or: 5_000)
    let first = Self.number("STATIONMASTER_MODEL_SEED", or: 1)
    let lives = max(1, steps / UInt64(Self.stepsPerLife))
    var kinds: Set<Substring> = []
    var happened: [ReferenceModel.Event: Int] = [:]
    var done = 0
    var failed = 0
    for seed in first..<first + lives where kinds.count < Self.mostFailures {
      var life = Life(seed: seed)
      let failure = life.run(Life.steps(seed: seed, count: Self.stepsPerLife))
      done += life.count
      happened.merge(life.happened, uniquingKeysWith: +)
      guard let failure else { continue }
      failed += 1
      // Each kind of failure once.
      guard kinds.insert(failure.why.prefix { $0 != " " }).inserted else { continue }
      let short = Life.shrink(seed: seed, failure)
      let lines = short.steps.map { "  .\($0)," }.joined(separator: "\n")
      Issue.record(
        "seed \(seed), after \(done) steps in all. It still fails with\n\(lines)\n\(short.why)")
    }
    print("model test: \(done) steps in \(lives) lives, of which \(failed) failed")
    for event in ReferenceModel.Event.allCases {
      print("  \(event.rawValue): \(happened[event, default: 0])")
    }
  }
}
