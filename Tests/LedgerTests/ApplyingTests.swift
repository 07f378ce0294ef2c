import Dice
import Ledger
import StationModel
import Testing

/// The state in memory goes where the file goes.
@Suite struct ApplyingTests {
  @Test func appliedInMemoryIsWhatIsThereAfterTheCommit() throws {
    var accepted = 0
    var refused = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let folder = try Folder()
      let ledger = try Ledger(path: folder.ledger)
      var dice = ChangeDice(seed: seed)
      var state = try ledger.load()
      var now = Sample.now
      for step in 1...75 {
        // Sometimes not at all, sometimes far, sometimes back.
        now = now + .hours(dice.random.one(of: [0, 0, 1, 24, 700, -5]))
        let changes = dice.list(for: state, at: now)
        do throws(LedgerError) {
          try ledger.commit(changes, at: now)
          state.apply(changes, at: now)
          accepted += 1
        } catch {
          guard case .refused = error else { throw error }
          refused += 1
        }
        let loaded = try ledger.load()
        guard loaded == state else {
          Issue.record("seed \(seed), step \(step): \(changes)\n\(loaded)\n\(state)")
          return
        }
      }
      guard case .intact = try ledger.verifyChain() else {
        Issue.record("the chain broke with seed \(seed)")
        return
      }
    }
    print("applied \(accepted) random commits in memory and in the file; \(refused) were refused")
    #expect(accepted > 2000 && refused > 50)
  }

  @Test func nothingIsAppliedByNoChanges() {
    #expect(Sample.state.applying([], at: Sample.later) == Sample.state)
  }

  @Test func whatTheSampleHoldsIsAppliedFromNothing() {
    #expect(LedgerState().applying(Sample.all, at: Sample.now) == Sample.state)
  }

  /// One lease in a hall of many must not cost as much as all of them.
  @Test func oneLeaseCostsNoCopyOfTheOthers() {
    func time(_ count: Int) -> Duration {
      var state = LedgerState()
      for number in 0..<count {
        state.leases.append(
          Lease(
            holder: .user("u" + String(1_000_000 + number)), pack: "P-1", grantedAt: Sample.now,
            expiresAt: Sample.later))
      }
      return (0..<5).map { _ in
        ContinuousClock().measure {
          for number in 0..<300 {
            let holder = Holder.user("u" + String(1_000_000 + number * count / 300))
            let lease = Lease(
              holder: holder, pack: "P-2", grantedAt: Sample.now, expiresAt: Sample.later)
            state.apply([.lease(lease, isRenewal: true)], at: Sample.now)
          }
        }
      }.min() ?? .zero
    }
    let (few, many) = (time(1000), time(50_000))
    #expect(many < few * 8, "\(few) for 1,000, \(many) for 50,000")
  }
}
