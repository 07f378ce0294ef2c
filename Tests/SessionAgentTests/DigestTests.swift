import Dice
import Testing
import Words

@testable import SessionAgent

/// Many at once are one.
@Suite struct DigestTests {
  private func some(_ numbers: ClosedRange<Int>, told: Wanted.Told = .no) -> [Wanted] {
    numbers.map { wanted("exhausted/\($0)", told: told) }
  }

  @Test func threeAtOnceStandAloneAndFourAreOne() {
    var stage = Stage()
    stage.look(some(1...3))
    #expect(stage.visible.count == 3)
    stage = Stage()
    let news = stage.look(some(1...4))
    #expect(stage.visible == [1: some(1...4).map(\.id)])
    #expect(stage.bodies[1]?.summary == "4 messages about this computer's stations")
    #expect(stage.bodies[1]?.body.contains("Title of exhausted/3") == true)
    #expect(news.map(\.notice) == some(1...4).map(\.id) && news.allSatisfy { $0.state == "shown" })
    #expect(stage.steps(some(1...4)) == [])
  }

  @Test func whatComesOneByOneInAMomentBecomesOneAsWell() {
    var stage = Stage()
    for last in 1...6 {
      stage.now += 500
      stage.look(some(1...last))
      stage.close()
    }
    #expect(stage.visible.count == 1)
    #expect(Set(stage.visible.values.joined()) == Set(some(1...6).map(\.id)))
    stage.now += 60_000
    stage.look(some(1...7))
    #expect(stage.visible.count == 2, "long after, one by itself")
  }

  @Test func itsUrgencyIsThatOfTheGravest() {
    var stage = Stage()
    stage.look(some(1...4) + [wanted("ledger/x", severity: "critical")])
    #expect(stage.bodies[1]?.severity == "critical")
  }

  @Test func itShrinksAsThingsAreSolvedAndTheLastOneHasItsPlace() {
    var stage = Stage()
    stage.look(some(1...4))
    #expect(stage.look(some(2...4)).isEmpty, "nothing is news")
    #expect(stage.bodies[1]?.summary == "3 messages about this computer's stations")
    stage.look(some(4...4))
    #expect(stage.visible == [1: ["exhausted/4"]])
    #expect(stage.bodies[1] == wanted("exhausted/4").content)
    #expect(stage.steps([]) == [.close(serverID: 1)])
  }

  @Test func aNewStageRisesInItAndIsNews() {
    var stage = Stage()
    stage.look(some(1...4))
    stage.now += 100_000
    var later = some(1...4)
    later[2].stage = "ended"
    later[2].content.body = "It has ended"
    #expect(stage.look(later) == [.init(notice: "exhausted/3", stage: "ended", state: "shown")])
    #expect(stage.visible[1]?.first == "exhausted/3")
  }

  @Test func dismissedIsDismissedForAll() {
    var stage = Stage()
    stage.look(some(1...5))
    #expect(stage.screen.wasClosed(1, 2).map(\.notice) == some(1...5).map(\.id))
    #expect(stage.steps(some(1...5)) == [])
    #expect(stage.screen.digest == nil)
  }

  @Test func aRestartedServerGetsItAsOneAgain() {
    var stage = Stage()
    stage.look(some(1...5))
    stage.screen.serverWentAway()
    stage.visible = [:]
    stage.look(some(1...5, told: .shown))
    #expect(stage.visible.count == 1)
  }

  @Test func theDetailsOfItNameAll() {
    var stage = Stage()
    stage.look(some(1...5))
    #expect(stage.screen.notices(offering: .details, as: 1) == some(1...5).map(\.id))
    #expect(stage.screen.notices(offering: .enroll, as: 1) == [])
  }

  /// Whatever comes, goes, rises and is dismissed: each stage is news once, nothing that is to be seen is
  /// missing, nothing else is there, and no more than a few appear in one moment.
  @Test(arguments: 1...40)
  func anyStoryTellsEachStageOnce(seed: Int) {
    var dice = SplitMix(seed: UInt64(seed))
    var stage = Stage()
    var board: [String: Int] = [:]
    var known: [String: Wanted.Told] = [:]
    var told: Set<String> = []
    for _ in 1...120 {
      stage.now += Int64(Int.random(in: 0...4000, using: &dice))
      for _ in 0..<Int.random(in: 0...3, using: &dice) {
        let id = "exhausted/\(Int.random(in: 1...9, using: &dice))"
        switch Int.random(in: 0...3, using: &dice) {
        case 0, 1: board[id] = board[id] ?? 0
        case 2: board[id] = board[id].map { $0 + 1 }
        default: board[id] = nil
        }
      }
      let wanted = board.sorted { $0.key < $1.key }.map { id, number in
        let name = "\(id) \(number)"
        return SessionAgentTests.wanted(id, stage: "\(number)", told: known[name] ?? .no)
      }
      for outcome in stage.look(wanted) {
        let name = "\(outcome.notice) \(outcome.stage)"
        #expect(told.insert(name).inserted, "\(name) is told twice")
        known[name] = .shown
      }
      stage.close()
      for notice in wanted where known["\(notice.id) \(notice.stage)"] == .shown {
        #expect(stage.visible.values.contains { $0.contains(notice.id) }, "\(notice.id) is missing")
      }
      #expect(wanted.allSatisfy { known["\($0.id) \($0.stage)"] != nil }, "none is skipped")
      #expect(stage.visible.values.joined().allSatisfy { board[$0] != nil }, "none is left")
      if Int.random(in: 0...4, using: &dice) == 0, let id = stage.visible.keys.sorted().first {
        stage.visible[id] = nil
        for outcome in stage.screen.wasClosed(id, 2) {
          known["\(outcome.notice) \(outcome.stage)"] = .done
        }
      }
      if Int.random(in: 0...19, using: &dice) == 0 {
        stage.visible = [:]
        stage.screen.serverWentAway()
        stage.look(
          wanted.map {
            SessionAgentTests.wanted(
              $0.id, stage: $0.stage, told: known["\($0.id) \($0.stage)"] ?? .no)
          })
        stage.close()
      }
    }
  }
}
