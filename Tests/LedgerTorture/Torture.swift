import FaultVFS
import Glibc
import Ledger
import StationModel

/// Commits to the ledger named by its first argument, and writes each commit's number once it is
/// durable. It ends by being killed, or when nobody reads any more.
///
/// With a second argument it kills itself at that write, sync, truncation, deletion or creation of a
/// file, and ends with 0 if it comes to the end of a short run before.
@main struct Torture {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch arguments.count {
    case 2: try commit(to: arguments[1], commits: .max)
    case 3:
      guard let call = Int(arguments[2]), fault_install() == 0 else { exit(64) }
      fault_plan(arguments[1], FaultKill, call)
      // Closed in between, so that the log is written into the file.
      for _ in 1...3 { try commit(to: arguments[1], commits: 10) }
    default: exit(64)
    }
  }

  private static func commit(to path: String, commits: Int) throws {
    let ledger = try Ledger.open(path: path, now: Timestamp(milliseconds: 0)).ledger
    let last = try ledger.load().highWater?.milliseconds ?? 0
    var script = TortureScript()
    while script.number < last { _ = script.next() }
    var left = commits
    while left > 0 {
      left -= 1
      let changes = script.next()
      try ledger.commit(changes, at: Timestamp(milliseconds: script.number))
      let line = "\(script.number)\n"
      guard write(1, line, line.utf8.count) == line.utf8.count else { exit(74) }
    }
    ledger.close()
  }
}
