import StationModel
import Testing

@testable import Agent

@Suite struct PluginLogTests {
  private let now = Timestamp(seconds: 1000)

  @Test func theLast500LinesAreKeptInTheirOrder() {
    var log = PluginLog()
    #expect(log.last(10) == [])
    for number in 1...1234 { log.add("line \(number)", level: 6, now: now) }
    #expect(log.last(10_000).map(\.text) == (735...1234).map { "line \($0)" })
    #expect(log.last(2).map(\.text) == ["line 1233", "line 1234"])
    #expect(log.last(0) == [] && log.last(-1) == [])
  }

  @Test func eachLineIsLaterThanTheOneBeforeItEvenIfTheClockStands() {
    var log = PluginLog()
    for _ in 1...700 { log.add("x", level: 3, now: now) }
    log.add("later", level: 3, now: now + .hours(1))
    log.add("set back", level: 3, now: now)
    let times = log.last(500).map(\.time)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    #expect(times.suffix(2) == [now + .hours(1), now + .hours(1) + Span(milliseconds: 1)])
  }
}
