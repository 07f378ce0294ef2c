import Testing

@testable import Agent

/// How often a plugin can make the agent look.
@Suite struct PicturePaceTests {
  @Test func afterALookItRestsNineTimesAsLongAndTwoSecondsAtMost() {
    var pace = PicturePace()
    let start = ContinuousClock.now
    #expect(pace.wait(at: start) == nil)
    pace.isAwaited = true
    pace.looked(from: start, until: start + .milliseconds(100))
    #expect(!pace.isAwaited)
    #expect(pace.wait(at: start + .milliseconds(100)) == 901)
    #expect(pace.wait(at: start + .milliseconds(999)) == 2)
    #expect(pace.wait(at: start + .milliseconds(1000)) == nil)
    pace.looked(from: start, until: start + .seconds(60))
    #expect(pace.wait(at: start + .seconds(60)) == 2001)
  }
}
