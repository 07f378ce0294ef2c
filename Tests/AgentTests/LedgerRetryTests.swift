import Testing

@testable import Agent

@Suite struct LedgerRetryTests {
  @Test func whatIsDueAndCannotBeWrittenWakesNobodyAtOnce() {
    #expect(waitWhileNothingIsWritten(0) == 10_000)
  }

  @Test func whatComesSoonerThanTheNextTryIsStillLookedAt() {
    #expect(waitWhileNothingIsWritten(1) == 1)
    #expect(waitWhileNothingIsWritten(2_000) == 2_000)
    #expect(waitWhileNothingIsWritten(86_400_000) == 10_000)
  }
}
