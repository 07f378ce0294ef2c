import Glibc
import NoticeMail

/// `mail-notice [SENDMAIL]`: writes the mail that standard input orders, and gives it to sendmail(8).
/// Exit codes (sysexits.h): 0 it took it; 65 no order; 69 there is no sendmail; 75 it failed.
@main
enum MailNoticeMain {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let message: MailMessage
    do throws(MailTrouble) { message = try MailMessage(try MailOrder(json: readInput())) } catch {
      end(65, "\(error)")
    }
    let named = CommandLine.arguments.dropFirst().first.map { [$0] }
    let programs = named ?? ["/usr/sbin/sendmail", "/usr/lib/sendmail"]
    guard let program = programs.first(where: { access($0, X_OK) == 0 }) else {
      end(69, "there is no sendmail program: install a package that provides mail-transport-agent")
    }
    let code = send(message, program)
    if code != 0 { end(75, "\(program) failed with \(code)") }
  }

  /// A little more than an order can hold.
  private static func readInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= MailOrder.longest {
      let count = read(0, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Returns its exit code, or 128 and the signal's number, or -1 if it could not be started.
  private static func send(_ message: MailMessage, _ program: String) -> Int32 {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return -1 }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    // What is ignored here would be ignored there.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    // -i: a line with only a dot is a line.
    let arguments: [String] = [program, "-i", "--", message.recipient]
    var words = arguments.map { strdup($0) } + [nil]
    let surroundings: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]
    var variables = surroundings.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var pid = pid_t()
    let result = posix_spawn(&pid, program, &actions, &attributes, &words, &variables)
    close(ends[0])
    guard result == 0 else {
      close(ends[1])
      return -1
    }
    var rest = ArraySlice(message.text.utf8)
    while !rest.isEmpty {
      let count = rest.withContiguousStorageIfAvailable { write(ends[1], $0.baseAddress, $0.count) }
      if count == -1, errno == EINTR { continue }
      // It ended before it read everything: its exit code says why.
      guard let count, count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    let isWhole = rest.isEmpty
    close(ends[1])
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    return code == 0 && !isWhole ? -1 : code
  }

  private static func end(_ code: Int32, _ text: String) -> Never {
    var line = "mail-notice: \(text)\n"
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    exit(code)
  }
}
