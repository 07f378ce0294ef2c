import Journal
import StationModel
import Testing

/// What the journal tells of what is seen.
@Suite struct SightTests {
  private func station(_ presence: Presence) -> Station {
    Station(record: Changes.record, presence: presence, need: .needed)
  }

  private func told(_ presences: [Presence]) -> [[JournalEvent]] {
    var log = SightLog()
    return presences.map { presence in
      log.see(stations: [station(presence)], candidates: [], flapping: []).map(\.event)
    }
  }

  @Test func whatIsMissingIsToldOnceAndThatItIsBack() {
    let probing = Presence.probing(missing: [.display], until: Changes.now)
    let less = Presence.incomplete(missing: [.display])
    #expect(
      told([.complete, probing, less, less, .incomplete(missing: [.keyboard]), probing, .complete])
        == [[], [], [.stationIncomplete], [], [.stationIncomplete], [], [.stationComplete]])
  }

  @Test func whatTheLedgerTellsIsNotToldTwice() {
    let away = Presence.away(since: Changes.now, until: Changes.now)
    #expect(
      told([.complete, away, .absent(since: Changes.now), .complete]) == [[], [], [], []])
    #expect(
      told([.absent(since: Changes.now), .incomplete(missing: [.hub])]) == [
        [], [.stationIncomplete],
      ])
  }

  @Test func aConflictIsAWarning() {
    var log = SightLog()
    let entries = log.see(
      stations: [station(.conflict(why: "two hubs claim it"))], candidates: [], flapping: [])
    #expect(entries.map(\.event) == [.stationConflict] && entries.map(\.level) == [.warning])
  }

  @Test func placesThatComeAndGoAreToldOnce() {
    var log = SightLog()
    let events = [Set([Changes.key]), [Changes.key], []].map { places in
      log.see(stations: [], candidates: [], flapping: places).map(\.event)
    }
    #expect(events == [[.flappingBegun], [], [.flappingEnded]])
  }
}
