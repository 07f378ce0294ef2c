import StationModel
import Testing

@testable import Reports

@Suite struct PoolTests {
  let day = at("2026-11-26")

  private func totals(_ diary: Diary, days: Int64 = 4) throws -> [Int?] {
    try diary.report(from: day, to: day + .days(days), .day).rows.map(\.licenses)
  }

  @Test func aPackCountsWhileItIsValid() throws {
    var diary = Diary()
    diary.pack("p", count: 20, from: day + .days(1), until: day + .days(3), at: day)
    #expect(try totals(diary) == [0, 20, 20, 0])
  }

  @Test func aPackRemovedPartlyKeepsTheRest() throws {
    var diary = Diary()
    diary.pack("p", count: 20, from: day, at: day)
    diary.note("pack-removed", at: day + .days(1), nil, ["pack": "p", "licenses": 5])
    diary.note("pack-removed", at: day + .days(2), nil, ["pack": "p", "licenses": 7])
    diary.note("pack-removed", at: day + .days(3), nil, ["pack": "p"])
    #expect(try totals(diary) == [20, 15, 8, 0])
  }

  @Test func moreLicensesRemovedThanThereAreLeaveNone() throws {
    var diary = Diary()
    diary.pack("p", count: 20, from: day, at: day)
    diary.note("pack-removed", at: day, nil, ["pack": "p", "licenses": Int.max])
    diary.note("pack-removed", at: day, nil, ["pack": "p", "licenses": Int.max])
    #expect(try totals(diary, days: 1) == [0])
  }

  @Test func theModeSaysWhichLicensesCount() throws {
    var diary = Diary()
    diary.pack("d", count: 20, from: day, at: day)
    diary.pack("old", count: 1, kind: nil, from: day, at: day)
    diary.pack("u", count: 3, kind: "user", from: day, at: day)
    diary.note("mode-set", at: day + .days(1), nil, ["mode": "per-device"])
    diary.note("mode-set", at: day + .days(2), nil, ["mode": "per-user"])
    diary.note("pack-converted", at: day + .days(3), nil, ["pack": "d", "converted": 8])
    #expect(try totals(diary) == [24, 21, 3, 11])
  }

  @Test func aPackThatIsReplacedGivesNoMore() throws {
    var diary = Diary()
    diary.pack("p", count: 20, from: day, at: day)
    diary.pack("q", count: 30, from: day + .days(2), replaces: "p", at: day + .days(1))
    #expect(try totals(diary) == [20, 20, 30, 30])
  }

  @Test func packsThatReplaceEachOtherDoNotBothGo() throws {
    var diary = Diary()
    diary.pack("p", count: 20, from: day, replaces: "q", at: day)
    diary.pack("q", count: 30, from: day, replaces: "p", at: day + .hours(1))
    #expect(try totals(diary, days: 1) == [30])
  }

  @Test func eachPackHasItsOwnNumber() throws {
    var diary = Diary()
    diary.pack("b", count: 20, from: day, at: day)
    diary.pack("a", count: 5, from: day, at: day)
    diary.pack("over", count: 7, from: day + .days(-9), until: day, at: day + .days(-9))
    diary.pack("to-come", count: 7, from: day + .days(9), at: day)
    let rows = try diary.report(from: day, to: day + .days(1), by: .pack).rows
    #expect(rows.map(\.group) == ["a", "b"])
    #expect(rows.map(\.licenses) == [5, 20])
    #expect(rows.map(\.denials) == [nil, nil])
  }

  @Test func stepsSayWhenPacksBeginAndEnd() {
    func pack(
      _ id: String, _ count: Int, from: Int64, until: Int64?, replaces: [String] = [],
      kind: LicenseKind = .device
    ) -> Pack {
      Pack(
        id: id, issuer: "school", keyID: "", kind: kind, count: count, coverage: [.physical],
        validFrom: day + .days(from), validUntil: until.map { day + .days($0) },
        replaces: replaces, addedAt: day)
    }
    let packs = [
      pack("a", 10, from: -9, until: 30), pack("b", 5, from: 10, until: nil),
      pack("c", 7, from: 20, until: nil, replaces: ["a"]), pack("gone", 9, from: -9, until: -1),
      pack("people", 9, from: -9, until: 4, kind: .user),
    ]
    #expect(
      PoolStep.steps(packs, of: .device, now: day) == [
        PoolStep(from: day, total: 10),
        PoolStep(from: day + .days(10), total: 15, pack: "b"),
        PoolStep(from: day + .days(20), total: 12, pack: "a"),
      ])
    #expect(
      PoolStep.steps(packs, of: .user, now: day) == [
        PoolStep(from: day, total: 9), PoolStep(from: day + .days(4), total: 0, pack: "people"),
      ])
    #expect(PoolStep.steps([], of: .user, now: day) == [PoolStep(from: day, total: 0)])
  }
}
