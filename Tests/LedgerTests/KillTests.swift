import Dice
import Glibc
import Ledger
import StationModel
import Testing
import ledger_torture

/// The torture program as a child, with what it wrote.
private struct Victim {
  let process: pid_t
  private let output: Int32

  init(_ path: String) throws {
    // `swift test` runs a program in the folder where all of them are built.
    var buffer = [CChar](repeating: 0, count: 4096)
    guard readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else {
      throw Failure(text: "no /proc")
    }
    let own = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var folders = [own, CommandLine.arguments[0]].map { name in
      String(
        name.prefix(
          name.lastIndex(of: "/").map { name.distance(from: name.startIndex, to: $0) } ?? 0))
    }
    folders.append(".build/debug")
    guard
      let program = folders.map({ $0 + "/ledger-torture" }).first(where: { access($0, X_OK) == 0 })
    else { throw Failure(text: "ledger-torture is not built") }

    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failure(text: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(path), nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard posix_spawn(&process, program, &actions, nil, &arguments, environ) == 0 else {
      close(ends[0])
      throw Failure(text: "cannot start \(program)")
    }
    self.process = process
    output = ends[0]
  }

  /// Waits until it has told of `commits` commits, kills it, and says which was the last of all that
  /// it told of.
  func kill(after commits: Int, spinning: Duration) throws -> Int64 {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    func readMore() -> Bool {
      let count = read(output, &buffer, buffer.count)
      if count > 0 { text += buffer[..<count] }
      return count > 0
    }
    while text.count(where: { $0 == UInt8(ascii: "\n") }) < commits {
      guard readMore() else { throw Failure(text: "it ended by itself") }
    }
    let clock = ContinuousClock()
    let deadline = clock.now + spinning
    while clock.now < deadline {}
    Glibc.kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    while readMore() {}
    close(output)
    guard status & 0x7F == SIGKILL else { throw Failure(text: "it ended by itself: \(status)") }
    // A line that was cut short was not told.
    let lines = text.prefix((text.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
      .split(separator: UInt8(ascii: "\n"))
    return lines.last.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
  }
}

@Suite(.serialized) struct KillTests {
  @Test func whatWasToldIsThereHoweverItEnds() throws {
    let folder = try Folder()
    var random = SplitMix(seed: 2026)
    var script = TortureScript()
    for round in 1...40 {
      let victim = try Victim(folder.ledger)
      // Sometimes before it has done anything: killed while it opens, migrates or recovers.
      let commits = round % 4 == 0 ? 0 : Int.random(in: 1...20, using: &random)
      let told = try victim.kill(
        after: commits, spinning: .microseconds(Int.random(in: 0...8000, using: &random)))

      let ledger = try Ledger(path: folder.ledger)
      let state = try ledger.load()
      let last = state.highWater?.milliseconds ?? 0
      // One more may be durable than it had the time to tell.
      #expect(last >= max(told, script.number) && last <= max(told, script.number) + 1)
      while script.number < last { _ = script.next() }
      #expect(state == script.expected)
      #expect(try ledger.verifyChain() == .intact(rows: script.rows))
    }
    #expect(script.number > 100)
  }
}
