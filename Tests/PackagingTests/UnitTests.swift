import Glibc
import RigKit
import Testing

/// What systemd makes of the units.
@Suite struct UnitTests {
  /// The exposure by `systemd-analyze security`, in tenths, that no unit may pass. Mail is not among them: its
  /// unit says why.
  private static let bounds = [
    ("stationmaster", 15), ("stationmaster-hook@", 5), ("stationmaster-plugin@", 2),
    ("stationmaster-release-seat@", 15),
  ]

  @Test(arguments: bounds)
  func noUnitIsMoreExposedThanItMustBe(name: String, tenths: Int) throws {
    try Packaging.inFolder { folder in
      let unit = "\(Packaging.units)/\(name).service"
      func security(_ threshold: Int) throws -> CommandResult {
        try Packaging.tool(
          "systemd-analyze",
          ["security", "--offline=true", "--no-pager", "--threshold=\(threshold)", unit],
          in: folder)
      }
      let result = try security(tenths)
      let open = result.output.split(separator: "\n").filter { $0.contains("✗") }
      #expect(result.code == 0, "\(open.joined(separator: "\n"))")
      // It does tell a difference.
      #expect(try security(0).code != 0)
    }
  }

  @Test func systemdCanReadThemAll() throws {
    try Packaging.inFolder { folder in
      let names = try units()
      #expect(names.count == 5)
      for name in names {
        // What they run is installed nowhere yet, and the tool looks for it.
        let text = try readText(Packaging.units + "/" + name)
          .split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.hasPrefix("ExecStart=") ? "ExecStart=/bin/true" : String($0) }
          .joined(separator: "\n")
        try writeText(text, to: folder + "/" + name)
      }
      let result = try Packaging.tool(
        "systemd-analyze", ["verify", "--man=no"] + names.map { folder + "/" + $0 }, in: folder)
      #expect(result.code == 0 && !result.output.contains("stationmaster"), "\(result.output)")
      // Whoever writes a key wrongly hears of it here.
      try writeText("[Service]\nExecStart=/bin/true\nProtectHoem=yes\n", to: folder + "/a.service")
      let wrong = try Packaging.tool(
        "systemd-analyze", ["verify", "--man=no", folder + "/a.service"], in: folder)
      #expect(wrong.output.contains("ProtectHoem"))
    }
  }

  /// Root follows no link there: what is in that folder, the agent's user says. Programs of units come there as
  /// the units' own users.
  @Test func systemdOpensNothingInTheAgentsFolder() throws {
    for name in try units() {
      for line in try readText(Packaging.units + "/" + name).split(separator: "\n")
      where line.contains("/run/stationmaster") {
        #expect(line.hasPrefix("ExecStart=/bin/sh -c 'exec "), "\(name): \(line)")
      }
    }
    let unit = "stationmaster-plugin@.service"
    #expect(try Packaging.values("StandardInput", of: unit) == ["null"])
    for stream in ["StandardOutput", "StandardError"] {
      #expect(try Packaging.values(stream, of: unit) == ["journal"])
    }
  }

  @Test func aPluginsUnitHasTheUserAndTheFolderThatTheAgentTells() throws {
    let unit = "stationmaster-plugin@.service"
    #expect(try Packaging.values("DynamicUser", of: unit) == ["yes"])
    #expect(try Packaging.values("User", of: unit) == ["sm-plugin-%i"])
    #expect(try Packaging.values("StateDirectory", of: unit) == ["stationmaster-plugins/%i"])
    let agent = "stationmaster.service"
    #expect(try Packaging.values("RuntimeDirectory", of: agent) == ["stationmaster"])
  }

  /// The sign-in screen comes after the stations, and is not kept waiting for long by an agent that hangs.
  @Test func stationsAreFoundBeforeTheSignInScreenAndItDoesNotWaitForEver() throws {
    let agent = "stationmaster.service"
    #expect(try Packaging.values("Before", of: agent) == ["display-manager.service"])
    #expect(try Packaging.values("After", of: agent).joined().contains("systemd-logind.service"))
    #expect(try Packaging.values("TimeoutStartSec", of: agent) == ["60"])
    // Only wanted by others: nothing may fail with it.
    #expect(try Packaging.values("RequiredBy", of: agent).isEmpty)
  }

  private func units() throws -> [String] {
    try Packaging.names(in: Packaging.units).filter { $0.hasSuffix(".service") }
  }
}
