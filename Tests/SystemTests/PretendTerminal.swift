import Glibc
import RigKit

/// A pseudo-terminal that belongs to a made-up person; what is written to it is read here.
final class PretendTerminal {
  private var master = Int32(-1)
  private var slave = Int32(-1)
  /// As logind names it, `pts/3`.
  let name: String
  private var seen = ""

  /// - Parameter takesMessages: as mesg(1) leaves it.
  init(uid: UInt32, takesMessages: Bool = true) throws {
    var path = [CChar](repeating: 0, count: 64)
    guard openpty(&master, &slave, &path, nil, nil) == 0 else {
      throw RigError("no pseudo-terminal")
    }
    name = String(
      String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        .dropFirst("/dev/".count))
    guard fchown(slave, uid, 5) == 0, fchmod(slave, takesMessages ? 0o620 : 0o600) == 0 else {
      throw RigError("a terminal cannot be given away: \(String(cString: strerror(errno)))")
    }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(master)
    close(slave)
  }

  /// All that was written so far.
  var text: String {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(master, &bytes, bytes.count)
      if count <= 0 { return seen }
      seen += String(decoding: bytes[..<count], as: UTF8.self)
    }
  }

  /// How many messages that was.
  var messages: Int { text.split(separator: "\u{07}", omittingEmptySubsequences: false).count - 1 }
}
