import Notices
import StationModel
import Testing

/// The whole text of each cause, in grace and after it.
@Suite struct WordingTests {
  private static let start = Timestamp(seconds: 1_795_464_900)  // 2026-11-23 20:15 UTC
  private static let addPack =
    "Add a pack: stationctl license add FILE. "
    + "Or give up a station that is no longer used: stationctl station forget NUMBER"
  private static let renew = "Add a pack that renews them: stationctl license add FILE"
  private static let setMode =
    "Say how licenses are counted. By stations: stationctl license mode per-device. "
    + "By people: stationctl license mode per-user"
  private static let look =
    "Find out what is wrong: stationctl doctor. Licenses are given when it answers again"
  private static let mayBeUsed =
    "Station 2 (Front desk) may be used without one until its grace ends on "
    + "2026-12-23 20:15 UTC, 30 days after this notice."
  private static let isOver =
    "Station 2 (Front desk) has been without license or grace since 2026-11-23 20:15 UTC. "
    + "Sessions that are open there go on."

  @Test(arguments: [
    (
      LicenseCause.unconfigured, true, "No license mode is set",
      "No license mode is set, so no station is given a license. " + mayBeUsed, setMode
    ),
    (
      .unconfigured, false, "No license mode is set: station 2 (Front desk) is not licensed",
      "No license mode is set, so no station is given a license. " + isOver, setMode
    ),
    (
      .unreachable, true, "The license pool of this host cannot be asked",
      "The license pool of this host cannot be asked: permission denied. " + mayBeUsed, look
    ),
    (
      .unreachable, false,
      "The license pool of this host cannot be asked: station 2 (Front desk) is not licensed",
      "The license pool of this host cannot be asked: permission denied. " + isOver, look
    ),
    (
      .exhausted, true, "No license is free for station 2 (Front desk)",
      "All 2 licenses are in use. " + mayBeUsed, addPack
    ),
    (
      .exhausted, false, "Station 2 (Front desk) is not licensed",
      "All 2 licenses are in use. " + isOver, addPack
    ),
    (
      .expired, true, "The licenses for station 2 (Front desk) have run out",
      "The licenses for station 2 (Front desk) have run out. " + mayBeUsed, renew
    ),
    (
      .expired, false, "Station 2 (Front desk) is not licensed",
      "The licenses for station 2 (Front desk) have run out. " + isOver, renew
    ),
  ]) func saysWhatHappenedToWhomUntilWhenAndWhatNext(
    cause: LicenseCause, isInGrace: Bool, summary: String, body: String, nextStep: String
  ) throws {
    let notice = try notice(
      isInGrace
        ? .grace(until: Self.start + .days(30), cause: cause)
        : .unlicensed(since: Self.start, cause: cause), PoolPicture(total: 2, used: 2, short: 1))
    #expect(notice.summary == summary)
    #expect(notice.body == body)
    #expect(notice.nextStep == nextStep)
  }

  @Test(arguments: [
    (PoolPicture(total: 0, used: 0, short: 1), "There are no licenses. "),
    (PoolPicture(total: 1, used: 1, short: 1), "The only license is in use. "),
    (
      PoolPicture(total: 3, used: 1, short: 1),
      "None of the free licenses covers a physical station. "
    ),
  ]) func saysHowTheLicensesAreShort(pool: PoolPicture, start: String) throws {
    let state = LicenseState.grace(until: Self.start + .seconds(12), cause: .exhausted)
    let notice = try notice(state, pool)
    #expect(notice.body.hasPrefix(start))
    #expect(notice.body.hasSuffix("on 2026-11-23 20:15 UTC, 12 seconds after this notice."))
  }

  private func notice(_ state: LicenseState, _ pool: PoolPicture) throws -> Notice {
    let key = StationKey("place/2")
    let record = Enrolled(
      key: key, number: 2, name: "Front desk", kind: .physical, enrolledAt: Self.start)
    let decision = decideNotices(
      NoticeInput(
        stations: [Station(record: record, presence: .complete, need: .needed)],
        states: [key: state], pool: pool, source: .unreachable(why: "permission denied"),
        active: [], now: Self.start))
    return try #require(decision.board.first)
  }
}
