import DBus
import EventLoop
import Glibc
import Notices
import RigKit
import StationModel

@testable import Hooks

/// A keeper with a systemd that runs shell scripts as its units. The test plays the agent: what is due,
/// and what has ended.
final class HookBench: @unchecked Sendable {
  let desk: Desk
  let systemd: PretendSystemd
  let folder: String
  private(set) var keeper: HookKeeper
  private let patience: HookPatience
  private var changes: AsyncStream<Void>

  static func open(
    patience: HookPatience = HookBench.quick, _ body: (HookBench) async throws -> Void
  ) async throws {
    let bench = try await HookBench(patience)
    do { try await body(bench) } catch {
      throw RigError("\(error)\n\(bench.systemd.child.output.suffix(3000))")
    }
    await bench.keeper.stop()
    bench.systemd.child.end(SIGKILL)
    bench.desk.stopBus()
  }

  static var quick: HookPatience {
    HookPatience(
      rests: [.milliseconds(20), .milliseconds(30)], answer: 10_000, longest: .seconds(20))
  }

  private init(_ patience: HookPatience) async throws {
    desk = try Desk(loop: try Loop(), policy: .open)
    systemd = try await PretendSystemd(desk)
    folder = desk.folder + "/hooks"
    self.patience = patience
    (keeper, changes) = try await Self.keeper(desk, folder, patience)
  }

  private static func keeper(
    _ desk: Desk, _ folder: String, _ patience: HookPatience
  ) async throws -> (HookKeeper, AsyncStream<Void>) {
    let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let keeper = HookKeeper(
      loop: desk.loop, bus: try await desk.connect(), folder: folder, patience: patience
    ) { change.yield() }
    return (keeper, changes)
  }

  /// Another life of the agent; the first one ends without a word.
  func restart() async throws {
    await keeper.stop()
    (keeper, changes) = try await Self.keeper(desk, folder, patience)
  }

  /// The program of units: a script with `$0` as the folder of the test.
  func program(_ script: String, seconds: Int = 20) async throws {
    let command = ["/bin/sh", "-c", script, desk.folder]
    try await systemd.run(
      ["stationmaster-hook": command, "stationmaster-mail": command], folder: folder,
      seconds: seconds)
  }

  /// Begins what is due until this is so; throws after 20 s.
  func tend(
    _ due: [HookRun], until condition: @escaping @Sendable (HookKeeper) async -> Bool
  ) async throws {
    let (keeper, changes) = (keeper, changes)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await keeper.look(due)
        if await condition(keeper) { return }
        for await _ in changes {
          await keeper.look(due)
          if await condition(keeper) { return }
        }
      }
      group.addTask {
        try await Task.sleep(for: .seconds(20))
        throw RigError("not seen within 20 s; ended: \(await keeper.ended)")
      }
      try await group.next()
      group.cancelAll()
    }
  }

  /// What the programs have written.
  func output(_ name: String = "out") -> [String] {
    (try? readText(desk.folder + "/" + name))?.split(separator: "\n").map(String.init) ?? []
  }

  func files() -> [String] { HookFolder(path: folder).leftovers() }

  static func run(
    _ subject: String, _ recipient: Recipient = .program, stage: Stage = .begun
  ) -> HookRun {
    let now = Timestamp(seconds: 1_800_000_000)
    return HookRun(
      recipient, .raised,
      Notice(
        id: NoticeID("exhausted/\(subject)"), severity: .warning, stage: stage,
        audience: .station, deadline: now + .days(9), stationNumber: 1, summary: "S", body: "B",
        nextStep: "N", raisedAt: now))
  }
}

extension HookKeeper {
  fileprivate func look(_ due: [HookRun]) {
    let open = due.filter { run in !ended.contains { $0.run == run } }
    for run in see(open) { start(run, Array("\(run.notice.id)\n".utf8)) }
  }
}
