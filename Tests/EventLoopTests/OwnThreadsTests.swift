import Glibc
import RigKit
import Testing

/// What the programs' own threads do in the place of libdispatch's.
@Suite struct OwnThreadsTests {
  private static let all = [
    "sleeps", "cancels", "does all", "works beside what blocks", "keeps actors apart",
    "hears signals", "then it rests",
  ]

  @Test func tasksHaveAllThatTheyNeedAndThenTheThreadsRest() throws {
    let log = "/tmp/own-threads-\(getpid()).log"
    defer { unlink(log) }
    let program = try Child(Desk.programs + "/own-threads", [], environment: [:], logPath: log)
    try waitUntil("it rests", seconds: 60) {
      if program.hasEnded { throw RigError("it ended: \(program.output)") }
      return program.output.contains(Self.all.last ?? "")
    }
    #expect(program.output.split(separator: "\n").map(String.init) == Self.all)
    let threads = try threadsAtRest(of: program.pid)
    // Of the workers that the crowd needed, one stays; no thread of libdispatch ever was.
    #expect(threads.keys.sorted() == ["events", "own-threads", "worker"])
    // Also long after those threads have ended that were there when the signals were first caught.
    program.send(SIGHUP)
    try waitUntil("it hears") { program.output.hasSuffix("hears signals at rest\n") }
    #expect(program.end(SIGTERM) == -SIGTERM)
  }
}
