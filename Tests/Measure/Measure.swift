import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit

/// `make measure`: what the shipped agent needs without stations and with 20 docks, and how fast it
/// is. It fails if a host without stations is woken, or needs more than its target.
///
/// Its one argument is the folder of the built programs, so that a release build can be measured.
/// The agent runs under umockdev, whose own library is part of the size that is printed.
@main
struct Measure {
  private static let docks = 20
  /// Long enough for what happens once a minute.
  private static let restSeconds = 75
  private static let restSecondsWithStations = 10
  /// In KiB: the proportional set size without stations.
  private static let target = 10 * 1024

  static func main() async {
    guard CommandLine.arguments.count == 2 else {
      say("usage: umockdev-wrapper stationmaster-measure FOLDER-OF-PROGRAMS")
      exit(64)
    }
    do {
      try await measure(CommandLine.arguments[1])
    } catch {
      say("The measurement failed: \(error)")
      exit(1)
    }
  }

  private static func measure(_ programs: String) async throws {
    let testbed = try Testbed()
    let desk = try Desk(loop: try Loop())
    let bus = try await desk.connect()
    try testbed.plug(try Recording("01-bare-host").sections)
    let began = microseconds()
    let agent = try desk.startAgent(configuration: "", testbed: testbed, programs: programs)
    try await waitForAgent(bus, "the agent") { _ in true }
    say("start to first answer on the bus: \((microseconds() - began) / 1000) ms")
    let alone = try rest(of: agent.pid, "without stations", seconds: restSeconds)
    let arrivals = try await Arrivals(bus)

    var latencies: [Int] = []
    let recording = try Recording("06-plugable-dock-autoseat")
    for port in 1...docks {
      let dock = Docks.dock(port: port, of: recording)
      // The pointer last: it is what completes the station.
      let pointer = "\(Docks.path(port: port))/1-\(port).3"
      let last = dock.filter { $0.path.hasPrefix(pointer + "/") && isInput($0.path) }
      guard last.count == 1 else { throw RigError("the dock has \(last.count) pointers") }
      try testbed.plug(dock.filter { !$0.path.hasPrefix(last[0].path) })
      try await waitForAgent(bus, "all but the pointer of dock \(port)") { snapshot in
        snapshot.candidates.contains {
          $0.key == Docks.key(port: port) && $0.missing == ["pointer"]
        }
      }
      try testbed.plug(last)
      let plugged = microseconds()
      let path = BusName.path("station", String(port))
      latencies.append(max(0, try await arrivals.time(of: path) - plugged))
    }
    latencies.sort()
    say(
      """
      \(docks) plugs, last udev event to complete station on the bus: p50 \
      \(text(latencies[docks / 2])), p99 \(text(latencies[docks * 99 / 100])), max \
      \(text(latencies[docks - 1]))
      """)
    try rest(
      of: agent.pid, "with \(docks + 1) stations", seconds: restSecondsWithStations)
    let code = agent.end(SIGTERM)
    await bus.close()
    if code != 0 { throw RigError("the agent ended with \(code)") }
    if alone.size > target { throw RigError("\(alone.size) KiB, the target is \(target)") }
    if alone.wakeUps > 0 { throw RigError("\(alone.wakeUps) wake-ups, there shall be none") }
  }

  private static func isInput(_ path: String) -> Bool {
    path.split(separator: "/").last?.hasPrefix("input") ?? false
  }

  @discardableResult
  private static func rest(
    of pid: Int32, _ what: String, seconds: Int
  ) throws -> (size: Int, wakeUps: Int) {
    let threads = try threadsAtRest(of: pid, seconds: seconds)
    say("\(what): wake-ups in \(seconds) s at rest, by thread:")
    for (name, count) in threads.sorted(by: { $0.key < $1.key }) { say("  \(name): \(count)") }
    let size = try memory(of: pid, "Pss")
    say(
      """
      \(what): PSS \(size) KiB, of which its own data \(try memory(of: pid, "Pss_Anon")) KiB; \
      resident \(try memory(of: pid, "Rss")) KiB
      """)
    return (size, threads.values.reduce(0, +))
  }

  private static func text(_ microseconds: Int) -> String {
    "\(microseconds / 1000).\(microseconds % 1000 / 100) ms"
  }
}

/// When each object appeared on the bus.
private actor Arrivals {
  private var times: [String: Int] = [:]
  private let happened: AsyncStream<Void>
  private let report: AsyncStream<Void>.Continuation

  init(_ bus: Connection) async throws {
    (happened, report) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let added = try await bus.signals(
      matching: "type='signal',sender='\(BusName.agent)',member='InterfacesAdded'")
    Task {
      for await signal in added {
        let now = microseconds()
        if case .path(let path)? = signal.arguments.first { note(path, now) }
      }
      report.finish()
    }
  }

  private func note(_ path: String, _ time: Int) {
    times[path] = time
    report.yield()
  }

  func time(of path: String) async throws -> Int {
    let deadline = Task { [report] in
      try await Task.sleep(for: .seconds(20))
      report.finish()
    }
    defer { deadline.cancel() }
    var iterator = happened.makeAsyncIterator()
    while true {
      if let time = times[path] { return time }
      guard await iterator.next() != nil else { throw RigError("\(path) does not appear") }
    }
  }
}

/// On a clock that only goes forward.
private func microseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}

private func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(1, bytes, bytes.count)
}
