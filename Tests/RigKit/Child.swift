public import Glibc

/// A program that runs beside the test. It is killed when its owner goes, and by the kernel if the
/// test itself is killed, so that nothing stays.
public final class Child: @unchecked Sendable {
  public let pid: pid_t
  public let name: String
  /// Where its standard output and error go.
  public let logPath: String
  private var ending: Int32?

  /// - Parameters:
  ///   - program: an absolute path, or a name that is looked up in PATH.
  ///   - environment: the whole environment of the child, besides PATH.
  ///   - logPath: a file for both its streams; made anew.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], logPath: String
  ) throws {
    name = program.split(separator: "/").last.map(String.init) ?? program
    self.logPath = logPath
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, logPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Threads of the concurrency runtime block all signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // posix_spawn(3) cannot ask for the signal; setpriv(1) does, and becomes the program.
    let own = ["setpriv", "--pdeathsig", "KILL", "--", program]
    var words = (own + arguments).map { strdup($0) } + [nil]
    var variables = environment
    variables["PATH"] = variables["PATH"] ?? variable("PATH")
    var settings = variables.map { strdup($0.key + "=" + $0.value) } + [nil]
    defer { for text in words + settings { free(text) } }
    var pid = pid_t()
    let result = Spawner.run {
      posix_spawnp(&pid, own[0], &actions, &attributes, &words, &settings)
    }
    guard result == 0 else {
      throw RigError("cannot start \(program): \(String(cString: strerror(result)))")
    }
    self.pid = pid
  }

  deinit { if ending == nil { end(SIGKILL) } }

  public func send(_ signal: Int32) { kill(pid, signal) }

  /// Sends a signal and waits for the end; returns what ``wait()`` does.
  @discardableResult
  public func end(_ signal: Int32) -> Int32 {
    kill(pid, signal)
    return wait()
  }

  /// Waits for the end. The exit code, or minus the signal that ended it.
  @discardableResult
  public func wait() -> Int32 {
    if let ending { return ending }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    let result = status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    ending = result
    return result
  }

  /// True if it has ended already; does not wait.
  public var hasEnded: Bool {
    if ending != nil { return true }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return false }
    ending = status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    return true
  }

  /// What it has printed so far.
  public var output: String { (try? readText(logPath)) ?? "" }
}

/// What a command said.
public struct CommandResult: Sendable {
  public var code: Int32
  public var output: String
}

/// Runs a command to its end.
public func run(
  _ program: String, _ arguments: [String], environment: [String: String], logPath: String
) throws -> CommandResult {
  let child = try Child(program, arguments, environment: environment, logPath: logPath)
  let code = child.wait()
  return CommandResult(code: code, output: child.output)
}
