import Glibc
import PluginHost
import PluginProtocol
import StationModel
import Testing

@Suite(.serialized) struct FreshnessTests {
  @Test func aPluginThatStaysAwayLosesItsDesktopsAndIsFreshWhenItIsBack() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        log('pid %d' % os.getpid())
        if os.path.exists("broken"): sys.exit(1)
        serve(1, 'a')
        """)
    var patience = Patience.brisk
    patience.failureLimit = 2
    patience.staleness = .milliseconds(200)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.picture(["a"])
      try yard.write("", to: yard.state + "/plugins/vms/broken")
      kill(try await watcher.process(), SIGKILL)
      try await lastly([.fresh, .lost], watcher)
      unlink(yard.state + "/plugins/vms/broken")
      #expect(await host.restart("vms"))
      try await lastly([.fresh, .lost, .fresh], watcher)
    }
  }

  @Test func whoIsBackInTimeLosesNothing() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    var patience = Patience.brisk
    patience.staleness = .seconds(600)
    try await withHost(yard, patience: patience) { _, watcher in
      try await watcher.picture(["a"])
      kill(try await watcher.process(), SIGKILL)
      try await watcher.phase("back") { $0.phase == .ready && $0.restarts == 1 }
      let pictures = await Self.pictures(watcher.events)
      #expect(pictures.last == .fresh)
      #expect(!pictures.contains(.lost))
    }
  }

  @Test func aPluginThatDoesNotKnowItsDesktopsShowsTheLastOnesAsStale() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        def handle(request):
            answer(request, {})
            if request["method"] == "desktop.stop":
                say(method="desktops.snapshot", params=dict(
                    revision=2, health=dict(state="failed", why="the hypervisor is away")))
            else: say(method="desktops.snapshot", params=snapshot(3, 'a'))
        serve_with(handle, 1, 'a')
        """)
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      try await host.perform(.stop(force: false), on: "a", of: "vms")
      try await freshness([.fresh, .stale], watcher)
      let status = try await watcher.phase("failed") { $0.health.state == .failed }
      #expect(status.health == Health(.failed, why: "the hypervisor is away"))
      #expect(status.phase == .ready)
      try await host.perform(.start, on: "a", of: "vms")
      try await freshness([.fresh, .stale, .fresh], watcher)
      try await watcher.phase("ready") { $0.health == .ready && $0.phase == .ready }
    }
  }

  @Test func whoNeverDeliveredHasNoPicture() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        for request in requests():
            if request["method"] == "initialize": greet(request)
            else: answer(request, dict(revision=1, health=dict(state="starting", why="one moment")))
        """)
    var patience = Patience.brisk
    patience.staleness = .milliseconds(1)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("starting") { $0.health == Health(.starting, why: "one moment") }
      try await watcher.phase("ready") { $0.phase == .ready }
      #expect(await host.restart("vms"))
      try await watcher.phase("ready again") { $0.phase == .ready && $0.restarts == 1 }
      let pictures = await watcher.events.contains {
        if case .picture = $0 { true } else { false }
      }
      #expect(!pictures)
    }
  }

  /// Pictures that were stale for a moment may be replaced before anybody takes them.
  private func lastly(
    _ expected: [DesktopPicture.Freshness], _ watcher: Watcher,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    try await watcher.wait("\(expected)", location: location) { events in
      Self.pictures(events).filter { $0 != .stale } == expected ? true : nil
    }
  }

  private func freshness(
    _ expected: [DesktopPicture.Freshness], _ watcher: Watcher,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    try await watcher.wait("\(expected)", location: location) { events in
      Self.pictures(events) == expected ? true : nil
    }
  }

  private static func pictures(_ events: [PluginEvent]) -> [DesktopPicture.Freshness] {
    events.compactMap {
      if case .picture(let picture) = $0 { picture.freshness } else { nil }
    }
  }
}
