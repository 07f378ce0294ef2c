import Glibc
import Testing
import Words

@testable import SessionAgent

/// What one life of the program leaves to the next.
@Suite struct MemoryTests {
  private func memory() -> ScreenMemory {
    var stage = Stage()
    stage.look([wanted("a/1"), wanted("b/2")])
    _ = stage.screen.wasClosed(2, 2)
    stage.now += 60_000
    stage.look(
      [wanted("a/1"), wanted("b/2", told: .done)] + (3...6).map { wanted("c/\($0)") })
    return ScreenMemory(stage.screen, bus: "guid", server: ":1.7")
  }

  @Test func itIsTakenOverAndNothingIsShownASecondTime() throws {
    let memory = memory()
    #expect(memory.alone == [.init(serverID: 1, stage: "begun", notice: "a/1")])
    #expect(memory.digest == 3 && memory.inDigest.count == 4)
    let read = try #require(ScreenMemory(text: memory.text))
    #expect(read == memory)
    var screen = Screen(read)
    let same =
      [wanted("a/1", told: .shown), wanted("b/2", told: .done)]
      + (3...6).map { wanted("c/\($0)", told: .shown) }
    #expect(screen.steps(for: same, at: 0, for: .plain) == [])
    var next = same
    next[0] = wanted("a/1", stage: "ended")
    #expect(
      screen.steps(for: next, at: 0, for: .plain)
        == [.show(notices: [next[0]], replacing: 1, content: next[0].content)])
    #expect(
      screen.steps(for: [], at: 0, for: .plain) == [
        .close(serverID: 1), .close(serverID: 3),
      ])
  }

  @Test(arguments: [
    "", "\n", "stationmaster-screen 1\n", "stationmaster-screen 2\nbus\tg\nserver\t:1.1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t0\tbegun\ta/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t99999999999\tbegun\ta/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t1\tbegun\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t1\tbegun\ta/1\nnotice\t1\tbegun\tb/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t1\tbegun\ta/1\nnotice\t2\tended\ta/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\ndigest\t1\tbegun\ta/1\ndigest\t2\tbegun\tb/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t1\tbe\u{7}gun\ta/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t\nnotice\t1\tbegun\ta/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nwindow\t1\tbegun\ta/1\n",
    "stationmaster-screen 1\nbus\tg\nserver\t:1.1\nnotice\t1\tbegun\ta/1",
  ])
  func whatItDidNotWriteIsNotRead(text: String) { #expect(ScreenMemory(text: text) == nil) }

  @Test func theFileIsWholeAndOnlyItsOwnersOwn() throws {
    let folder = try Folder()
    let file = SmallFile(folder: folder.path + "/stationmaster", name: "screen")
    #expect(file.read(atMost: 100) == nil)
    #expect(file.write("one\n") && file.write("two\n"))
    #expect(file.read(atMost: 100) == "two\n")
    #expect(file.read(atMost: 3) == nil, "too long")
    // A link in its place is not followed, and what others may write is not believed.
    let path = folder.path + "/stationmaster/screen"
    chmod(path, 0o666)
    #expect(file.read(atMost: 100) == nil)
    unlink(path)
    symlink("/etc/hostname", path)
    #expect(file.read(atMost: 100) == nil)
    #expect(file.write("three\n") && file.read(atMost: 100) == "three\n")
    chmod(folder.path + "/stationmaster", 0o777)
    #expect(file.read(atMost: 100) == nil && !file.write("four\n"))
  }

  @Test(arguments: [
    ("file:///srv/a%20pack", "/srv/a pack" as String?), ("file://localhost/a", "/a"),
    ("file:///%C3%A9t%C3%A9", "/été"), ("file://other/a", nil), ("https://x/a", nil),
    ("file:///a%0", nil), ("file:///a%zz", nil), ("file:///a%00b", nil), ("file:///%FF", nil),
    ("", nil), ("file://", nil),
  ])
  func onlyFilesOfThisComputerAreRead(address: String, path: String?) {
    #expect(localPath(address) == path)
  }

  @Test func onlyWhatCanBeAPackIsRead() throws {
    let folder = try Folder()
    #expect(PackReading.read(folder.path + "/none") == .refused(.fileUnreadable))
    #expect(PackReading.read(folder.path) == .refused(.fileUnreadable))
    #expect(PackReading.read("/dev/zero") == .refused(.fileUnreadable))
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(PackReading.read(folder.path + "/pipe") == .refused(.fileUnreadable))
    #expect(PackReading.token(in: Array(" a.b.c\r\n".utf8)) == .token("a.b.c"))
    #expect(PackReading.token(in: Array("a b".utf8)) == .refused(.fileIsNoPack))
    #expect(PackReading.token(in: [0xff, 0xfe]) == .refused(.fileIsNoPack))
    #expect(PackReading.token(in: []) == .refused(.fileIsNoPack))
  }

  @Test func reportsWaitForTheAgentAndTheLastWordCounts() {
    var reports = Reports()
    reports.add(.init(notice: "a/1", stage: "begun", state: "shown"))
    reports.add(.init(notice: "a/1", stage: "begun", state: "dismissed"))
    reports.add(.init(notice: "a/1", stage: "ended", state: "shown"))
    #expect(reports.waiting.map(\.state) == ["dismissed", "shown"])
    for report in reports.waiting { reports.wasSent(report) }
    #expect(reports.waiting.isEmpty)
    for number in 0...1200 { reports.add(.init(notice: "\(number)", stage: "", state: "shown")) }
    #expect(reports.waiting.count == Reports.most)
  }

  @Test func oneReportThatMustWaitKeepsNoOther() {
    let (one, other) = (
      Screen.Outcome(notice: "a/1", stage: "begun", state: "shown"),
      Screen.Outcome(notice: "b/2", stage: "begun", state: "shown")
    )
    var reports = Reports()
    reports.add(one)
    reports.add(other)
    reports.postpone([one])
    #expect(reports.ready == [other] && reports.isPostponed)
    reports.wasSent(other)
    #expect(reports.ready == [] && reports.waiting == [one])
    // What came of it since is another word.
    let last = Screen.Outcome(notice: "a/1", stage: "begun", state: "dismissed")
    reports.add(last)
    #expect(reports.ready == [last] && !reports.isPostponed)
    reports.postpone([last])
    reports.retry()
    #expect(reports.ready == [last])
    reports.repeatLast(one)
    #expect(reports.waiting == [last], "a newer word waits")
    reports.repeatLast(other)
    #expect(reports.waiting == [last, other])
  }

  @Test func whatFailsIsTriedEverMoreSeldom() {
    var backOff = BackOff()
    #expect((1...8).map { _ in backOff.delay() } == [1, 2, 4, 8, 16, 32, 60, 60])
    backOff.succeeded()
    #expect(backOff.delay() == 1)
  }
}

/// A folder that goes with the test.
private final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for name in ["/stationmaster/screen", "/pipe"] { unlink(path + name) }
    rmdir(path + "/stationmaster")
    rmdir(path)
  }
}
