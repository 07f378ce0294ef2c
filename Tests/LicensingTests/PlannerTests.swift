import Dice
import StationModel
import Testing

@testable import Licensing

/// The planner always says what would be decided in full.
@Suite struct PlannerTests {
  /// What a caller of the planner keeps.
  private struct Walk {
    var books = Books()
    var planner = LicensePlanner()
    var mirror: LicensingDecision
    var random: SplitMix

    init(seed: UInt64, stations: Int) {
      random = SplitMix(seed: seed)
      let kinds: [StationKind] = [.physical, .physical, .desktop, .network]
      books.stations = (1...stations).map { station($0, kind: kinds[$0 % 4]) }
      let count = stations / 4 + Int(seed % 3)
      books.packs = [pack("a", count), pack("b", count / 2, covers: [.desktop])]
      if seed % 3 == 1 { books.packs.append(pack("c", 1, until: Books.start + .days(40))) }
      if seed % 4 == 1 { books.reservations = [Reservation(label: "x", least: 1)] }
      mirror = planner.decide(books.input)
    }

    mutating func changedStations() -> [Station] {
      let now = books.now
      return (0..<Int.random(in: 0...2, using: &random)).map { _ in
        let index = Int.random(in: books.stations.indices, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0...2: books.stations[index].need = .needed
        case 3...5: books.stations[index].need = .notNeeded(why: "it is incomplete")
        case 6:
          books.stations[index].need = .notNeeded(why: "it is absent")
          books.stations[index].record.absentSince = now
        default: books.stations[index].record.name += "x"
        }
        if books.stations[index].need == .needed { books.stations[index].record.absentSince = nil }
        return books.stations[index]
      }
    }

    mutating func step() {
      switch Int.random(in: 0..<60, using: &random) {
      case 0: books.now = books.now + .days(Int64.random(in: -1...60, using: &random))
      case 1: if let next = mirror.nextChange { books.now = next }
      case 2...20: books.now = books.now + .seconds(Int64.random(in: 0...5000, using: &random))
      default: break
      }
      var committed: [Change] = []
      if Int.random(in: 0..<10, using: &random) > 0 {
        committed = mirror.changes
        books.apply(committed)
      }
      // The last state of a station that changed twice.
      let changed = changedStations().map { each in
        books.stations.first { $0.key == each.key } ?? each
      }
      mirror.apply(planner.update(changed, committed: committed, now: books.now))
    }
  }

  @Test(arguments: UInt64(1)...12) func updatesSayWhatWouldBeDecidedInFull(seed: UInt64) throws {
    var walk = Walk(seed: seed, stations: 24)
    for step in 0..<500 {
      walk.step()
      let whole = license(walk.books.input)
      walk.mirror.order = walk.planner.order
      let at = Comment(rawValue: "seed \(seed), step \(step)")
      try #require(walk.mirror.differences(from: whole) == [], at)
    }
    // Else there would be nothing to guard.
    if walk.books.reservations.isEmpty { #expect(walk.planner.fullDecisions < 400) }
  }

  @Test(arguments: UInt64(1)...6) func whateverHappensDecidingAnewIsTheSame(seed: UInt64) throws {
    var history = History(seed: seed, isWide: true)
    var planner = LicensePlanner()
    for _ in 0..<150 {
      history.step()
      let decision = planner.decide(history.books.input)
      try #require(decision == license(history.books.input))
      history.books.apply(decision.changes)
      var mirror = decision
      mirror.apply(planner.update(committed: decision.changes, now: history.books.now))
      mirror.order = planner.order
      try #require(mirror.differences(from: license(history.books.input)) == [])
    }
  }

  @Test func oneStationOfManyIsNotDecidedInFull() {
    var books = Books(stations: (1...50).map { station($0) }, packs: [pack("a", 50)])
    books.stations[7].need = .notNeeded(why: "it is incomplete")
    var planner = LicensePlanner()
    let first = planner.decide(books.input)
    _ = planner.update(committed: first.changes, now: books.now)
    let before = planner.fullDecisions
    books.stations[7].need = .needed
    let delta = planner.update([books.stations[7]], now: books.now)
    #expect(planner.fullDecisions == before)
    #expect(Array(delta.states.keys) == [key(8)] && delta.changes.count == 2)
    #expect(planner.update(committed: delta.changes, now: books.now).changes.isEmpty)
    #expect(planner.fullDecisions == before)
  }

  @Test func beforeTheFirstDecisionNothingIsDifferent() {
    var planner = LicensePlanner()
    #expect(planner.update([station(1)], now: Books.start).changes.isEmpty)
  }
}
