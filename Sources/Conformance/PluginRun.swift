import Glibc
import PluginProtocol
import Subprocess
import SystemPackage

/// One process of the plugin, started as the agent starts it.
struct PluginRun: Sendable {
  let exchange: Exchange
  let process: pid_t
  let stateFolder: String
  let patience: CheckPatience
  fileprivate let closeInput: @Sendable () async -> Void

  /// How a process ended, and when.
  struct End: Sendable, Equatable {
    /// "status 0", "signal 15".
    var how: String
    var isGood: Bool
  }

  /// Starts the plugin, lets `body` talk to it, and leaves nothing of it behind. Throws why it could
  /// not be started.
  static func with<Value: Sendable>(
    _ launch: PluginFolder.Launch, stateFolder: String, isEnvironmentKept: Bool = false,
    patience: CheckPatience, body: @escaping @Sendable (PluginRun) async -> Value
  ) async throws(FolderTrouble) -> Value {
    do {
      let result = try await Subprocess.run(
        .path(FilePath(launch.program)), arguments: Arguments(launch.arguments),
        environment: isEnvironmentKept
          ? .inherit.updating(own(launch, stateFolder))
          : .custom(cleared(launch, stateFolder)),
        workingDirectory: FilePath(stateFolder), platformOptions: options(),
        input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        let process = execution.processIdentifier.value
        let exchange = Exchange(patience: patience) { bytes in
          await write(bytes, to: execution.standardInputWriter, within: patience.answer) {
            // A write that is stuck ends when nobody can read it any more.
            kill(-process, SIGKILL)
          }
        }
        let run = PluginRun(
          exchange: exchange, process: process, stateFolder: stateFolder, patience: patience
        ) {
          try? await execution.standardInputWriter.finish()
        }
        return await withTaskGroup(of: Void.self) { group in
          group.addTask { await readOutput(execution.standardOutput, run) }
          group.addTask { await drain(execution.standardError) }
          let value = await body(run)
          await exchange.stopListening()
          kill(-process, SIGKILL)
          for rest in Leftovers.members(of: process) { kill(rest, SIGKILL) }
          try? await execution.standardInputWriter.finish()
          group.cancelAll()
          return value
        }
      }
      return result.closureResult
    } catch {
      throw FolderTrouble("\(launch.program) could not be started: \(error)")
    }
  }

  /// Closes standard input and waits for the end; nil if it does not come in time.
  func close() async -> End? {
    await closeInput()
    guard let end = await end(within: patience.closing) else { return nil }
    // What it said last is still on its way.
    await exchange.ended(within: .seconds(1))
    return end
  }

  func terminate() async -> End? {
    await exchange.stopListening()
    kill(-process, SIGTERM)
    return await end(within: patience.terminating)
  }

  /// How it ended, if it did or does so in time. It is not waited for, so its id stays its own.
  func end(within deadline: Duration) async -> End? {
    await poll(within: deadline) {
      var facts = siginfo_t()
      guard waitid(P_PID, id_t(process), &facts, WEXITED | WNOHANG | WNOWAIT) == 0,
        facts._sifields._sigchld.si_pid == process
      else { return nil }
      let status = facts._sifields._sigchld.si_status
      return facts.si_code == Int32(CLD_EXITED)
        ? End(how: "status \(status)", isGood: status == 0)
        : End(how: "signal \(status)", isGood: false)
    }
  }

  /// What is still there of what it started, once that had its time to end too.
  func leftovers() async -> [pid_t] {
    let isGone: Bool? = await poll(within: patience.closing) {
      Leftovers.members(of: process).isEmpty ? true : nil
    }
    return isGone == nil ? Leftovers.members(of: process) : []
  }

  private func poll<Value: Sendable>(within deadline: Duration, _ look: () -> Value?) async
    -> Value?
  {
    let clock = SuspendingClock()
    let last = clock.now.advanced(by: deadline)
    while true {
      if let found = look() { return found }
      guard clock.now < last else { return nil }
      try? await clock.sleep(for: .milliseconds(5))
    }
  }

  private static func readOutput(_ output: SubprocessOutputSequence, _ run: PluginRun) async {
    var reader = LineReader()
    do {
      for try await buffer in output {
        for element in reader.feed(buffer.withUnsafeBytes { Array($0) }) {
          await run.exchange.receive(element)
        }
        if Task.isCancelled { break }
      }
    } catch {}
    // Whoever ends within a line says so by this.
    if let rest = reader.finish() { await run.exchange.receive(.line(rest)) }
    let end = Task.isCancelled ? nil : await run.end(within: .milliseconds(500))
    await run.exchange.close(
      end.map { "it ended with " + $0.how } ?? "it closed its standard output")
  }

  private static func drain(_ errors: SubprocessOutputSequence) async {
    do {
      for try await _ in errors where Task.isCancelled { break }
    } catch {}
  }

  private static func write(
    _ bytes: [UInt8], to writer: StandardInputWriter, within deadline: Duration,
    orElse giveUp: @escaping @Sendable () -> Void
  ) async -> Exchange.WriteOutcome {
    await withTaskGroup(of: Exchange.WriteOutcome.self) { group in
      group.addTask {
        let written = try? await writer.write(bytes)
        return written == bytes.count ? .written : .closed
      }
      group.addTask {
        try? await Task.sleep(for: deadline, clock: .suspending)
        if !Task.isCancelled { giveUp() }
        return .late
      }
      let first = await group.next() ?? .closed
      group.cancelAll()
      return first
    }
  }

  private static func own(
    _ launch: PluginFolder.Launch, _ stateFolder: String
  ) -> [Environment.Key: String?] {
    [
      .init(stringLiteral: Contract.Variable.state): stateFolder,
      .init(stringLiteral: Contract.Variable.configuration): launch.folder,
    ]
  }

  private static func cleared(
    _ launch: PluginFolder.Launch, _ stateFolder: String
  ) -> [Environment.Key: String] {
    [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME": stateFolder,
      "LANG": "C.UTF-8",
      .init(stringLiteral: Contract.Variable.state): stateFolder,
      .init(stringLiteral: Contract.Variable.configuration): launch.folder,
    ]
  }

  private static func options() -> PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    return options
  }
}
