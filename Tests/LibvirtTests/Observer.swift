import PluginKit
import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// Runs a provider in this process and lets tests wait for what it reports.
actor Observer {
  private(set) var reports: [DesktopReport] = []
  private var waiters: [Int: (check: @Sendable (DesktopReport) -> Bool, done: Done)] = [:]
  private var lastWaiter = 0

  private typealias Done = AsyncStream<Void>.Continuation

  func take(_ report: DesktopReport) {
    reports.append(report)
    for (key, waiter) in waiters where waiter.check(report) {
      waiter.done.finish()
      waiters[key] = nil
    }
  }

  /// Waits until the newest report is as `check` says; fails after 20 s.
  func until(
    _ what: String, location: SourceLocation = #_sourceLocation,
    _ check: @escaping @Sendable (DesktopReport) -> Bool
  ) async throws {
    if let last = reports.last, check(last) { return }
    let (stream, done) = AsyncStream<Void>.makeStream()
    lastWaiter += 1
    let key = lastWaiter
    waiters[key] = (check, done)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in stream {} }
      group.addTask { try? await Task.sleep(for: .seconds(20)) }
      await group.next()
      group.cancelAll()
    }
    try #require(
      waiters.removeValue(forKey: key) == nil,
      "never so: \(what); the last is \(String(describing: reports.last))",
      sourceLocation: location)
  }

  /// Waits until a desktop is as `check` says, and returns it.
  @discardableResult
  func desktop(
    _ name: String, _ what: String, location: SourceLocation = #_sourceLocation,
    _ check: @escaping @Sendable (Desktop) -> Bool = { _ in true }
  ) async throws -> Desktop {
    try await until("\(name): \(what)", location: location) { report in
      report.desktops?.contains { $0.name == name && check($0) } == true
    }
    return try #require(
      reports.last?.desktops?.first { $0.name == name }, sourceLocation: location)
  }

  func noDesktop(_ name: String, location: SourceLocation = #_sourceLocation) async throws {
    try await until("no \(name)", location: location) { report in
      report.desktops?.contains { $0.name == name } == false
    }
  }
}

/// Runs a provider until the body returns.
func withProvider(
  _ settings: Settings, keep: Set<String>? = nil, connecting: Duration = .seconds(5),
  patience: Duration = .seconds(20),
  _ body: (LibvirtProvider, Observer) async throws -> Void
) async throws {
  let provider = LibvirtProvider(settings: settings, connecting: connecting, patience: patience)
  let observer = Observer()
  if let keep { await provider.keep(keep) }
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      let surroundings = Surroundings(stateFolder: nil, configurationFolder: nil)
      for try await report in provider.desktops(in: surroundings) { await observer.take(report) }
    }
    do {
      try await body(provider, observer)
    } catch {
      group.cancelAll()
      throw error
    }
    group.cancelAll()
  }
}

extension LibvirtProvider {
  /// Performs one; each has an id of its own.
  func perform(_ action: PluginProtocol.Operation.Action, _ desktop: String) async throws {
    try await perform(Operation(id: UUIDText().text, desktop: desktop, action: action))
  }

  /// The error that it is answered with; records an issue if there is none.
  func refusal(
    _ action: PluginProtocol.Operation.Action, _ desktop: String,
    location: SourceLocation = #_sourceLocation
  ) async -> PluginError {
    await #expect(throws: PluginError.self, sourceLocation: location) {
      try await perform(action, desktop)
    } ?? PluginError(.internalError, "it was accepted")
  }
}

extension AssignedStation {
  static let four = AssignedStation(key: "pci-0000:00:14.0/1.4", number: 4, name: "Window row")
  static let five = AssignedStation(key: "pci-0000:00:14.0/1.5", number: 5, name: "Door")
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
