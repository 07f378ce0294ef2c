import Testing

@testable import PluginHost

@Suite struct RestartHistoryTests {
  @Test func waitsGrowWhileThePluginKeepsEndingAndNeverPassAMinute() {
    var history = RestartHistory()
    var now = Duration.zero
    var waits: [Duration] = []
    for _ in 0..<10 {
      now += .seconds(60)
      guard
        case .restart(let wait) = history.exited(
          at: now, readyFor: .seconds(50), patience: Patience(), chance: 0)
      else { return #expect(Bool(false), "it gave up") }
      waits.append(wait)
    }
    #expect(waits == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
  }

  @Test func theFifthExitWithinThreeMinutesIsAFailureAndOneSecondLaterIsNot() {
    for (last, givesUp) in [(180, true), (181, false)] {
      var history = RestartHistory()
      for second in [0, 1, 2, 3] {
        let verdict = history.exited(
          at: .seconds(second), readyFor: nil, patience: Patience(), chance: 0)
        #expect(verdict != .giveUp(exits: second + 1))
      }
      let verdict = history.exited(
        at: .seconds(last), readyFor: nil, patience: Patience(), chance: 0)
      #expect((verdict == .giveUp(exits: 5)) == givesUp)
    }
  }

  @Test func threeMinutesOfReadinessForgiveTheBackOff() {
    var history = RestartHistory()
    for second in [0, 200, 400] {
      _ = history.exited(at: .seconds(second), readyFor: nil, patience: Patience(), chance: 0)
    }
    let almost = history.exited(
      at: .seconds(600), readyFor: .seconds(179), patience: Patience(), chance: 0)
    #expect(almost == .restart(after: .seconds(4)))
    let long = history.exited(
      at: .seconds(900), readyFor: .seconds(180), patience: Patience(), chance: 0)
    #expect(long == .restart(after: .zero))
  }

  @Test func jitterAddsUpToATenth() {
    var history = RestartHistory()
    _ = history.exited(at: .zero, readyFor: nil, patience: Patience(), chance: 1)
    let verdict = history.exited(at: .seconds(1), readyFor: nil, patience: Patience(), chance: 1)
    guard case .restart(let wait) = verdict else { return #expect(Bool(false), "it gave up") }
    #expect(wait > .milliseconds(1099) && wait < .milliseconds(1101))
  }

  @Test func theValvePassesSoManyLinesAndTellsOfTheRest() {
    var valve = LogValve(limit: 2, window: .seconds(10))
    #expect(valve.line(at: .seconds(0)) == .pass)
    #expect(valve.line(at: .seconds(1)) == .pass)
    #expect(valve.line(at: .seconds(2)) == .leaveOut)
    #expect(valve.line(at: .seconds(9)) == .leaveOut)
    #expect(valve.line(at: .seconds(10)) == .passAfter(leftOut: 2))
    #expect(valve.line(at: .seconds(11)) == .leaveOut)
    #expect(valve.close() == 1)
    #expect(valve.close() == 0)
  }

  @Test func whoFloodsOnGetsATenthUntilItWasCalm() {
    var valve = LogValve(limit: 20, window: .seconds(10))
    // So many lines in the window that begins then.
    let passed = { (lines: Int, start: Int) in
      (0..<lines).count { _ in valve.line(at: .seconds(start)) != .leaveOut }
    }
    #expect(passed(30, 0) == 20)
    #expect(passed(30, 10) == 2)
    #expect(passed(30, 20) == 2)
    // Calm for the narrow limit.
    #expect(passed(2, 30) == 2)
    #expect(passed(30, 40) == 20)
    // Nothing at all for a whole window.
    #expect(passed(30, 60) == 20)
    // A pause that is not a whole window is none.
    #expect(passed(30, 79) == 2)
  }
}
