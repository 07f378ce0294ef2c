import StationModel
import Testing

@testable import Reports

@Suite struct LeaseTests {
  let day = at("2026-11-26")
  let noon = at("2026-11-26T12:00Z")
  let next = at("2026-11-27")
  let far = at("2027-02-01")

  @Test func aLeaseThatIsHandedOnAtOneMomentIsNoPeakOfTwo() throws {
    for isGrantFirst in [true, false] {
      var diary = Diary()
      diary.grant("station/a", at: day, until: far)
      if isGrantFirst { diary.grant("station/b", at: noon, until: far) }
      diary.release("station/a", at: noon)
      if !isGrantFirst { diary.grant("station/b", at: noon, until: far) }
      let row = try #require(diary.report(from: day, to: next).rows.first)
      #expect(row.peak == 1)
      #expect(row.peakAt == day)
      #expect((row.granted, row.released) == (2, 1))
      #expect(row.average == 1)
    }
  }

  @Test func aLeaseThatIsGrantedAndReleasedAtOneMomentWasNotHeld() throws {
    var diary = Diary()
    diary.grant("station/a", at: noon, until: far)
    diary.release("station/a", at: noon)
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.peak, row.peakAt, row.granted, row.released) == (0, nil, 1, 1))
  }

  @Test func aRenewalIsNoGrantAndNoSecondLease() throws {
    var diary = Diary()
    diary.grant("station/a", at: day, until: far)
    diary.grant("station/a", at: noon, until: far + .days(60), renewal: true)
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.peak, row.granted, row.renewed) == (1, 1, 1))
  }

  @Test func aLeaseThatRanOutIsNotHeldThoughNobodyReleasedIt() throws {
    var diary = Diary()
    diary.grant("station/a", at: day, until: noon)
    diary.release("station/a", at: at("2026-11-26T18:00Z"))
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.peak, row.averageThousandths, row.released) == (1, 500, 1))
    let evening = try #require(diary.report(from: noon, to: next).rows.first)
    #expect((evening.peak, evening.averageThousandths, evening.released) == (0, 0, 1))
  }

  @Test func aRenewalAtTheMomentOfTheEndLeavesNoGap() throws {
    var diary = Diary()
    diary.grant("station/a", at: day, until: noon)
    diary.grant("station/a", at: noon, until: far, renewal: true)
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.peak, row.averageThousandths) == (1, 1000))
  }

  @Test func aRenewalBeforeTheEndOutlivesTheFormerEnd() throws {
    var diary = Diary()
    diary.grant("station/a", at: day, until: noon)
    diary.grant("station/a", at: at("2026-11-26T06:00Z"), until: far, renewal: true)
    #expect(try diary.report(from: noon, to: next).rows.first?.averageThousandths == 1000)
  }

  @Test func aShorterTermThanTheFormerOneEndsEarlier() throws {
    var diary = Diary()
    diary.grant("station/a", at: day, until: far)
    diary.grant("station/a", at: at("2026-11-26T06:00Z"), until: noon, renewal: true)
    #expect(try diary.report(from: day, to: next).rows.first?.averageThousandths == 500)
  }

  @Test func aRevokedLeaseIsCountedApart() throws {
    var diary = Diary()
    diary.grant("user/ada", at: day, until: far)
    diary.revoke("user/ada", at: noon)
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.revoked, row.released, row.averageThousandths) == (1, 0, 500))
  }

  @Test func whatWasHeldBeforeIsThePeakOfAQuietPeriod() throws {
    var diary = Diary()
    diary.grant("station/a", at: at("2026-01-05"), until: far)
    diary.grant("station/b", at: at("2026-01-05"), until: far)
    let row = try #require(diary.report(from: day, to: next).rows.first)
    #expect((row.peak, row.peakAt, row.granted) == (2, day, 0))
  }

  @Test func aReleaseAtMidnightBelongsToTheNewDay() throws {
    var diary = Diary()
    diary.grant("station/a", at: noon, until: far)
    diary.release("station/a", at: next)
    let rows = try diary.report(from: day, to: next + .days(1), .day).rows
    #expect(rows.map(\.period) == ["2026-11-26", "2026-11-27"])
    #expect(rows.map(\.peak) == [1, 0])
    #expect(rows.map(\.released) == [0, 1])
  }

  @Test func rowsWithoutAHolderAreOfTheirStation() throws {
    var diary = Diary()
    diary.note(
      "lease-granted", at: day, "a",
      ["pack": "p", "granted-at": day.milliseconds, "expires-at": far.milliseconds])
    diary.note("lease-released", at: noon, "a", ["why": "gone"])
    let rows = try diary.report(from: day, to: next, by: .pack).rows
    #expect(rows.map(\.group) == ["p"])
    #expect(rows.first?.averageThousandths == 500)
    #expect(rows.first?.released == 1)
  }

  @Test func aLeaseThatGoesOnInAnotherPackMovesThere() throws {
    var diary = Diary()
    diary.grant("station/a", at: day, until: far, pack: "old")
    diary.grant("station/a", at: noon, until: far, pack: "new", renewal: true)
    let rows = try diary.report(from: day, to: next, by: .pack).rows
    #expect(rows.map(\.group) == ["new", "old"])
    #expect(rows.map(\.averageThousandths) == [500, 500])
    #expect(rows.map(\.renewed) == [1, 0])
    #expect(rows.map(\.granted) == [0, 1])
  }

  @Test func peopleAreTheirOwnGroups() throws {
    var diary = Diary()
    diary.grant("user/ada", at: day, until: far)
    diary.grant("user/Zoë", at: noon, until: far)
    diary.grant("station/a", at: noon, until: far)
    let rows = try diary.report(from: day, to: next, by: .user).rows
    #expect(rows.map(\.group) == ["Zoë", "ada", nil])
    #expect(rows.map(\.peak) == [1, 1, 1])
    #expect(rows.allSatisfy { $0.denials == nil && $0.licenses == nil })
  }
}
