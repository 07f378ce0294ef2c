import Glibc
import RigKit
import Testing

/// The helper that takes rules away, on a folder of its own and with a udevadm that only notes what it
/// is asked. That is open to it without root's rights only, so root lays them down.
@Suite struct ReleaseHelperTests {
  /// A folder with rules in it, that `nobody` owns.
  private final class Bench {
    let folder: String
    let rules: String
    private var runs = 0

    init() throws {
      var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw RigError("cannot make a folder in /tmp") }
      folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      rules = folder + "/rules"
      for path in [rules, folder + "/bin"] { mkdir(path, 0o755) }
      // The folder of the project may be closed to others.
      try writeText(
        try readText(Rigs.project + "/Packaging/seats/stationmaster-release-seat"),
        to: folder + "/helper")
      try writeText(
        "#!/bin/sh\necho \"$@\" >> \(folder)/asked\nexit ${UDEVADM_CODE:-0}\n",
        to: folder + "/bin/udevadm")
      for path in [folder, folder + "/helper", folder + "/bin/udevadm"] { chmod(path, 0o755) }
      if geteuid() == 0 { for path in [folder, rules] { chown(path, 65534, 65534) } }
    }

    deinit { removeTree(folder) }

    func write(_ name: String, _ text: String) throws {
      try writeText(text, to: rules + "/" + name)
    }

    func has(_ name: String) -> Bool {
      var status = stat()
      return lstat(rules + "/" + name, &status) == 0
    }

    var asked: [String] {
      (try? readText(folder + "/asked"))?.split(separator: "\n").map(String.init) ?? []
    }

    func helper(_ arguments: [String], code: Int = 0) throws -> CommandResult {
      runs += 1
      let own =
        geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
      let words = own + [folder + "/helper"] + arguments
      return try run(
        words[0], Array(words.dropFirst()),
        environment: ["PATH": "\(folder)/bin:/usr/bin:/bin", "UDEVADM_CODE": String(code)],
        logPath: "\(folder)/log-\(runs)")
    }
  }

  private func rule(_ device: String, _ seat: String) -> String {
    "TAG==\"seat\", ENV{ID_FOR_SEAT}==\"\(device)\", ENV{ID_SEAT}=\"\(seat)\"\n"
  }

  @Test func onlyTheRulesOfThatSeatGoAndUdevLooksAgain() throws {
    let bench = try Bench()
    let line = rule("usb-1", "seat-station-1")
    let mine = ["usb-1", "drm-pci-0000_01_00_0", "input-a+b", "unfinished"]
    for device in mine {
      let text = rule(device, "seat-station-1")
      try bench.write(
        "72-seat-\(device).rules", device == "unfinished" ? String(text.dropLast()) : text)
    }
    let kept = [
      "72-seat-usb-11.rules": rule("usb-11", "seat-station-11"),
      "72-seat-usb-left.rules": rule("usb-left", "seat-left"),
      "72-seat-other.rules": line,
      "72-seat-twice.rules": rule("twice", "seat-station-1") + rule("twice", "seat-station-1"),
      "72-seat-comment.rules": "# mine\n" + rule("comment", "seat-station-1"),
      "72-seat-more.rules": rule("more", "seat-station-1").dropLast() + ", RUN+=\"x\"\n",
      "72-seat-blank.rules": rule("blank", "seat-station-1") + "\n",
      "72-seat-empty.rules": "",
      "72-seat-*.rules": line,
      "73-seat-usb-1.rules": line,
      "72-seat-usb-1.rules.bak": line,
    ]
    for (name, text) in kept { try bench.write(name, text) }
    mkdir(bench.rules + "/72-seat-folder.rules", 0o755)
    symlink(bench.rules + "/72-seat-usb-1.rules", bench.rules + "/72-seat-link.rules")

    let result = try bench.helper(["1", bench.rules])
    #expect(result.code == 0, "\(result.output)")
    for device in mine { #expect(!bench.has("72-seat-\(device).rules"), "\(device)") }
    for name in kept.keys.sorted() { #expect(bench.has(name), "\(name)") }
    #expect(bench.has("72-seat-folder.rules") && bench.has("72-seat-link.rules"))
    #expect(result.output.split(separator: "\n").count == mine.count, "\(result.output)")
    #expect(
      bench.asked == [
        "control --reload",
        "trigger --action=change --property-match=ID_SEAT=seat-station-1 --settle",
      ])

    // Again: nothing to remove is no failure, and devices that stayed behind are looked at again.
    #expect(try bench.helper(["1", bench.rules]).code == 0)
    #expect(bench.asked.count == 4)
  }

  @Test func whatIsNoNumberOfAStationIsRefusedBeforeAnythingIsTouched() throws {
    let bench = try Bench()
    try bench.write("72-seat-usb-1.rules", rule("usb-1", "seat-station-1"))
    let bad: [[String]] = [
      [], [""], ["0"], ["01"], ["-1"], ["+1"], ["1x"], ["x1"], [" 1"], ["1 "], ["1\n"], ["12345"],
      ["1.0"], ["../1"], ["*"], ["?"], ["1 2"], ["--help"], ["١"],
    ]
    for words in bad {
      let all = words.isEmpty ? [] : words + [bench.rules]
      let result = try bench.helper(all)
      #expect(result.code == 64, "\(words): \(result.output)")
    }
    #expect(try bench.helper(["1", bench.rules, "x"]).code == 64)
    #expect(bench.has("72-seat-usb-1.rules") && bench.asked.isEmpty)
  }

  @Test func aUdevThatFailsIsAFailure() throws {
    let bench = try Bench()
    try bench.write("72-seat-usb-1.rules", rule("usb-1", "seat-station-1"))
    #expect(try bench.helper(["1", bench.rules], code: 3).code == 3)
  }

  @Test func aRuleThatCannotBeRemovedIsAFailure() throws {
    let bench = try Bench()
    try bench.write("72-seat-usb-1.rules", rule("usb-1", "seat-station-1"))
    chmod(bench.rules, 0o555)
    defer { chmod(bench.rules, 0o755) }
    let result = try bench.helper(["1", bench.rules])
    #expect(result.code != 0 && bench.has("72-seat-usb-1.rules"), "\(result.output)")
    #expect(bench.asked.isEmpty)
  }

  @Test(.enabled(if: geteuid() == 0, "only root is refused another folder"))
  func rootGetsNoOtherFolder() throws {
    let bench = try Bench()
    try bench.write("72-seat-usb-9999.rules", rule("usb-9999", "seat-station-9999"))
    let result = try run(
      bench.folder + "/helper", ["9999", bench.rules],
      environment: ["PATH": "\(bench.folder)/bin:/usr/bin:/bin"], logPath: bench.folder + "/log")
    #expect(result.code == 64, "\(result.output)")
    #expect(bench.has("72-seat-usb-9999.rules") && bench.asked.isEmpty)
  }
}
