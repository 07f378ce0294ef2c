import AgentInterface
import Testing

@testable import stationctl

/// `station explain` for people: what else was possible, without drowning them.
@Suite struct ExplainTests {
  private func row(
    _ name: String, rule: String = "5 territory", _ lost: [AlternativeView]
  ) -> DeviceView {
    DeviceView(
      device: "/sys/" + name, parent: nil, label: "L", station: "pci/1", rule: rule,
      authority: "topology", why: "because", alternatives: lost)
  }

  private func lost(
    _ station: String?, _ rule: String, _ authority: String = "topology"
  ) -> AlternativeView {
    AlternativeView(station: station, rule: rule, authority: authority, why: "it lost")
  }

  private func notes(_ rows: DeviceView...) -> [String] {
    explainLines(rows).filter { $0.hasPrefix("    ") }
  }

  @Test func whatElseWasPossibleStandsBelowTheDevice() {
    let lines = explainLines([
      row("1-1", rule: "4 anchor", [lost(nil, "4 anchor", "heuristics")]),
      row("card1", rule: "6 display", [lost("pci/2", "6 display", "udevSeat")]),
    ])
    #expect(lines.count == 5)
    #expect(lines[2] == "    not by itself: it lost")
    #expect(lines[4] == "    not pci/2: it lost")
  }

  @Test func whatGoesWithoutSayingIsNotSaid() {
    #expect(notes(row("1-1", [lost("host", "5 territory"), lost("host", "6 display")])) == [])
    #expect(notes(row("1-1", [lost("host", "2 internal hub")])).count == 1)
    #expect(notes(row("1-1", [lost("host", "6 display", "administrator")])).count == 1)
  }

  @Test func whatAllDevicesShareIsSaidOnce() {
    let outer = [lost("pci/0", "5 territory")]
    #expect(notes(row("1-1", outer), row("1-2", outer), row("1-3", outer)).count == 1)
    let chip = [lost(nil, "4 anchor")]
    #expect(notes(row("1-1", chip), row("1-2", chip)).count == 2)
  }

  @Test func nothingIsPrintedOfNothing() {
    #expect(explainLines([]) == [])
  }
}
