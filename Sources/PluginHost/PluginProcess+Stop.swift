import Glibc
import PluginProtocol
import Subprocess
import SystemPackage

extension PluginProcess {
  /// Ends what is left of it. True if it took a signal.
  func stop<Output, Errors>(
    _ execution: Execution<CustomWriteInput, Output, Errors>
  ) async -> Bool {
    let clock = patience.stopwatch()
    try? await execution.standardInputWriter.finish()
    var wasForced = false
    if let unit = command.unit {
      await stop(unit, execution)
      wasForced = clock() >= patience.closing
    } else {
      let process = pid_t(execution.processIdentifier.value)
      var pause = Duration.milliseconds(1)
      while !Self.hasEnded(process), !wasForced {
        try? await patience.clock.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(50))
        wasForced = clock() >= patience.closing && !Self.hasEnded(process)
      }
      if wasForced {
        await execution.teardown(using: [
          .send(
            signal: .terminate, toProcessGroup: true,
            allowedDurationToNextStep: patience.terminating)
        ])
      }
    }
    // What the plugin started and left behind. Its id cannot be another's yet: the process itself
    // was not waited for.
    try? execution.send(signal: .kill, toProcessGroup: true)
    return wasForced
  }

  /// A process that has ended can still be signalled until it is waited for, which is not done here:
  /// that would take its status from whoever started it.
  private static func hasEnded(_ process: pid_t) -> Bool {
    var facts = siginfo_t()
    let answer = waitid(P_PID, id_t(process), &facts, WEXITED | WNOHANG | WNOWAIT)
    return answer != 0 || facts._sifields._sigchld.si_pid == process
  }

  /// The plugin is a child of systemd, and signals to systemd-run do not reach it. The service is
  /// stopped even if systemd-run has ended: it may have ended alone.
  private func stop<Output, Errors>(
    _ unit: Command.Unit, _ execution: Execution<CustomWriteInput, Output, Errors>
  ) async {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        // The second step is systemd's, which needs a little longer than a signal.
        await execution.teardown(using: [
          waiting(for: patience.closing + patience.terminating + patience.write)
        ])
        return true
      }
      group.addTask { [patience] in
        try? await patience.clock.sleep(for: patience.closing)
        return false
      }
      _ = await group.next()
      await systemctl("stop", unit.name, unit)
      await group.waitForAll()
    }
  }

  /// Ends what an earlier process of the plugin left behind.
  func endLeftovers() async {
    if let unit = command.unit { return await systemctl("stop", unit.family, unit) }
    let count = await Orphans.end(
      of: command.workingFolder, user: command.identity?.id ?? geteuid())
    if count > 0 {
      await report.log(
        .notice, "\(count) process\(count == 1 ? "" : "es") that it had left behind: ended")
    }
  }

  private func systemctl(_ verb: String, _ name: String, _ unit: Command.Unit) async {
    _ = try? await Subprocess.run(
      .path("/usr/bin/systemctl"),
      arguments: Arguments((unit.isUsers ? ["--user"] : []) + ["--quiet", verb, name]),
      environment: .custom(
        .init(uniqueKeysWithValues: command.environment.map { (.init(stringLiteral: $0), $1) })),
      input: .none, output: .discarded, error: .discarded)
  }

  /// Signal 0 only asks whether it is there: the time for it to end by itself.
  private func waiting(for time: Duration) -> TeardownStep {
    .send(signal: Signal(rawValue: 0), allowedDurationToNextStep: time)
  }

  var options: PlatformOptions {
    var options = PlatformOptions()
    // A session and a process group of its own: signals reach its children, and the agent's
    // terminal does not.
    options.createSession = true
    if let identity = command.identity {
      options.userID = identity.id
      options.groupID = identity.group
      options.supplementaryGroups = identity.groups
    }
    // Only if this code is torn down itself.
    options.teardownSequence = [
      .send(
        signal: Signal(rawValue: 0), toProcessGroup: true,
        allowedDurationToNextStep: patience.closing + patience.terminating)
    ]
    return options
  }
}
