import Glibc
import StationModel
import Testing

@testable import Agent

/// Dates are kept and shown in UTC: neither a zone nor a leap day moves a deadline.
@Suite struct TimeZoneTests {
  /// In a process of its own, since the zone belongs to the whole process.
  @Test func theTimeZoneChangesNoTextAndNoTime() async {
    await #expect(processExitsWith: .success) {
      let time = Timestamp(seconds: 1_801_440_000)
      let texts = [time.utcText, time.iso, Span.hours(36).words]
      for zone in ["UTC", "America/St_Johns", "Pacific/Kiritimati", "Europe/Berlin", "XYZ-14:30"] {
        setenv("TZ", zone, 1)
        tzset()
        let clock = AgentClock(highWater: nil)
        let isSame = [time.utcText, time.iso, Span.hours(36).words] == texts
        guard isSame, clock.difference.milliseconds.magnitude < 60_000 else { exit(1) }
      }
    }
  }

  @Test func aLeapDayIsADayLikeAnyOther() throws {
    let before = try #require(Timestamp(iso: "2028-02-28"))
    #expect((before + .days(1)).utcText == "2028-02-29 00:00 UTC")
    #expect((before + .days(2)).utcText == "2028-03-01 00:00 UTC")
    // A grace of 120 days over it.
    let begun = try #require(Timestamp(iso: "2028-01-01"))
    #expect((begun + .days(120)).utcText == "2028-04-30 00:00 UTC")
    let year = try #require(Timestamp(iso: "2027-01-01"))
    #expect((year + .days(120)).utcText == "2027-05-01 00:00 UTC")
  }
}
