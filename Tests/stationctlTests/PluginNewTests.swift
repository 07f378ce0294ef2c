import Conformance
import Glibc
import Testing

@testable import stationctl

@Suite struct PluginNewTests {
  @Test(arguments: ["", "My", "a b", "../x", "a/b", "ü", String(repeating: "x", count: 33)])
  func aNameThatNoPluginCanHaveIsRefused(name: String) throws {
    let folder = try TemporaryPlace()
    #expect(throws: Failure.self) { try PluginPlace(name: name, under: folder.path) }
  }

  @Test func aFolderThatIsThereIsLeftAlone() throws {
    let folder = try TemporaryPlace()
    let place = try PluginPlace(name: "vms", under: folder.path + "/")
    #expect(place.path == folder.path + "/vms")
    do {
      _ = try PluginPlace(name: "vms", under: folder.path)
      Issue.record("made again")
    } catch {
      #expect(error.message.contains("File exists"))
      #expect(error.nextStep.contains("another name"))
    }
  }

  @Test func whatIsWrittenIsNobodyElsesWhateverTheMask() throws {
    let folder = try TemporaryPlace()
    let before = umask(0)
    defer { umask(before) }
    let place = try PluginPlace(name: "vms", under: folder.path)
    try place.write("#!/bin/sh\n", to: "Sources/main", isProgram: true)
    for (path, mode) in [("", 0o755), ("/Sources", 0o755), ("/Sources/main", 0o755)]
      as [(
        String, UInt32
      )]
    {
      var facts = stat()
      #expect(stat(place.path + path, &facts) == 0)
      #expect(facts.st_mode & 0o7777 == mode, "\(path)")
    }
  }

  @Test func aViolationIsShownWithWhatToDo() {
    let report = CheckReport.example
    #expect(
      checkLines(report) == [
        "It runs here without its sandbox.",
        "ok        initialize     it answers initialize within 10 s",
        "VIOLATED  notifications  it answers no notification",
        "            sent  {}",
        "            came  {\"id\":null}",
        "            rule  **cancel** is a notification of the host",
        "            do    Answer only what has an id.",
        "-         power          it starts and stops: only with --operate DESKTOP",
      ])
    #expect(
      checkSummary(report)
        == "vms 1.0: 1 rules kept, 1 violated, 1 not applicable. The rules are in "
        + "/usr/share/doc/stationmaster/plugins.md.")
  }
}

extension PluginNewTests {
  @Test func whatWasLeftOutForOneReasonIsOneLine() {
    var report = CheckReport.example
    report.remarks = []
    report.checks = (1...30).map {
      CheckReport.Check(
        rule: "rule-\($0)", verdict: .notApplicable, title: "t", came: "it cannot be started")
    }
    #expect(checkLines(report) == ["-         30 rules: it cannot be started"])
  }
}

extension CheckReport {
  fileprivate static var example: CheckReport {
    CheckReport(
      folder: "/vms", plugin: "vms", version: "1.0", capabilities: [],
      remarks: ["It runs here without its sandbox."],
      checks: [
        Check(rule: "initialize", verdict: .ok, title: "it answers initialize within 10 s"),
        Check(
          rule: "notifications", verdict: .violated, title: "it answers no notification",
          sent: "{}", came: "{\"id\":null}",
          sentence: "**cancel** is a notification of the host",
          advice: "Answer only what has an id."),
        Check(
          rule: "power", verdict: .notApplicable, title: "it starts and stops",
          came: "only with --operate DESKTOP"),
      ])
  }
}

/// A folder that is removed with its last reference, if it holds only plugins without contents.
final class TemporaryPlace: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/stationmaster-new-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    unlink(path + "/vms/Sources/main")
    for folder in ["/vms/Sources", "/vms", ""] { rmdir(path + folder) }
  }
}
