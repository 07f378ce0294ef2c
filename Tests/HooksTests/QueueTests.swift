import Notices
import StationModel
import Testing

@testable import Hooks

/// The pure part, with a clock that is driven by hand.
@Suite struct QueueTests {
  private static let start = ContinuousClock.now

  @Test func attemptsRestOneFiveAndThirtyMinutesThenItIsGivenUp() {
    var queue = HookQueue(patience: HookPatience())
    let run = HookBench.run("1")
    var now = Self.start
    var begun: [Int64] = []
    for _ in 0..<4 {
      let first = queue.begin([run], at: now)
      #expect(first == [run])
      begun.append((now - Self.start).components.seconds)
      queue.fail(run.id, "no", at: now)
      guard let next = queue.next else { break }
      let early = queue.begin([run], at: next - .milliseconds(1))
      #expect(early.isEmpty)
      now = next
    }
    #expect(begun == [0, 60, 360, 2160])
    #expect(queue.trials[run.id]?.phase == .ended(trouble: "no"))
    let late = queue.begin([run], at: now + .seconds(9999))
    #expect(late.isEmpty && queue.next == nil)
  }

  @Test func whatIsDueNoMoreIsNotTriedAgainButWhatRunsGoesOn() {
    var queue = HookQueue(patience: HookPatience())
    let (first, second) = (HookBench.run("1"), HookBench.run("2"))
    _ = queue.begin([first], at: Self.start)
    let held = queue.begin([second], at: Self.start)
    #expect(held.isEmpty)
    queue.fail(first.id, "no", at: Self.start)
    let next = queue.begin([second], at: Self.start)
    #expect(next == [second])
    #expect(queue.trials[first.id] == nil)
  }

  @Test func aLaterStageIsAnotherRun() {
    let ids = [
      HookBench.run("1"), HookBench.run("1", stage: .days3), HookBench.run("1", .mail),
      HookBench.run("2"),
    ].map(\.id)
    #expect(Set(ids).count == 4)
    #expect(ids.allSatisfy { $0.utf8.count == 16 && $0.allSatisfy(\.isHexDigit) })
    #expect(HookBench.run("1").id == HookBench.run("1").id)
  }

  @Test func unitsAreToldApart() {
    #expect(HookUnit.of(.program, "0a") == "stationmaster-hook@0a.service")
    #expect(HookUnit.id("stationmaster-mail@0a.service") == "0a")
    #expect(HookUnit.id("stationmaster-release-seat@1.service") == nil)
  }
}
