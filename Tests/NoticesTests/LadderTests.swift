import Dice
import Notices
import StationModel
import Testing

/// The ladder of a grace, walked in steps of any size.
@Suite struct LadderTests {
  /// Written down once more, and not as the code has it: how much is left when a stage is reached.
  private static func stage(_ left: Span) -> Stage {
    let day: Int64 = 86_400_000
    let milliseconds = left.milliseconds
    if milliseconds <= 0 { return .ended }
    if milliseconds <= day { return .days1 }
    if milliseconds <= 3 * day { return .days3 }
    if milliseconds <= 7 * day { return .days7 }
    if milliseconds <= 14 * day { return .days14 }
    if milliseconds <= 30 * day { return .days30 }
    return .begun
  }

  /// One grace from before its start to after its end.
  private struct Walk {
    var input = quiet()
    var dice: SplitMix
    let start: Timestamp
    var end: Timestamp
    let cause: LicenseCause
    /// What people were told, from the start or the last extension on.
    var told: [Stage] = []
    var steps = 0

    init(seed: UInt64) {
      dice = SplitMix(seed: seed)
      start = evening + .days(.random(in: 0...5, using: &dice))
      end = start + .hours(.random(in: 1...3000, using: &dice))
      cause = dice.one(of: LicenseCause.allCases)
    }

    /// Decides at this moment, and takes down what is told.
    mutating func look() -> Timestamp? {
      steps += 1
      input.states[frontDesk] =
        input.now < start
        ? .notNeeded(why: "it is incomplete")
        : input.now < end
          ? .grace(until: end, cause: cause) : .unlicensed(since: end, cause: cause)
      let decision = decideNotices(input)
      for notice in tidings(decision).told {
        #expect(notice.deadline == end && notice.raisedAt == input.now)
        told.append(notice.stage)
      }
      if input.now >= start {
        #expect(decision.board.map(\.stage) == [LadderTests.stage(end - input.now)])
      } else {
        #expect(decision.board.isEmpty)
      }
      #expect(Set(told).count == told.count && told == told.sorted())
      input.active = decision.board
      #expect(decideNotices(input).changes.isEmpty)
      return decision.nextChange
    }
  }

  @Test func ofAGraceNoStageIsWrongAndNoneIsToldTwice() {
    var steps = 0
    for seed in 0..<400 as Range<UInt64> {
      var walk = Walk(seed: seed)
      while walk.input.now < walk.end + .days(3) {
        _ = walk.look()
        let unit = walk.dice.one(of: [Span.days(20), .days(2), .hours(7), .minutes(40)])
        walk.input.now =
          walk.input.now
          + Span(milliseconds: .random(in: 1...unit.milliseconds, using: &walk.dice))
        if walk.steps > 500 { walk.input.now = walk.input.now + .days(30) }
      }
      _ = walk.look()
      #expect(walk.told.last == .ended)
      steps += walk.steps
    }
    #expect(steps > 10_000)
  }

  /// An agent that looks whenever it said that something will change passes over no stage, however
  /// often something else makes it look in between.
  @Test func whoLooksWhenSomethingWillChangeSkipsNone() {
    for seed in 1000..<1300 as Range<UInt64> {
      var walk = Walk(seed: seed)
      walk.input.now = walk.start
      while let next = walk.look() {
        #expect(next > walk.input.now)
        let other =
          walk.input.now
          + Span(milliseconds: .random(in: 1...2_000_000_000, using: &walk.dice))
        walk.input.now = min(next, other)
        if walk.steps > 500 { walk.input.now = next }
      }
      let first = Self.stage(walk.end - walk.start)
      #expect(walk.told == Stage.allCases.filter { $0 >= first })
      #expect(walk.input.now == walk.end)
    }
  }

  @Test func anExtensionMovesANoticeBackAndItClimbsAnew() {
    var back = 0
    for seed in 2000..<2300 as Range<UInt64> {
      var walk = Walk(seed: seed)
      walk.input.now = walk.start
      var extensions = 0
      while let next = walk.look() {
        walk.input.now = next
        // Also on the very day on which it ended.
        if extensions < 3, walk.dice.chance(25) {
          extensions += 1
          let before = Self.stage(walk.end - next)
          walk.end = max(walk.end, next) + .days(.random(in: 1...40, using: &walk.dice))
          // The stage that people were told last: what is the same is put in place, not told again.
          let present = walk.input.active.first?.stage
          let after = Self.stage(walk.end - next)
          #expect(after <= before)
          let raisedAt = walk.input.active.first?.raisedAt
          walk.told = []
          walk.input.states[frontDesk] = .grace(until: walk.end, cause: walk.cause)
          let decision = decideNotices(walk.input)
          let notice = decision.board.first
          #expect(notice?.stage == after && notice?.deadline == walk.end)
          if let present, after == present {
            #expect(notice?.raisedAt == raisedAt)
          } else {
            #expect(notice?.raisedAt == next)
          }
          if let present, after < present { back += 1 }
          walk.input.active = decision.board
        }
      }
      #expect(walk.told.last == .ended)
    }
    #expect(back > 50)
  }
}
