import Dice
import Notices
import StationModel
import Testing

/// Whatever is true at once: the order in which it is given makes no difference, nothing is decided
/// twice, and no text has a hole.
@Suite struct AnyInputTests {
  @Test func theOrderMakesNoDifferenceAndNothingIsToldTwice() {
    var dice = SplitMix(seed: 4)
    var told = 0
    var causes: Set<String> = []
    for _ in 0..<400 {
      var input = Self.input(&dice)
      let decision = decideNotices(input)
      var other = input
      other.stations.shuffle(using: &dice)
      other.sources.shuffle(using: &dice)
      other.endingPacks.shuffle(using: &dice)
      other.untrusted.shuffle(using: &dice)
      other.ledger.shuffle(using: &dice)
      other.plugins.shuffle(using: &dice)
      other.ailments.shuffle(using: &dice)
      other.refusals.shuffle(using: &dice)
      #expect(decideNotices(other) == decision)
      for notice in tidings(decision).told {
        told += 1
        causes.insert(notice.id.cause)
        for text in [notice.summary, notice.body, notice.nextStep] {
          #expect(!text.contains("{") && !text.contains("}") && !text.contains("  "), "\(text)")
          #expect(!text.isEmpty && !text.contains(". .") && !text.contains(".."), "\(text)")
        }
        #expect(notice.body.hasSuffix("."), "\(notice.body)")
      }
      input.active = decision.board
      #expect(decideNotices(input).changes.isEmpty)
      #expect(decideNotices(input).nextChange == decision.nextChange)
      // A different world at a later time: all that is no longer so is closed, and nothing else.
      var later = Self.input(&dice)
      later.now = input.now + .days(dice.one(of: [0, 1, 40]))
      later.active = decision.board
      let next = decideNotices(later)
      let closed = tidings(next).closed.count
      #expect(closed + next.board.count == Set((decision.board + next.board).map(\.id)).count)
      #expect(tidings(next).closed.allSatisfy { $0.hasSuffix(".") && !$0.contains("{") })
    }
    #expect(told > 2000)
    #expect(causes.count == 11, "\(causes)")
  }

  private static func input(_ dice: inout SplitMix) -> NoticeInput {
    var input = quiet()
    input.now = evening
    input.mode = dice.one(of: LicenseMode.allCases)
    input.stations = (1...6).map { station($0, users: dice.chance(50) ? ["ada", "ben"] : ["cy"]) }
    for station in input.stations {
      let date = evening + .hours(.random(in: -900...2000, using: &dice))
      let cause = dice.one(of: LicenseCause.allCases)
      let state: LicenseState? = dice.one(of: [
        nil, .notNeeded(why: "it is off"), .grace(until: date, cause: cause),
        .unlicensed(since: date, cause: cause), .over(since: date, users: ["ada"]),
        .licensed(Lease(station: station.key, pack: "a", grantedAt: date, expiresAt: date)),
      ])
      input.states[station.key] = state
      if dice.chance(20) { input.notes[station.key] = "it goes last until Monday" }
    }
    let total = Int.random(in: 0...4, using: &dice)
    input.pool = PoolPicture(
      total: total, used: .random(in: 0...total, using: &dice), short: 2, over: 1)
    for name in ["local", "zoo", "zoo", "garden", "lab", "attic"] where dice.chance(30) {
      let state: SourceState = dice.one(of: [
        .unknown, .reachable, .denied(why: "no."), .incompatible(why: "it is old"),
        .unreachable(why: ""),
      ])
      guard state != .unreachable(why: "") else {
        input.sources.append(SourceTrouble(name: name, state: .unreachable(why: "no route")))
        continue
      }
      input.sources.append(SourceTrouble(name: name, state: state))
    }
    for id in ["a", "b", "b"] where dice.chance(40) {
      input.endingPacks.append(
        EndingPack(
          id: id, issuer: "school", end: evening + .hours(.random(in: -90...2000, using: &dice)),
          held: .random(in: 0...3, using: &dice), short: .random(in: 0...3, using: &dice)))
      input.untrusted.append(
        UntrustedPack(pack: id, why: dice.one(of: ["its key is gone", "no."])))
    }
    let length = Span.hours(.random(in: -500...500, using: &dice))
    input.clock = dice.one(of: [
      nil, .behind(by: length), .ahead(by: length), .jumped(by: length, at: evening),
      .corrected(by: length),
    ])
    for kind in LedgerTrouble.Kind.allCases where dice.chance(30) {
      input.ledger.append(LedgerTrouble(kind: kind, message: dice.one(of: ["Gone.", "gone"])))
    }
    if dice.chance(30) { input.plugins = [PluginTrouble(name: "vms", why: "it crashed")] }
    for name in ["vms", "vms", "rdp"] where dice.chance(30) {
      input.ailments.append(
        PluginAilment(
          name: name, why: dice.one(of: ["no disk.", "it is slow"]),
          since: evening + .minutes(.random(in: -30...5, using: &dice))))
    }
    input.refusesUnlicensed = dice.chance(70)
    for number in [1, 2, 2, 3, 9] where dice.chance(30) {
      if dice.chance(50), input.stations.indices.contains(number - 1) {
        input.stations[number - 1].record.disabled = Disabled(since: evening)
      }
      input.refusals.append(
        RefusedSignIn(
          station: StationKey("place/\(number)"), user: dice.one(of: ["ada", "ben"]),
          at: evening + .hours(.random(in: -30...0, using: &dice)),
          reason: dice.one(of: [.disabled, .unlicensed])))
    }
    return input
  }
}
