import Testing

@testable import machines

@Suite struct MachineNameTests {
  @Test(arguments: ["a", "lab-1", "debian_12", "a.b-c", "A9", String(repeating: "x", count: 64)])
  func thisMayBeAMachinesName(name: String) { #expect(MachineName.isValid(name)) }

  @Test(arguments: [
    "", ".host", ".raw", ".#lab.lck", "a b", "a/b", "lab@1", "-lab", "lab-", "lab.", "a..b", "a-.b",
    "a.-b", "ä", "a\n", "a\\x2d", String(repeating: "x", count: 65),
  ]) func thisMayNot(name: String) { #expect(!MachineName.isValid(name)) }

  /// `--machine=%i` in systemd-nspawn@.service takes the name as it stands in the unit's name.
  @Test func theUnitHasTheNameAsItIs() {
    #expect(MachineName.unit("lab-1.x_2") == "systemd-nspawn@lab-1.x_2.service")
  }

  @Test func aCopyIsNamedAfterItsTemplateAndItsStation() {
    func copy(_ template: String, _ number: Int, _ taken: Set<String> = []) -> String {
      MachineName.copy(of: template, station: number, taken: taken)
    }
    #expect(copy("golden", 4) == "golden-4")
    #expect(copy("golden", 4, ["golden-4"]) == "golden-4-2")
    #expect(copy("golden", 4, ["golden-4", "golden-4-2"]) == "golden-4-3")
    #expect(copy("golden", -1) == "golden-0")
    let long = copy(String(repeating: "a.", count: 31) + "bb", 123)
    #expect(long.utf8.count <= 64 && MachineName.isValid(long), "\(long)")
  }
}
