import Glibc
import Synchronization

/// A viewer that runs beside this program.
final class ViewerChild: Sendable {
  let pid: pid_t
  let command: ViewerCommand

  init(_ command: ViewerCommand) throws(Failure) {
    self.command = command
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The runtime's threads block all signals, and the child would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = ([command.program] + command.arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid = pid_t()
    let result = posix_spawn(&pid, command.program, nil, &attributes, &words, environ)
    guard result == 0 else {
      throw Failure(
        .refused, "\(command.program) cannot be started: \(String(cString: strerror(result))).",
        nextStep: "Is it installed wholly?")
    }
    self.pid = pid
    shownViewer.store(pid, ordering: .relaxed)
    for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, endWithViewer) }
  }

  /// Asks it to end.
  func end() { kill(pid, SIGTERM) }

  /// Waits on a thread of its own. For one caller; returns its ``pid``.
  func untilEnded() async -> pid_t {
    await withCheckedContinuation { continuation in
      let waiting = Unmanaged.passRetained(Waiting(pid: pid, continuation: continuation))
      var thread = pthread_t()
      let result = pthread_create(
        &thread, nil,
        { waiting in
          if let waiting { Unmanaged<Waiting>.fromOpaque(waiting).takeRetainedValue().wait() }
          return nil
        }, waiting.toOpaque())
      if result == 0 {
        pthread_detach(thread)
      } else {
        waiting.takeRetainedValue().wait()
      }
    }
  }
}

private final class Waiting: Sendable {
  let pid: pid_t
  let continuation: CheckedContinuation<pid_t, Never>

  init(pid: pid_t, continuation: CheckedContinuation<pid_t, Never>) {
    self.pid = pid
    self.continuation = continuation
  }

  func wait() {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    _ = shownViewer.compareExchange(expected: pid, desired: 0, ordering: .relaxed)
    continuation.resume(returning: pid)
  }
}

/// The viewer that runs now; 0 if none does.
private let shownViewer = Atomic<pid_t>(0)

/// Whoever ends this program means the viewer as well. Does only what a signal's handler may.
private func endWithViewer(_ number: Int32) {
  let pid = shownViewer.load(ordering: .relaxed)
  if pid > 0 { kill(pid, SIGTERM) }
  _exit(128 + number)
}
