import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import PluginHost

@Suite(.serialized) struct OrderTests {
  @Test func aDisabledPluginIsStoppedAndStaysSoOverRestartsOfTheAgent() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    var patience = Patience.brisk
    patience.staleness = .milliseconds(50)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let process = try await watcher.process()
      #expect(try await host.setEnabled(false, "vms"))
      let status = try await watcher.phase("disabled") { $0.phase == .disabled }
      #expect(status.restarts == 0 && status.lastError == nil && status.processID == nil)
      #expect(!isAlive(process))
      try await watcher.wait("it is lost") { events in
        events.contains {
          if case .picture(let picture) = $0 { picture.freshness == .lost } else { false }
        } ? true : nil
      }
      let trouble = await trouble { () throws(OperationTrouble) in
        try await host.perform(.start, on: "a", of: "vms")
      }
      #expect(trouble?.kind == .notRunning)
      #expect(trouble?.nextStep?.contains("plugin enable vms") == true)
      // A restart does not switch it on.
      #expect(await host.restart("vms"))
      #expect(Yard.read(yard.state + "/plugins-disabled/vms") == [])
    }
    try await withHost(yard) { host, watcher in
      try await watcher.phase("disabled") { $0.phase == .disabled }
      #expect(try await host.setEnabled(true, "vms"))
      try await watcher.picture(["a"])
      #expect(Yard.read(yard.state + "/plugins-disabled/vms") == nil)
      let started = await watcher.lines("pid ")
      #expect(started.count == 1)
    }
  }

  @Test func anOrderForgivesTheEndsBeforeIt() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "serve(1, 'a')")
    var patience = Patience.brisk
    patience.failureLimit = 3
    try await withHost(yard, patience: patience) { host, watcher in
      for restarts in 0...3 {
        let status = try await watcher.phase("start \(restarts)") {
          if case .failed = $0.phase { true } else { $0.phase == .ready && $0.restarts == restarts }
        }
        try #require(status.phase == .ready)
        // Two ends, an order, and two more.
        if restarts == 2 { #expect(await host.restart("vms")) }
        if restarts != 2 { kill(try #require(status.processID), SIGKILL) }
      }
      let last = try await watcher.phase("the last start") {
        if case .failed = $0.phase { true } else { $0.phase == .ready && $0.restarts == 4 }
      }
      #expect(last.phase == .ready)
    }
  }

  @Test func whatCannotBeWrittenDownChangesNothing() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "serve(1, 'a')")
    try yard.write("", to: yard.state + "/plugins-disabled")
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      await #expect(throws: SystemTrouble.self) { try await host.setEnabled(false, "vms") }
      #expect(try await host.setEnabled(false, "nobody") == false)
      try await host.perform(.start, on: "a", of: "vms")
    }
  }

  @Test func newPluginsStartAndVanishedOnesAreStoppedAndForgotten() async throws {
    let yard = try Yard()
    try yard.install("old", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    try await withHost(yard) { host, watcher in
      try await watcher.picture(["a"], of: "old")
      let process = try await watcher.process()
      try yard.install("new", python: "serve(1, 'b')")
      unlink(yard.plugins + "/old/plugin.json")
      await host.rescan()
      try await watcher.picture(["b"], of: "new")
      try await watcher.wait("it is gone") { $0.contains(.gone(plugin: "old")) ? true : nil }
      #expect(!isAlive(process))
      let after = await watcher.events.drop { $0 != .gone(plugin: "old") }
      #expect(!after.contains { $0.isLevel(of: "old") }, "it came back")
      #expect(await host.restart("old") == false)
      let trouble = await trouble { () throws(OperationTrouble) in
        try await host.perform(.start, on: "a", of: "old")
      }
      #expect(trouble?.kind == .noSuchPlugin)
      // It may come back as if it was new.
      try yard.install("old", python: "serve(1, 'c')")
      #expect(await host.restart("old"))
      try await watcher.picture(["c"], of: "old")
    }
  }

  @Test func aRescanLeavesAloneWhatRuns() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      for _ in 0..<10 { await host.rescan() }
      try await host.perform(.start, on: "a", of: "vms")
      let started = await watcher.lines("pid ")
      #expect(started.count == 1)
    }
  }

  @Test func anOrderThatComesBetweenTwoWaitsIsNotLost() async {
    let plugin = InstalledPlugin(name: "a", folder: "/a")
    let orders = Orders(.run(plugin))
    let before = orders.current
    orders.give(.run(plugin))
    await orders.wait(after: before.number)
    #expect(orders.current.number == before.number + 1)
    let waiter = Task { await orders.wait(after: orders.current.number) }
    waiter.cancel()
    await waiter.value
    async let two: Void = orders.wait(after: before.number + 1)
    async let three: Void = orders.wait(after: before.number + 1)
    orders.give(.nothing)
    await two
    await three
    #expect(orders.current.wanted == .nothing)
  }
}

extension PluginEvent {
  fileprivate func isLevel(of plugin: String) -> Bool {
    switch self {
    case .picture(let picture): picture.plugin == plugin
    case .status(let status): status.name == plugin
    case .gone, .log, .violation: false
    }
  }
}
