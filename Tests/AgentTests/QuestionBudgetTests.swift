import Testing

@testable import Agent

/// What strangers may ask, however fast they do.
@Suite struct QuestionBudgetTests {
  @Test func aFastLoopGetsAHandfulOfAnswersASecond() {
    var budget = QuestionBudget()
    let start = ContinuousClock.now
    var answers = 0
    for millisecond in 0..<10_000 where budget.take(at: start + .milliseconds(millisecond)) {
      answers += 1
    }
    #expect((50...55).contains(answers))
  }

  @Test func whoAsksNowAndThenIsAlwaysAnswered() {
    var budget = QuestionBudget()
    let start = ContinuousClock.now
    let answers = (0..<100).count { budget.take(at: start + .seconds($0)) }
    #expect(answers == 100)
  }

  @Test func whatWasNotAskedIsNotSavedUp() {
    var budget = QuestionBudget()
    let start = ContinuousClock.now
    _ = budget.take(at: start)
    let later = start + .seconds(86_400)
    let answers = (0..<100).count { _ in budget.take(at: later) }
    #expect(answers == 5)
  }
}
