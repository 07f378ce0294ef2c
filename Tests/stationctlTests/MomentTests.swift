import StationModel
import Testing

@testable import stationctl

@Suite struct MomentTests {
  private static let now = Timestamp(seconds: 1_795_464_900)

  @Test(arguments: [
    ("45m", Timestamp(seconds: 1_795_464_900) + .minutes(45)),
    ("2h", Timestamp(seconds: 1_795_464_900) + .hours(2)),
    ("3d", Timestamp(seconds: 1_795_464_900) + .days(3)),
  ])
  func aLengthCountsFromNow(_ text: String, _ time: Timestamp) throws {
    #expect(try Moment.read(text, now: Self.now) == time)
  }

  @Test func aDayIsMeantToItsEnd() throws {
    #expect(try Moment.read("2026-12-24", now: Self.now).iso == "2026-12-25T00:00:00.000Z")
    #expect(
      try Moment.read("2026-12-24T18:00Z", now: Self.now).iso == "2026-12-24T18:00:00.000Z")
  }

  @Test func aClockTimeIsTheNextOne() throws {
    for text in ["0:00", "7:30", "18:00", "23:59"] {
      let time = try Moment.read(text, now: Self.now)
      #expect(time > Self.now && time <= Self.now + .hours(25), "\(text)")
    }
  }

  @Test(arguments: ["", "h", "0h", "-5m", "2w", "24:00", "18:60", "18:0", "1e3h", "9999999d", "x"])
  func whatIsNoTimeIsRefused(_ text: String) {
    #expect(throws: Failure.self) { try Moment.read(text, now: Self.now) }
  }
}
