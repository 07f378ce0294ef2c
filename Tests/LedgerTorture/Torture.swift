import Glibc
import Ledger
import StationModel

/// Commits to the ledger named by its argument for ever, and writes each commit's number once it is
/// durable. It ends by being killed, or when nobody reads any more.
@main struct Torture {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else { exit(64) }
    let ledger = try Ledger(path: CommandLine.arguments[1])
    let last = try ledger.load().highWater?.milliseconds ?? 0
    var script = TortureScript()
    while script.number < last { _ = script.next() }
    while true {
      let changes = script.next()
      try ledger.commit(changes, at: Timestamp(milliseconds: script.number))
      let line = "\(script.number)\n"
      guard write(1, line, line.utf8.count) == line.utf8.count else { exit(74) }
    }
  }
}
