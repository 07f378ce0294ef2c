import PluginProtocol
import Subprocess
import SystemPackage

/// One process of a plugin, from its start to the moment when nothing of it is left.
struct PluginProcess: Sendable {
  let launch: InstalledPlugin.Launch
  /// The folder of the manifest.
  let folder: String
  let stateFolder: String
  let patience: Patience
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
    do {
      let result = try await Subprocess.run(
        .path(FilePath(launch.program)), arguments: Arguments(launch.arguments),
        environment: .custom(environment), workingDirectory: FilePath(stateFolder),
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await readOutput(execution.standardOutput) }
          group.addTask { await readErrors(execution.standardError) }
          let ending = await withTaskGroup(of: Void.self) { speakers in
            speakers.addTask { await writeLines(execution.standardInputWriter) }
            speakers.addTask { await conversing() }
            let ending = await endings.first { _ in true } ?? .asked
            speakers.cancelAll()
            return ending
          }
          let wasForced = await stop(execution)
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

  private func stop<Output, Errors>(
    _ execution: Execution<CustomWriteInput, Output, Errors>
  ) async -> Bool {
    let clock = patience.stopwatch()
    try? await execution.standardInputWriter.finish()
    await execution.teardown(using: [
      // Signal 0 only asks whether it is there: the time for it to end by itself.
      .send(signal: Signal(rawValue: 0), allowedDurationToNextStep: patience.closing),
      .send(
        signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: patience.terminating),
    ])
    // What the plugin started and left behind. Its id cannot be another's yet: the process itself
    // was not waited for.
    try? execution.send(signal: .kill, toProcessGroup: true)
    return clock() >= patience.closing
  }

  private var environment: [Environment.Key: String] {
    [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME": stateFolder,
      "LANG": "C.UTF-8",
      .init(stringLiteral: Contract.Variable.state): stateFolder,
      .init(stringLiteral: Contract.Variable.configuration): folder,
    ]
  }

  private var options: PlatformOptions {
    var options = PlatformOptions()
    // A session and a process group of its own: signals reach its children, and the agent's
    // terminal does not.
    options.createSession = true
    // Only if this code is torn down itself.
    options.teardownSequence = [
      .send(
        signal: Signal(rawValue: 0), toProcessGroup: true,
        allowedDurationToNextStep: patience.closing + patience.terminating)
    ]
    return options
  }
}

extension PluginProcess {
  /// How much is still read once the process is gone: a pipe holds no more than this, but a
  /// grandchild that escaped could go on for ever.
  private static let remnant = 1 << 20

  private func readOutput(_ output: SubprocessOutputSequence) async {
    var reader = LineReader()
    await read(output) { piece in
      for element in reader.feed(piece) { await conversation.receive(element) }
    }
    if let rest = reader.finish() {
      await report.violation(
        "standard output ended within a line: " + PlainText.line(rest, limit: 80))
    }
    end.yield(.closed("closed its standard output"))
  }

  private func readErrors(_ errors: SubprocessOutputSequence) async {
    var reader = LineReader(limit: 8192)
    await read(errors) { piece in
      for element in reader.feed(piece) {
        switch element {
        case .line(let line): await report.standardError(line, isCut: false)
        case .tooLong(let beginning): await report.standardError(beginning, isCut: true)
        }
      }
    }
    if let rest = reader.finish() { await report.standardError(rest, isCut: false) }
  }

  private func read(
    _ stream: SubprocessOutputSequence, _ take: (_ piece: [UInt8]) async -> Void
  ) async {
    var remnant = 0
    do {
      for try await buffer in stream {
        let piece = buffer.withUnsafeBytes { Array($0) }
        await take(piece)
        if Task.isCancelled { remnant += piece.count }
        if remnant > Self.remnant { break }
      }
    } catch {
      await report.log(.warning, "its output could not be read: \(error)")
    }
  }

  private func writeLines(_ writer: StandardInputWriter) async {
    for await line in outgoing {
      let outcome = await withTaskGroup(of: WriteOutcome.self) { group in
        group.addTask {
          do {
            return try await writer.write(line) == line.count ? .written : .closed
          } catch {
            return .closed
          }
        }
        group.addTask { [patience] in
          try? await patience.clock.sleep(for: patience.write)
          return .late
        }
        let first = await group.next() ?? .closed
        group.cancelAll()
        return first
      }
      switch outcome {
      case .written: continue
      case .late: end.yield(.trouble("did not read its standard input within \(patience.write)"))
      case .closed: end.yield(.closed("closed its standard input"))
      }
      return
    }
  }

  private enum WriteOutcome { case written, late, closed }
}
