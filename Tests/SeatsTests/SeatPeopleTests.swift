import Testing

@testable import Seats

/// Who keeps devices where they are.
@Suite struct SeatPeopleTests {
  @Test func whereSomebodyMaySitOfWhomNothingIsKnownNothingIsTaken() {
    var bench = SeatBench()
    bench.uncertainSeats = .at(["", "seat-elsewhere"])
    #expect(bench.plan[1]?.state == .attach)
    for uncertain in [.at(["seat0"]), .everywhere] as [UncertainSeats] {
      bench.uncertainSeats = uncertain
      #expect(bench.plan[1]?.state == .waiting)
      #expect(bench.plan[1]?.why.contains("left there until it is known who sits there") == true)
    }
    bench.sit("anna", "seat0")
    #expect(bench.plan[1]?.why.contains("until anna signs out") == true, "that much is known")
  }

  @Test func noSeatIsReleasedBelowSomebodyOfWhomNothingIsKnown() {
    var bench = SeatBench()
    for number in [1, 2] { if let line = bench.plan[number] { bench.obey(line) } }
    #expect(bench.plan.ours[1]?.obstacle == nil)
    bench.uncertainSeats = .at(["seat-station-1"])
    #expect(bench.plan.ours[1]?.obstacle == "until it is known who sits there")
    #expect(bench.plan.ours[2]?.obstacle == nil)
  }

  @Test(arguments: [
    ([[":0": "seat0"], [":0": "seat-a"]], [":0": "seat0"]),
    ([[":0": "seat-a"], [":0": "seat0"]], [":0": "seat0"]),
    ([[":1": "seat-a"], [":1": "seat-b"], [":2": "seat-b"]], [":2": "seat-b"]),
    ([[":1": "seat-a"], [":1": "seat-b"], [":1": "seat0"]], [":1": "seat0"]),
    ([[":1": "seat-a", "tty2": "seat0"], [":1": "seat-a"]], [":1": "seat-a", "tty2": "seat0"]),
    ([], [:]),
  ]) func ofTwoThatNameOneDisplayTheHostWinsOrNone(
    all: [[String: String]], displays: [String: String]
  ) {
    #expect(mergeDisplays(all) == displays)
  }
}
