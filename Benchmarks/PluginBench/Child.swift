import Glibc

/// This program again, in another part, at the end of two pipes.
struct Child {
  let process: pid_t
  let input: Int32
  let output: Int32

  init(_ words: [String]) throws {
    var down: [Int32] = [0, 0]
    var up: [Int32] = [0, 0]
    guard pipe(&down) == 0, pipe(&up) == 0 else { throw Broken(what: "there are no pipes") }
    for end in down + up { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, down[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, up[1], STDOUT_FILENO)
    var arguments = (["/proc/self/exe"] + words).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, "/proc/self/exe", &actions, nil, &arguments, environ)
    close(down[0])
    close(up[1])
    guard failure == 0 else { throw Broken(what: "the program cannot be started again") }
    self.process = process
    input = down[1]
    output = up[0]
  }

  func end() {
    close(input)
    close(output)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
