import Glibc

/// polkit's own program that asks for a password on this terminal (pkttyagent(1)), while one is needed.
/// On a desktop that has a dialog of its own it stays in the background (`--fallback`).
actor PasswordAgent {
  private var pid: pid_t?

  /// Returns when it can ask, or when it is clear that it cannot: then the desktop may, or nobody.
  func start() {
    guard pid == nil, isatty(0) == 1 else { return }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    pid = spawn(telling: ends[1])
    close(ends[1])
    guard pid != nil else { return }
    // It closes its end when it is registered.
    var ready = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    _ = poll(&ready, 1, 5000)
  }

  func stop() {
    guard let pid else { return }
    self.pid = nil
    // It may be stopped, waiting for the terminal.
    kill(pid, SIGTERM)
    kill(pid, SIGCONT)
    while waitpid(pid, nil, 0) < 0 && errno == EINTR {}
  }

  private func spawn(telling descriptor: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // What the command prints may go into a file or another program: nothing of this into it.
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/tty", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptor, Self.notice)
    // Threads of the concurrency runtime block all signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = [
      "pkttyagent", "--process", String(getpid()), "--fallback", "--notify-fd", String(Self.notice),
    ]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for text in arguments { free(text) } }
    var pid = pid_t()
    let result = posix_spawnp(&pid, "pkttyagent", &actions, &attributes, &arguments, environ)
    return result == 0 ? pid : nil
  }

  /// Beyond what this program has open when it starts another.
  private static let notice: Int32 = 100
}
