import Dispatch
import Glibc
public import PluginProtocol
import RigKit

/// A plugin as a process, and a test that is its host: every line goes through real pipes.
public actor Talk {
  private let pid: pid_t
  /// Nil once it is closed.
  private var input: Int32?
  private let log: String
  private var lastID: Int64 = 0
  private var lastOperation = 0
  private var waiting: [Int64: CheckedContinuation<Result<Message, PluginError>, Never>] = [:]
  private var watchers: [AsyncStream<Void>.Continuation] = []
  /// All that it has said of its desktops, oldest first.
  public private(set) var snapshots: [DesktopSnapshot] = []
  /// What it printed that is no message, or a message that is none of the contract's.
  public private(set) var violations: [String] = []
  private var status: Int32?

  /// Starts it, with the environment that the contract gives it.
  ///
  /// - Parameter log: a file for its standard error; made anew.
  public init(_ plugin: PluginFolder, log: String) throws {
    let state = plugin.state + "/" + plugin.name
    mkdir(state, 0o700)
    self.log = log
    var (to, from): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard pipe(&to) == 0, pipe(&from) == 0 else { throw RigError("no pipe") }
    for end in to + from { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, to[0], 0)
    posix_spawn_file_actions_adddup2(&actions, from[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = [plugin.program, "--file", plugin.name + ".json"]
    let variables = [
      "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + state, "STATIONMASTER_PLUGIN_STATE=" + state,
      "STATIONMASTER_PLUGIN_CONFIG=" + plugin.folder,
    ]
    var argv = words.map { strdup($0) } + [nil]
    var envp = variables.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid = pid_t()
    let result = posix_spawn(&pid, plugin.program, &actions, &attributes, &argv, &envp)
    close(to[0])
    close(from[1])
    guard result == 0 else { throw RigError("cannot start \(plugin.program): \(result)") }
    self.pid = pid
    input = to[1]
    let output = from[0]
    let pieces = AsyncStream<[UInt8]> { continuation in
      DispatchQueue(label: "talk").async {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
          let count = read(output, &buffer, buffer.count)
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { break }
          continuation.yield(Array(buffer[..<count]))
        }
        close(output)
        continuation.finish()
      }
    }
    Task { await self.listen(pieces) }
  }

  /// What it has logged.
  public var output: String { (try? readFile(log)) ?? "" }

  // MARK: Asking

  /// Shakes hands, says what to keep, and asks for the desktops, as a host does.
  public func begin(keep: [String]? = nil) async throws {
    let hello = InitializeParams(
      protocol: Contract.versions, agent: Program(name: "test", version: "1"),
      stateFolder: "/nowhere")
    _ = try await ask(.initialize, hello).get()
    if let keep { _ = try await ask(.gc, GCParams(keep: keep)).get() }
    _ = try await ask(.watchDesktops, Nothing()).get()
  }

  /// What came of an operation: nil is "accepted".
  public func perform(
    _ action: Operation.Action, on desktop: String, id: String? = nil
  ) async throws -> PluginError? {
    lastOperation += 1
    let operation = Operation(
      id: id ?? "test-\(pid)-\(lastOperation)", desktop: desktop, action: action)
    switch try await ask(operation.method, OperationParams(operation)) {
    case .success: return nil
    case .failure(let error): return error
    }
  }

  public func ask(
    _ method: Contract.Method, _ params: some Encodable & Sendable
  ) async throws -> Result<Message, PluginError> {
    lastID += 1
    let id = lastID
    let line = try Message.request(id: id, method: method, params: params)
    let deadline = Task {
      try await Task.sleep(for: .seconds(15))
      self.settle(id, .failure(PluginError(.internalError, "no answer to \(method) in 15 s")))
    }
    defer { deadline.cancel() }
    return await withCheckedContinuation { continuation in
      waiting[id] = continuation
      var done = 0
      while done < line.count {
        let count = line.withUnsafeBytes {
          write(input ?? -1, $0.baseAddress.map { $0 + done }, line.count - done)
        }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { break }
        done += count
      }
    }
  }

  /// Waits for a report that is as wanted, the last one or a coming one; throws after `seconds`.
  @discardableResult
  public func see(
    _ what: String, seconds: Int = 20,
    _ condition: @escaping @Sendable (DesktopReport) -> Bool
  ) async throws -> DesktopReport {
    let (news, teller) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    watchers.append(teller)
    teller.yield()
    let deadline = Task {
      try await Task.sleep(for: .seconds(seconds))
      teller.finish()
    }
    defer { deadline.cancel() }
    for await _ in news {
      if let report = snapshots.last?.report, condition(report) { return report }
      if status != nil { break }
    }
    throw RigError("not seen: \(what); last: \(String(describing: snapshots.last))\n\(output)")
  }

  /// The host's end: standard input is closed. Returns the exit status, or minus the signal.
  public func end() async -> Int32 {
    if let input { close(input) }
    input = nil
    for await _ in AsyncStream<Void>(unfolding: { await self.status == nil ? () : nil }) {
      try? await Task.sleep(for: .milliseconds(2))
    }
    return status ?? 0
  }

  /// Dies like in a crash.
  public func kill() async {
    Glibc.kill(pid, SIGKILL)
    _ = await end()
  }

  // MARK: Listening

  private func listen(_ pieces: AsyncStream<[UInt8]>) async {
    var reader = LineReader()
    for await piece in pieces {
      for element in reader.feed(piece) {
        guard case .line(let line) = element else {
          violations.append("a line that is too long")
          continue
        }
        do throws(PluginError) { try receive(try Message(line: line)) } catch {
          violations.append(error.message + ": " + PlainText.line(line, limit: 200))
        }
      }
    }
    var code: Int32 = 0
    while waitpid(pid, &code, 0) < 0 && errno == EINTR {}
    status = code & 0x7f == 0 ? (code >> 8) & 0xff : -(code & 0x7f)
    for id in waiting.keys { settle(id, .failure(PluginError(.internalError, "it ended"))) }
    for watcher in watchers { watcher.yield() }
  }

  private func receive(_ message: Message) throws(PluginError) {
    switch message.kind {
    case .notification(Contract.Method.desktopSnapshot.rawValue):
      try take(message.params(as: DesktopSnapshot.self), mayRepeat: false)
    case .result(.number(let id)):
      if let snapshot = try? message.result(as: DesktopSnapshot.self) {
        try take(snapshot, mayRepeat: true)
      }
      settle(id, .success(message))
    case .failure(.number(let id)?, let error): settle(id, .failure(error))
    default: violations.append("not asked for: \(message.kind)")
    }
  }

  private func take(_ snapshot: DesktopSnapshot, mayRepeat: Bool) throws(PluginError) {
    let before = snapshots.last?.revision ?? -1
    guard mayRepeat ? snapshot.revision >= before : snapshot.revision > before else {
      throw PluginError(.invalidParams, "revision \(snapshot.revision) does not grow")
    }
    snapshots.append(snapshot)
    for watcher in watchers { watcher.yield() }
  }

  private func settle(_ id: Int64, _ result: Result<Message, PluginError>) {
    waiting.removeValue(forKey: id)?.resume(returning: result)
  }
}
