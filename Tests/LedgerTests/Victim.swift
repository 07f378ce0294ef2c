import Glibc

/// The torture program as a child, with what it wrote.
struct Victim {
  let process: pid_t
  private let output: Int32

  /// How it ended, and the number of the last commit that it told of.
  struct End {
    var isKilled: Bool
    var told: Int64
  }

  init(_ path: String, killedAt call: Int? = nil) throws {
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
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(path)]
    if let call { arguments.append(strdup("\(call)")) }
    arguments.append(nil)
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
    while text.count(where: { $0 == UInt8(ascii: "\n") }) < commits {
      guard readMore(&text) else { throw Failure(text: "it ended by itself") }
    }
    let clock = ContinuousClock()
    let deadline = clock.now + spinning
    while clock.now < deadline {}
    Glibc.kill(process, SIGKILL)
    let end = try wait(text)
    guard end.isKilled else { throw Failure(text: "it ended by itself") }
    return end.told
  }

  /// Waits until it has ended, by its own hand or because it was done.
  func wait(_ before: [UInt8] = []) throws -> End {
    var text = before
    while readMore(&text) {}
    close(output)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    let isKilled = status & 0x7F == SIGKILL
    guard isKilled || status == 0 else { throw Failure(text: "it failed: \(status)") }
    // A line that was cut short was not told.
    let lines = text.prefix((text.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
      .split(separator: UInt8(ascii: "\n"))
    let told = lines.last.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    return End(isKilled: isKilled, told: told)
  }

  private func readMore(_ text: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(output, &buffer, buffer.count)
    if count > 0 { text += buffer[..<count] }
    return count > 0
  }
}
