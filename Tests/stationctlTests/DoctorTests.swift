import AgentInterface
import Testing

@testable import stationctl

@Suite("What doctor prints")
struct DoctorTests {
  @Test func theSummaryComesFirstAndTheGravestNext() {
    let diagnosis = Diagnosis([
      FindingView("udev", .ok, "20 devices are known."),
      FindingView("usb", .note, "One."), FindingView("ledger", .problem, "Two.", nextStep: "Do."),
      FindingView("usb", .note, "Three."),
    ])
    #expect(diagnosis.level == .problem)
    #expect(
      diagnosis.lines == [
        "1 problem, 2 notes.", "[problem] ledger: Two.", "  Do.", "[note] usb: One.",
        "[note] usb: Three.", "[ok] udev: 20 devices are known.",
      ])
  }

  @Test func healthIsOneSentence() {
    let diagnosis = Diagnosis([FindingView("udev", .ok, "Fine.")])
    #expect(diagnosis.level == .ok && diagnosis.lines[0] == "Nothing is wrong.")
  }
}
