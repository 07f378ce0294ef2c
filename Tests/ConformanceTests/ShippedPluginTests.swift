import Conformance
import Glibc
import Testing

/// What this package ships passes its own suite.
@Suite struct ShippedPluginTests {
  @Test(arguments: ["python", "sh"]) func theExamplesKeepEveryRule(name: String) async throws {
    let bench = try Bench()
    let folder = try bench.copy("Plugins/examples/" + name, as: name)
    let report = await Gate.check(folder, operate: "lab-2")
    expectClean(report, but: ["unlisted"])
  }

  @Test func desktopListKeepsEveryRule() async throws {
    let bench = try Bench()
    let folder = try bench.copy("Plugins/desktop-list", as: "desktop-list")
    try bench.write(
      try Bench.read(Bench.products + "/desktop-list"), to: folder + "/desktop-list", mode: 0o755)
    let report = await Gate.check(folder)
    expectClean(
      report, but: ["no-such-desktop", "same-operation", "power", "assign", "reused-operation"])
  }

  @Test func theExampleInSwiftKeepsEveryRule() async throws {
    let bench = try Bench()
    let folder = try bench.copy("Plugins/examples/in-swift", as: "in-swift")
    for part in ["/.build", "/.build/release"] { mkdir(folder + part, 0o755) }
    try bench.write(
      try Bench.read(Bench.products + "/in-swift"), to: folder + "/.build/release/in-swift",
      mode: 0o755)
    let report = await Gate.check(folder, operate: "lab-2")
    expectClean(report, but: ["unlisted"])
  }

  private func expectClean(_ report: CheckReport, but notApplicable: Set<String>) {
    #expect(report.violations.map { "\($0.rule): \($0.sent ?? "") <- \($0.came ?? "")" } == [])
    #expect(
      Set(report.checks.filter { $0.verdict != .ok }.map(\.rule)) == notApplicable,
      "\(report.checks)")
  }
}
