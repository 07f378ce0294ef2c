import AgentInterface
import Testing

@testable import stationctl

@Suite struct WatchTests {
  private func snapshot(_ packs: [PackView]) -> AgentSnapshot {
    AgentSnapshot(
      host: HostView(version: "1", overflows: 0, devices: 0, displays: []),
      licensing: LicensingView(
        mode: "unset", licenses: 0, licensesUsed: 0, stationsShort: 0, sources: [],
        hostGraceStarted: nil, hostGraceEnds: nil, hostGraceEnded: nil),
      stations: [], candidates: [], packs: packs, notices: [], plugins: [], desktops: [])
  }

  private func pack(_ id: String, used: Int) -> PackView {
    PackView(
      id: id, issuer: "school", keyID: "k", count: 5, used: used, covers: [], validFrom: nil,
      validUntil: nil, state: "valid")
  }

  @Test func eachDifferenceIsOneLineWithItsSign() {
    let lines = differences(
      from: snapshot([pack("gone", used: 0), pack("kept", used: 1), pack("same", used: 2)]),
      to: snapshot([pack("kept", used: 2), pack("new", used: 0), pack("same", used: 2)]))
    #expect(
      lines == [
        "- pack gone", "~ pack kept: 2 of 5 in use, valid", "+ pack new: 0 of 5 in use, valid",
      ])
  }

  @Test func theFirstLookShowsEverything() {
    #expect(
      differences(from: nil, to: snapshot([pack("a", used: 0)])) == [
        "+ pack a: 0 of 5 in use, valid"
      ])
  }
}
