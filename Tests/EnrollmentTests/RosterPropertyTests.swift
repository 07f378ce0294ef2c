import Dice
import Enrollment
import StationModel
import Testing

/// What holds for every history of plugging, starting and crashing.
@Suite struct RosterPropertyTests {
  /// What the ledger does with changes.
  private func apply(_ changes: [Change], to known: [Enrolled]) -> [Enrolled] {
    var known = known
    for change in changes {
      guard case .station(let record, _) = change else { continue }
      known.removeAll { $0.key == record.key }
      known.append(record)
    }
    return known
  }

  private func candidates(using random: inout SplitMix) -> [Candidate] {
    let presences: [Presence] = [
      .complete, .complete, .incomplete(missing: [.display]), .conflict(why: "c"),
      .absent(since: Timestamp(seconds: 1)),
    ]
    let standings: [Candidate.Standing] = [.decided(.topology), .undecided(why: "u")]
    return ["host", "a", "b", "c", "d", "a"].compactMap { name in
      guard random.chance(70) else { return nil }
      let key = StationKey(name)
      return Candidate(
        key: key, kind: key == .host ? .host : .physical, anchor: nil, label: name,
        standing: key == .host ? .decided(.topology) : random.one(of: standings),
        presence: random.one(of: presences), parts: [], seat: nil)
    }
  }

  private func pictures(using random: inout SplitMix) -> [DesktopPicture] {
    ["p", "q", "p"].compactMap { plugin in
      guard random.chance(60) else { return nil }
      let desktops = ["1", "2", "3", "1"].compactMap { id -> Desktop? in
        guard random.chance(60) else { return nil }
        return Desktop(
          id: id, name: random.one(of: ["", "vm", "\u{7}"]), kind: "vm",
          state: random.one(of: Desktop.State.allCases), isTemplate: random.chance(20))
      }
      return DesktopPicture(
        plugin: plugin, desktops: desktops, freshness: random.chance(30) ? .stale : .fresh)
    }
  }

  @Test func numbersAreUniqueAndNeverChangeAndTheAnswerIsIdempotent() {
    for seed in 0..<100 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      var known: [Enrolled] = []
      var numbers: [StationKey: Int] = [:]
      for step in 0..<20 as Range<Int64> {
        let now = Timestamp(seconds: 1000 + step)
        let candidates = candidates(using: &random)
        let pictures = pictures(using: &random)
        let policy = EnrollmentPolicy(
          hostCounts: random.one(of: EnrollmentPolicy.HostCounts.allCases))
        func ask(_ known: [Enrolled]) -> Roster {
          var input = RosterInput(candidates: candidates, known: known, policy: policy, now: now)
          input.desktops = pictures
          return roster(input)
        }
        let answer = ask(known)
        #expect(ask(known.shuffled(using: &random)) == answer)
        #expect(Set(answer.stations.map(\.record.number)).count == answer.stations.count)
        for station in answer.stations {
          #expect(numbers[station.key] == nil || numbers[station.key] == station.record.number)
          #expect((station.record.number == 0) == (station.key == .host))
          numbers[station.key] = station.record.number
        }
        // A station is never lost, and nothing is both station and candidate.
        let keys = Set(answer.stations.map(\.key))
        #expect(keys.isSuperset(of: known.map(\.key)))
        #expect(keys.isDisjoint(with: answer.candidates.map(\.key)))

        known = apply(answer.changes, to: known)
        let again = ask(known)
        #expect(again.changes == [])
        #expect(again.stations == answer.stations)
        #expect(again.candidates == answer.candidates)
      }
    }
  }
}
