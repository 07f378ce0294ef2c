import StationModel
import Testing

@testable import Reports

@Suite struct StationTests {
  let day = at("2026-11-26")
  let noon = at("2026-11-26T12:00Z")
  let next = at("2026-11-27")
  let far = at("2027-02-01")

  @Test func aStationThatMovedIsTheSameOneInEveryPeriod() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, name: "Desk", at: day)
    diary.grant("station/a", at: day, until: far)
    diary.enroll("b", number: 1, name: "Desk", at: next, event: "moved", from: "a")
    diary.release("station/b", at: next + .hours(12))
    // Somebody else is in its former place now.
    diary.enroll("a", number: 2, at: next + .hours(12))
    let rows = try diary.report(from: day, to: next + .days(1), .day, by: .station).rows
    #expect(rows.map(\.group) == ["b", "b", "a"])
    #expect(rows.map(\.name) == ["1 Desk", "1 Desk", "2 Station 2"])
    #expect(rows.map(\.averageThousandths) == [1000, 500, 0])
    #expect(try diary.report(from: day, to: next + .days(1)).rows.first?.peak == 1)
  }

  @Test func aStationThatTakesThePlaceOfAForgottenOneIsAnother() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.enroll("b", number: 2, at: day)
    diary.grant("station/b", at: day, until: far)
    diary.note("station-forgotten", at: noon, "b", ["number": 2])
    diary.enroll("b", number: 1, at: noon, event: "re-based", from: "a")
    let rows = try diary.report(from: day, to: next, by: .station).rows
    #expect(rows.map(\.group) == ["b", "b (former)"])
    #expect(rows.map(\.name) == ["1 Station 1", "2 Station 2"])
    #expect(rows.map(\.released) == [0, 1])
  }

  @Test func theLeaseOfAForgottenStationIsReleased() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.grant("station/a", at: day, until: far)
    diary.note("station-forgotten", at: noon, "a", ["number": 1])
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.released, row.averageThousandths) == (1, 500))
  }

  @Test func aStationWithNewLabelsTakesItsLeaseAlong() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, labels: "exam room-3", at: day)
    diary.enroll("b", number: 2, at: day)
    diary.grant("station/a", at: day, until: far)
    diary.grant("station/b", at: day, until: far)
    diary.state("a", "grace", at: day)
    diary.enroll("a", number: 1, labels: "room-4", at: noon, event: "arranged")
    let rows = try diary.report(from: day, to: next, by: .label).rows
    #expect(rows.map(\.group) == ["exam", "room-3", "room-4", nil])
    #expect(rows.map(\.averageThousandths) == [500, 500, 500, 1000])
    #expect(rows.map(\.graceMinutes) == [720, 720, 720, 0])
    #expect(rows.map(\.granted) == [1, 1, 0, 1])
  }

  @Test func aStationThatIsThereHasARowThoughNothingHappened() throws {
    var diary = Diary()
    diary.enroll("a", number: 10, at: day)
    diary.enroll("b", number: 9, at: day)
    let rows = try diary.report(from: day, to: next, by: .station).rows
    #expect(rows.map(\.group) == ["b", "a"])
  }

  @Test func newNumbersAreShown() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.enroll("b", number: 2, at: day)
    diary.note("stations-renumbered", at: noon, nil, ["a": "2 Far desk", "b": "1 Near desk"])
    let rows = try diary.report(from: day, to: next, by: .station).rows
    #expect(rows.map(\.name) == ["1 Near desk", "2 Far desk"])
  }

  @Test func minutesAreAddedUpOverStations() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.enroll("b", number: 2, at: day)
    diary.state("a", "grace", at: day)
    diary.state("b", "grace", at: noon)
    diary.state("b", "over", former: "grace", at: next + .hours(-2))
    diary.state("a", "unlicensed", former: "grace", at: next + .hours(-1))
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect(row.graceMinutes == 23 * 60 + 10 * 60)
    #expect(row.unlicensedMinutes == 60)
    #expect(row.overMinutes == 120)
    #expect(row.denials == 2)
    #expect(row.statesFrom == nil)
  }

  @Test func anotherCauseOfTheSameStateIsNoNewDenial() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.state("a", "licensed", at: day)
    diary.state("a", "unlicensed", former: "licensed", at: noon)
    diary.state("a", "unlicensed", former: "unlicensed", at: noon + .minutes(1))
    diary.state("a", "over", former: "unlicensed", at: noon + .minutes(2))
    diary.state("a", "licensed", former: "over", at: noon + .minutes(3))
    diary.state("a", "unlicensed", former: "licensed", at: noon + .minutes(4))
    #expect(try diary.report(from: day, to: next).rows.first?.denials == 2)
  }

  @Test func beforeTheFirstStateIsRecordedDenialsAreUnknownAndNotZero() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.state("a", "unlicensed", at: next + .hours(12))
    let report = try diary.report(from: day, to: next + .days(2), .day)
    #expect(report.rows.map(\.denials) == [nil, 0, 0])
    #expect(report.rows.map(\.graceMinutes) == [nil, 0, 0])
    #expect(report.rows.map(\.unlicensedMinutes) == [nil, 720, 1440])
    #expect(report.rows.map(\.statesFrom) == [nil, next + .hours(12), nil])
    #expect(report.statesKnownFrom == next + .hours(12))
    #expect(report.remarks.contains { $0.hasPrefix("Denials and minutes are known only from") })
  }

  @Test func aStationThatIsForgottenIsNotCountedOn() throws {
    var diary = Diary()
    diary.enroll("a", number: 1, at: day)
    diary.state("a", "grace", at: day)
    diary.note("station-forgotten", at: noon, "a", ["number": 1])
    #expect(try diary.report(from: day, to: next).rows.first?.graceMinutes == 720)
  }
}
