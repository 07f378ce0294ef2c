import PluginHost
import PluginProtocol
import StationModel
import Testing

struct NeverSeen: Error {}

/// Reads a host's events and lets tests wait for what they are about.
actor Watcher {
  private(set) var events: [PluginEvent] = []
  private var waiters: [Int: (check: @Sendable ([PluginEvent]) -> Bool, done: Done)] = [:]
  private var lastWaiter = 0

  private typealias Done = AsyncStream<Void>.Continuation

  func take(_ event: PluginEvent) {
    events.append(event)
    for (key, waiter) in waiters where waiter.check(events) {
      waiter.done.finish()
      waiters[key] = nil
    }
  }

  /// Forgets what was seen, so that the next wait is about what comes.
  func forget() { events = [] }

  /// Waits until the events so far hold what `find` looks for; fails after `seconds`.
  @discardableResult
  func wait<Found: Sendable>(
    _ what: String, seconds: Int = 60, location: SourceLocation = #_sourceLocation,
    _ find: @escaping @Sendable ([PluginEvent]) -> Found?
  ) async throws -> Found {
    if find(events) == nil {
      let (stream, done) = AsyncStream<Void>.makeStream()
      lastWaiter += 1
      let key = lastWaiter
      waiters[key] = ({ find($0) != nil }, done)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in stream {} }
        group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
        await group.next()
        group.cancelAll()
      }
      waiters[key] = nil
    }
    // `#require` prints its arguments, and the whole story is too long for a failure.
    let found = find(events)
    guard let found else {
      let last = events.suffix(6).map { String(String(describing: $0).prefix(200)) }
      Issue.record("never seen: \(what); last: \(last)", sourceLocation: location)
      throw NeverSeen()
    }
    return found
  }

  @discardableResult
  func phase(
    _ what: String, of plugin: String? = nil, location: SourceLocation = #_sourceLocation,
    _ matches: @escaping @Sendable (PluginStatus) -> Bool
  ) async throws -> PluginStatus {
    try await wait(what, location: location) { events in
      for case .status(let status) in events
      where (plugin == nil || status.name == plugin) && matches(status) { return status }
      return nil
    }
  }

  /// Waits for a picture with exactly these ids.
  func picture(
    _ ids: [String], isStale: Bool = false, of plugin: String? = nil,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait("a picture of \(ids), stale: \(isStale)", location: location) { events in
      for case .picture(let picture) in events
      where picture.desktops.map(\.id) == ids && picture.isStale == isStale
        && (plugin == nil || picture.plugin == plugin)
      { return picture }
      return nil
    }
  }

  func violation(_ part: String, location: SourceLocation = #_sourceLocation) async throws {
    try await wait("a violation: \(part)", location: location) { events in
      for case .violation(_, let what) in events where what.contains(part) { return what }
      return nil
    }
  }

  /// Waits for a log line with this beginning and returns what follows.
  func log(
    _ beginning: String, location: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait("a log line: \(beginning)", location: location) { events in
      for case .log(_, _, let line) in events where line.hasPrefix(beginning) {
        return String(line.dropFirst(beginning.count))
      }
      return nil
    }
  }

  /// What follows this beginning, of all log lines so far.
  func lines(_ beginning: String) -> [String] { PluginHostTests.lines(events, beginning) }

  /// The process that said `pid N` in its log.
  func process(location: SourceLocation = #_sourceLocation) async throws -> Int32 {
    try #require(Int32(await log("pid ", location: location)), sourceLocation: location)
  }
}

/// What follows this beginning, of all log lines.
func lines(_ events: [PluginEvent], _ beginning: String) -> [String] {
  events.compactMap {
    guard case .log(_, _, let line) = $0, line.hasPrefix(beginning) else { return nil }
    return String(line.dropFirst(beginning.count))
  }
}

/// Runs a host over a yard until the body returns; then it must stop and its events must end.
func withHost(
  _ yard: Yard, patience: Patience = .brisk, keep: [String]? = nil,
  _ body: (PluginHost, Watcher) async throws -> Void
) async throws {
  let host = PluginHost(
    folders: [yard.plugins], stateFolder: yard.state, agentVersion: "0.1", patience: patience,
    keep: { _ in keep })
  let watcher = Watcher()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { for await event in host.events { await watcher.take(event) } }
    group.addTask { await host.run() }
    do {
      try await body(host, watcher)
    } catch {
      group.cancelAll()
      throw error
    }
    group.cancelAll()
  }
}

extension Patience {
  /// Restarts at once, gives up late, and waits long for machines under load.
  static var brisk: Patience {
    var patience = Patience()
    patience.backOff = [.milliseconds(1)]
    patience.closing = .milliseconds(300)
    patience.terminating = .milliseconds(300)
    patience.failureLimit = 50
    return patience
  }
}

/// Waits until something outside is so; fails after twenty seconds.
func eventually(
  _ what: String, location: SourceLocation = #_sourceLocation, _ check: () -> Bool
) async throws {
  let clock = ContinuousClock()
  let deadline = clock.now + .seconds(20)
  while !check() {
    try #require(clock.now < deadline, "never so: \(what)", sourceLocation: location)
    try await clock.sleep(for: .milliseconds(5))
  }
}
