import Glibc
import PluginHost
import PluginProtocol
import StationModel

/// What the plugin contract costs, against the same bytes on bare pipes in the same run. Prints one
/// table. `plugin-bench plugin N` is the plugin that it measures with, `plugin-bench echo N` what is
/// at the other end of the bare pipe.
@main
struct PluginBench {
  static let rounds = 2000
  static let manyRounds = 200
  static let many = 20
  static let desktops = 10_000

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    switch CommandLine.arguments.dropFirst().first {
    case "plugin": Partner.plugin(desktops: number(2))
    case "echo": Partner.echo(bytes: number(2))
    default:
      do {
        try await measure()
      } catch {
        print("it could not be measured: \(error)")
        exit(1)
      }
    }
  }

  private static func number(_ index: Int) -> Int {
    CommandLine.arguments.indices.contains(index) ? Int(CommandLine.arguments[index]) ?? 0 : 0
  }

  private static func measure() async throws {
    let question = Partner.question(id: 1000).count
    let answer = Partner.answer(id: 1000).count
    let snapshot = Partner.snapshot(desktops: desktops, revision: 2).count
    print("| What | p50 | p99 | bare p50 | bare p99 | ratio p50 | ratio p99 |")
    print("|:--|--:|--:|--:|--:|--:|--:|")

    let bare = try await Times.barePipe(rounds: rounds, ask: question, answer: answer)
    let one = try await withYard(plugins: 1, desktops: 1) { yard in
      try await yard.operations(rounds: rounds, of: 0)
    }
    row("An operation, accepted", one, bare)

    let bareTogether = try await Times.together(many) { _ in
      try await Times.barePipe(rounds: manyRounds, ask: question, answer: answer)
    }
    let together = try await withYard(plugins: many, desktops: 1) { yard in
      try await Times.together(many) { try await yard.operations(rounds: manyRounds, of: $0) }
    }
    row("… of \(many) plugins at once", together, bareTogether)

    let bareLarge = try await Times.barePipe(rounds: 20, ask: question, answer: snapshot)
    let large = try await withYard(plugins: 1, desktops: desktops) { yard in
      try await yard.changes(rounds: 20)
    }
    row("One of \(desktops) desktops changes, \(snapshot / 1024) KiB", large, bareLarge)
  }

  private static func row(_ name: String, _ times: Times, _ bare: Times) {
    let cells = [
      times[50], times[99], bare[50], bare[99], ratio(times[50], bare[50]),
      ratio(times[99], bare[99]),
    ]
    print("| " + ([name] + cells).joined(separator: " | ") + " |")
  }

  private static func ratio(_ mine: String, _ bare: String) -> String {
    guard let mine = Int(mine.prefix { $0 != " " }), let bare = Int(bare.prefix { $0 != " " }),
      bare > 0
    else { return "-" }
    let tenths = mine * 10 / bare
    return "\(tenths / 10).\(tenths % 10)"
  }
}
