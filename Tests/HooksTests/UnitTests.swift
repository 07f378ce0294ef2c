import Glibc
import RigKit
import Testing

/// The units that confine what is run.
@Suite(
  .enabled(if: access("/usr/bin/systemd-analyze", X_OK) == 0, "needs systemd-analyze"))
struct UnitTests {
  private func analyze(_ words: String...) throws -> CommandResult {
    var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RigError("cannot make a folder in /tmp") }
    let root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { removeTree(root) }
    var path = root
    for name in ["usr", "lib", "stationmaster"] {
      path += "/" + name
      mkdir(path, 0o755)
    }
    mkdir(root + "/bin", 0o755)
    try writeText("#!\n", to: root + "/bin/sh")
    chmod(root + "/bin/sh", 0o755)
    for name in ["run-hook", "mail-notice"] {
      try writeText("#!/bin/sh\n", to: path + "/" + name)
      chmod(path + "/" + name, 0o755)
    }
    path = root
    for name in ["etc", "systemd", "system"] {
      path += "/" + name
      mkdir(path, 0o755)
    }
    for name in ["hook", "mail"] {
      let file = "stationmaster-\(name)@.service"
      try writeText(
        try readText(Rigs.project + "/Packaging/systemd/" + file), to: path + "/" + file)
    }
    return try run(
      "systemd-analyze", words.map { $0.replacing("ROOT", with: root) }, environment: [:],
      logPath: root + "/log")
  }

  @Test(arguments: ["hook", "mail"])
  func systemdUnderstandsEveryLine(name: String) throws {
    let result = try analyze(
      "verify", "--root=ROOT", "--recursive-errors=no",
      "ROOT/etc/systemd/system/stationmaster-\(name)@0123456789abcdef.service")
    #expect(result.code == 0 && result.output == "", "\(result.output)")
  }

  /// Of 10 at most 1.5, which systemd calls safe.
  @Test func whatAnAdministratorsProgramIsExposedToIsLittle() throws {
    let result = try analyze(
      "security", "--offline=true", "--threshold=15", "--no-pager",
      Rigs.project + "/Packaging/systemd/stationmaster-hook@.service")
    #expect(result.code == 0, "\(result.output.suffix(400))")
    // The measure can say no.
    let mail = try analyze(
      "security", "--offline=true", "--threshold=15", "--no-pager",
      Rigs.project + "/Packaging/systemd/stationmaster-mail@.service")
    #expect(mail.code != 0)
  }
}
