import Dice
import Glibc
import Ledger
import StationModel
import Testing
import ledger_torture

@Suite struct KillTests {
  /// What a killed process leaves behind: all that it told of, at most one commit more, and nothing
  /// that is half done. `script` is where the ledger was at least.
  private func check(_ path: String, _ script: inout TortureScript, told: Int64) throws {
    let (ledger, report) = try Ledger.open(path: path, now: Timestamp(milliseconds: 0))
    #expect(report.findings == [], "\(report.message)")
    let state = try ledger.load()
    let last = state.highWater?.milliseconds ?? 0
    // One more may be durable than it had the time to tell.
    #expect(last >= max(told, script.number) && last <= max(told, script.number) + 1)
    while script.number < last { _ = script.next() }
    #expect(state == script.expected)
    #expect(Set(state.leases.map(\.holder)).count == state.leases.count)
    #expect(try ledger.audit() == LedgerAudit(chain: .intact(rows: script.rows)))
  }

  @Test func whatWasToldIsThereHoweverItEnds() throws {
    let folder = try Folder()
    var random = SplitMix(seed: 2026)
    var script = TortureScript()
    for round in 1...60 {
      let victim = try Victim(folder.ledger)
      // Sometimes before it has done anything: killed while it opens, migrates or recovers.
      let commits = round % 4 == 0 ? 0 : Int.random(in: 1...20, using: &random)
      let told = try victim.kill(
        after: commits, spinning: .microseconds(Int.random(in: 0...8000, using: &random)))
      try check(folder.ledger, &script, told: told)
    }
    print("killed 60 times at random moments; \(script.number) commits held")
    #expect(script.number > 150)
  }

  /// A run from the first write of a new ledger to the last one of its third closing, killed at each:
  /// in two lanes, the odd ones and the even ones.
  @Test(arguments: [1, 2]) func aKillAtAnyWriteLosesAndDoublesNothing(_ first: Int) throws {
    let start = ContinuousClock.now
    var kills = 0
    var call = first
    while true {
      let folder = try Folder()
      let end = try Victim(folder.ledger, killedAt: call).wait()
      guard end.isKilled else { break }
      kills += 1
      var script = TortureScript()
      while script.number < end.told { _ = script.next() }
      try check(folder.ledger, &script, told: end.told)
      call += 2
      // And it goes on, to be killed again.
      guard kills % 10 == 0 else { continue }
      let next = try Victim(folder.ledger, killedAt: kills % 97 + 1).wait()
      try check(folder.ledger, &script, told: next.told)
    }
    print(
      "killed at each second of \(call - 2) writes, \(kills) times, in \(ContinuousClock.now - start)"
    )
    #expect(kills >= 250, "both lanes together 500")
  }
}
