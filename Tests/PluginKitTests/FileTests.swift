import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import PluginKit

private struct Fields: ConfigurationFields, Equatable {
  static let keys = ["names", "count"]
  var names: NamePatterns
  var count: Int?
}

/// A folder that goes with its last reference.
private final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/stationmaster-files-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for name in ["a.json", "a.json.new", "b"] { unlink(path + "/" + name) }
    rmdir(path + "/b")
    rmdir(path)
  }

  func write(_ text: String) throws -> String {
    try SmallFile.replace(path + "/a.json", with: Array(text.utf8))
    return path + "/a.json"
  }
}

@Suite struct FileTests {
  @Test func aConfigurationIsRead() throws {
    let folder = try Folder()
    let path = try folder.write(#"{"names": ["a*"], "count": 2}"#)
    let fields = try ConfigurationFile.read(path, as: Fields.self)
    #expect(fields == Fields(names: NamePatterns(["a*"]), count: 2))
  }

  @Test func noFileIsNoErrorSinceEverythingMayHaveADefault() throws {
    let folder = try Folder()
    #expect(try ConfigurationFile.read(folder.path + "/a.json", as: Fields.self) == nil)
  }

  /// With the place: somebody wrote it by hand.
  @Test(arguments: [
    (#"{"names": ["a"], "cuont": 2}"#, #""cuont" is not one of its keys: names, count"#),
    ("{\"names\": [\n  oops\n]}", "not JSON, line 2, column 3"),
    (#"{"count": 2}"#, "names is missing"), (#"{"names": "a"}"#, "names has the wrong type"),
    (#"{"names": [1]}"#, "names[0] has the wrong type"), ("[]", "wrong type"), ("", "not JSON"),
    (#"{"names": [], "a\nb\u001b": 1}"#, "\u{FFFD}b\u{FFFD}"),
  ]) func whatIsWrongIsSaidWithItsPlace(text: String, words: String) throws {
    let folder = try Folder()
    let path = try folder.write(text)
    do {
      _ = try ConfigurationFile.read(path, as: Fields.self)
      Issue.record("\(text) was read")
    } catch {
      let trouble = "\(error)"
      #expect(trouble.hasPrefix(path + ": ") && trouble.contains(words), "\(trouble)")
    }
  }

  @Test func aFileBeyondTheLimitAndAFolderAreNotRead() throws {
    let folder = try Folder()
    let path = try folder.write("0123456789")
    #expect(try SmallFile.read(path, limit: 10)?.count == 10)
    #expect(throws: FileTrouble(path, "is larger than 9 bytes")) {
      try SmallFile.read(path, limit: 9)
    }
    #expect(throws: FileTrouble.self) { try SmallFile.read(folder.path, limit: 9) }
  }

  @Test func aFileIsReplacedAsAWholeAndIsForItsOwnerOnly() throws {
    let folder = try Folder()
    _ = try folder.write("a long text")
    let path = try folder.write("short")
    #expect(try SmallFile.read(path, limit: 100) == Array("short".utf8))
    #expect(access(path + ".new", F_OK) != 0)
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
  }

  @Test func whereNothingCanBeWrittenTheOldFileStays() throws {
    let folder = try Folder()
    let path = try folder.write("old")
    // Also for root: a folder lies where the new file would.
    mkdir(path + ".new", 0o755)
    defer { rmdir(path + ".new") }
    #expect(throws: FileTrouble.self) { try SmallFile.replace(path, with: [1]) }
    #expect(try SmallFile.read(path, limit: 100) == Array("old".utf8))
  }

  @Test func namesFitWholePatterns() {
    let patterns = NamePatterns(["desktop-*", "lab[12]"])
    for name in ["desktop-", "desktop-4", "lab1"] { #expect(patterns.fit(name)) }
    for name in ["a-desktop-4", "lab3", "lab12", ""] { #expect(!patterns.fit(name)) }
    #expect(!NamePatterns([]).fit("x"))
    #expect(!NamePatterns(["["]).fit("x"), "a pattern that is none fits nothing")
  }

  @Test func waitsGrowToTheirLimitAndBeginAnew() {
    var pause = BackOff(first: .seconds(1), last: .seconds(5))
    #expect((0..<5).map { _ in pause.next() } == [1, 2, 4, 5, 5].map { .seconds($0) })
    pause.reset()
    #expect(pause.next() == .seconds(1))
  }

  @Test func aQuotedReasonKeepsTheContractsRule() throws {
    let why = String(repeating: "ä\n", count: 400)
    let report = DesktopReport(health: .sentence(.failed, why), desktops: nil)
    #expect(report.health.why?.utf8.count == 500)
    try report.check()
  }
}
