import Glibc
import RigKit
import Testing

/// The files that start the session agent, by the tools that know their formats.
@Suite struct NotifierPackaging {
  private static let packaging = Rigs.project + "/Packaging"

  @Test(arguments: ["autostart/station-notifier", "applications/station-notifier"])
  func desktopsCanReadItsEntries(name: String) throws {
    let result = try check("desktop-file-validate", [Self.packaging + "/\(name).desktop"])
    #expect(result.code == 0 && result.output.isEmpty, "\(result.output)")
  }

  @Test func systemdCanReadItsUnit() throws {
    let folder = try temporary()
    defer { removeTree(folder) }
    let text = try readText(Self.packaging + "/systemd/user/station-notifier.service")
    // It is installed nowhere yet, and the tool looks for the program.
    let unit = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasPrefix("ExecStart=") ? "ExecStart=/bin/true" : String($0)
    }.joined(separator: "\n")
    #expect(unit != text)
    try writeText(unit, to: folder + "/station-notifier.service")
    let result = try check(
      "systemd-analyze", ["--user", "verify", folder + "/station-notifier.service"],
      ["XDG_RUNTIME_DIR": folder, "HOME": folder])
    #expect(result.code == 0, "\(result.output)")
    #expect(!result.output.contains("station-notifier.service:"), "\(result.output)")
  }

  /// Without it nothing would start the unit where the entry is left alone.
  @Test func itsUnitIsStartedForEverybodyWithoutBeingEnabled() throws {
    let folder = try temporary()
    defer { removeTree(folder) }
    let units = folder + "/usr/lib/systemd"
    #expect(try check("mkdir", ["-p", units]).code == 0)
    let copy = try check("cp", ["-a", Self.packaging + "/systemd/user", units])
    #expect(copy.code == 0, "\(copy.output)")
    let wanted = units + "/user/graphical-session.target.wants/station-notifier.service"
    #expect(try readText(wanted) == readText(units + "/user/station-notifier.service"))
    let result = try check(
      "systemctl", ["--root=" + folder, "--global", "is-enabled", "station-notifier.service"])
    #expect(result.code == 0 && result.output.contains("static"), "\(result.output)")
  }

  /// Where systemd brings the graphical session up, its unit starts it, and the entry must not.
  @Test func itIsNeverStartedByBoth() throws {
    let entry = try readText(Self.packaging + "/autostart/station-notifier.desktop")
    #expect(entry.contains("\nX-systemd-skip=true\n"))
    #expect(entry.contains("\nX-GNOME-HiddenUnderSystemd=true\n"))
  }

  private func check(
    _ program: String, _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> CommandResult {
    let folder = try temporary()
    defer { removeTree(folder) }
    return try run(program, arguments, environment: environment, logPath: folder + "/log")
  }

  private func temporary() throws -> String {
    var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
