import PluginProtocol
import Subprocess
import SystemPackage

/// One process of a plugin, from its start to the moment when nothing of it is left.
struct PluginProcess: Sendable {
  let command: Command
  let patience: Patience
  let board: StatusBoard
  let report: Report
  let conversation: Conversation
  let outgoing: AsyncStream<[UInt8]>
  let end: AsyncStream<Ending>.Continuation

  /// How it ended: the reason, and what the kernel said; nil if it could not be started.
  struct Obituary: Sendable {
    var ending: Ending
    var status: TerminationStatus?
    /// It had to be told by a signal.
    var wasForced: Bool

    /// What it did, as a sentence without a subject.
    var why: String {
      switch (ending, status) {
      case (.asked, _): "was stopped"
      case (.trouble(let what), _): what
      // Whoever ends closes everything, so the end itself says more.
      case (.closed, .exited(let code)?) where !wasForced: "ended with status \(code)"
      case (.closed, .signaled(let number)?) where !wasForced: "was ended by signal \(number)"
      case (.closed(let what), _): what
      }
    }
  }

  /// Runs until an ending comes (or the process exits), then stops whatever is left of it: closes
  /// its standard input, then SIGTERM, then SIGKILL, to its whole process group.
  ///
  /// Must not be cancelled, since cancelled tasks cannot wait for a process to end in order;
  /// yield ``Ending/asked`` instead.
  func live(
    until endings: AsyncStream<Ending>, conversing: @escaping @Sendable () async -> Void
  ) async -> Obituary {
    // Of an agent that was killed and could not stop them.
    await endLeftovers()
    do {
      let result = try await Subprocess.run(
        .path(FilePath(command.program)), arguments: Arguments(command.arguments),
        environment: .custom(
          .init(uniqueKeysWithValues: command.environment.map { (.init(stringLiteral: $0), $1) })),
        workingDirectory: FilePath(command.workingFolder),
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        let processID = execution.processIdentifier.value
        await board.change { $0.processID = processID }
        return await withTaskGroup(of: Void.self) { group in
          group.addTask { await readOutput(execution.standardOutput) }
          group.addTask { await readErrors(execution.standardError) }
          let ending = await withTaskGroup(of: Void.self) { speakers in
            speakers.addTask { await writeLines(execution.standardInputWriter) }
            speakers.addTask { await conversing() }
            let ending = await endings.first { _ in true } ?? .asked
            speakers.cancelAll()
            await conversation.close()
            return ending
          }
          let wasForced = await stop(execution)
          // Before the readers: what is left may hold the pipes open.
          await endLeftovers()
          group.cancelAll()
          return (ending, wasForced)
        }
      }
      let (ending, wasForced) = result.closureResult
      return Obituary(ending: ending, status: result.terminationStatus, wasForced: wasForced)
    } catch {
      return Obituary(
        ending: .trouble("could not be started: \(error)"), status: nil, wasForced: false)
    }
  }
}
