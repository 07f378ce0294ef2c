import Glibc
import StationModel

/// A text terminal on which a few lines are shown, whatever else is on it.
enum Terminal {
  /// The device of a terminal as logind names it, `pts/3` or `tty2`; nil if that is none. Pure.
  static func device(_ name: String) -> String? {
    let bare = name.hasPrefix("/dev/") ? String(name.dropFirst(5)) : name
    let isPseudo = bare.hasPrefix("pts/")
    let rest = bare.dropFirst(isPseudo ? 4 : 3)
    guard isPseudo || bare.hasPrefix("tty"), (1...12).contains(rest.utf8.count),
      rest.utf8.allSatisfy({ byte in
        (48...57).contains(byte) || !isPseudo && (65...90).contains(byte & 0xDF)
      })
    else { return nil }
    return "/dev/" + bare
  }

  /// What is written. A bell is all that is no letter; names cannot hold anything else (`Label`). Pure.
  static func lines(_ title: String) -> String {
    let text = "This is \(Label.clean(title, limit: 120))."
    let frame = String(repeating: "*", count: min(text.count + 6, 78))
    return "\r\n\u{07}\(frame)\r\n** \(text)\r\n\(frame)\r\n"
  }

  /// Writes as much as the terminal takes at once, and never waits. Nil if it is done; else why not.
  ///
  /// - Parameters:
  ///   - uid: whose terminal it must be, so that nobody else's is written to.
  ///   - isMessage: a person may have closed the terminal to such (mesg(1)).
  static func write(
    _ text: String, to device: String, of uid: Int, isMessage: Bool = false
  ) -> String? {
    let file = open(device, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else {
      let error = errno
      // Who wants no messages takes the group's right away (mesg(1)); Debian's consoles begin so.
      var facts = stat()
      if error == EACCES, stat(device, &facts) == 0, facts.st_mode & S_IWGRP == 0 {
        return "the terminal \(device.dropFirst(5)) takes no messages"
      }
      return error == EACCES
        ? "the agent may not write to \(device), since it is not in the group tty"
        : "\(device): \(String(cString: strerror(error)))"
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFCHR, isatty(file) == 1 else {
      return "\(device) is no terminal"
    }
    guard Int(facts.st_uid) == uid else { return "\(device) is somebody else's by now" }
    if isMessage, facts.st_mode & S_IWGRP == 0 {
      return "the terminal \(device.dropFirst(5)) takes no messages"
    }
    let bytes = Array(text.utf8)
    let count = Glibc.write(file, bytes, bytes.count)
    return count > 0 ? nil : "\(device) takes nothing now"
  }

  /// The terminal in front on the host's own screen, if it shows text. The kernel knows which it is.
  static func inFront() -> (device: String, uid: Int)? {
    let file = open("/sys/class/tty/tty0/active", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = read(file, &bytes, bytes.count)
    let name = String(
      decoding: bytes.prefix(max(0, count)).prefix { $0 > 32 }, as: UTF8.self)
    guard let device = device(name), showsText(device) else { return nil }
    var facts = stat()
    guard stat(device, &facts) == 0 else { return nil }
    return (device, Int(facts.st_uid))
  }

  private static func showsText(_ device: String) -> Bool {
    let file = open(device, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC)
    // Trying to write will say why it cannot be opened.
    guard file >= 0 else { return true }
    defer { close(file) }
    var mode: Int = -1
    // KDGETMODE and KD_TEXT of linux/kd.h.
    return ioctl(file, 0x4B3B, &mode) == 0 && mode & 0xFFFF_FFFF == 0
  }
}
