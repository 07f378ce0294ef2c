import Glibc
import Notices
import StationModel
import Words

/// The lines at login (pam_motd(8)): a file in the agent's runtime folder, to which a link in /run/motd.d
/// leads. Gone when there is nothing to say, and with the agent.
struct LoginFile {
  /// Nil without a runtime folder: then there are no lines.
  let path: String?
  /// What is in it now; nil while that is not known.
  private var written: String??

  /// - Parameter folder: systemd's `RUNTIME_DIRECTORY`; of several the first.
  init(folder: String?) {
    let first = folder?.split(separator: ":").first.map(String.init)
    path = first.map { $0 + "/motd" }
    written = nil
  }

  static var own: LoginFile {
    LoginFile(folder: getenv("RUNTIME_DIRECTORY").map { String(cString: $0) })
  }

  /// Pure.
  static func text(_ line: LoginLine?, _ reader: Reader) -> String? {
    guard let line else { return nil }
    let notice = reader.notice(
      line.gravest.words,
      english: NoticeText(
        summary: line.gravest.summary, body: line.gravest.body, nextStep: line.gravest.nextStep),
      isAdministrator: true)
    let words = [
      "count": String(line.count),
      "summary": String(TerminalText.plain(notice.summary).prefix(200)),
    ]
    return reader.text(line.count == 1 ? .loginOne : .loginSeveral, words) + "\n"
      + reader.text(.loginList) + "\n"
  }

  /// Whole or not at all. Returns why it could not be done; nil if it is, or was before.
  mutating func keep(_ text: String?) -> String? {
    guard let path else { return nil }
    if let written, written == text { return nil }
    let trouble = text.map { write($0, to: path) } ?? remove(path)
    // What failed is tried again when there is something else to say.
    written = .some(text)
    return trouble
  }

  private func remove(_ path: String) -> String? {
    unlink(path) == 0 || errno == ENOENT ? nil : "\(path): \(String(cString: strerror(errno)))"
  }

  private func write(_ text: String, to path: String) -> String? {
    let fresh = path + ".new"
    let file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { return "\(fresh): \(String(cString: strerror(errno)))" }
    let bytes = Array(text.utf8)
    // Whatever the umask is: everybody reads it.
    let isWhole = fchmod(file, 0o644) == 0 && Glibc.write(file, bytes, bytes.count) == bytes.count
    let error = errno
    close(file)
    guard isWhole, rename(fresh, path) == 0 else {
      let why = String(cString: strerror(isWhole ? errno : error))
      unlink(fresh)
      return "\(path): \(why)"
    }
    return nil
  }
}
