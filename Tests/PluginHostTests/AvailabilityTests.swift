import Glibc
import PluginHost
import PluginProtocol
import Testing

/// Whom an operation does not reach, and what the caller hears.
@Suite(.serialized) struct AvailabilityTests {
  @Test func whatAPluginDoesNotOfferIsNeverAsked() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        CAPS = ["assign", "desktops", "dance"]
        def handle(request):
            log("asked " + request["method"])
            answer(request, {})
        for request in requests():
            if request["method"] == "initialize": greet(request)
            elif request["method"] == "desktops.watch":
                answer(request, dict(revision=1, desktops=[desk('a'), dict(desk('gold'), template=True)]))
            else: handle(request)
        """)
    try await withHost(yard) { host, watcher in
      let status = try await watcher.phase("ready") { $0.phase == .ready }
      #expect(status.capabilities == [.assign, .desktops])
      let start = await ask(host)
      #expect(start?.kind == .notSupported)
      #expect(start?.message.contains("\"power\"") == true)
      let clone = await ask(host, .assign(to: .init(key: "k", number: 1, name: "n")), on: "gold")
      #expect(clone?.kind == .notSupported)
      #expect(clone?.message.contains("\"clone\"") == true)
      #expect(await ask(host, .unassign) == nil)
      #expect(await watcher.lines("asked ") == ["desktop.unassign"])
    }
  }

  @Test func whoCannotBeReachedIsToldWhyAndWhatToDo() async throws {
    let yard = try Yard()
    try yard.install("failed", python: "sys.exit(3)")
    try yard.install("refused", python: "serve(1)")
    chmod(yard.plugins + "/refused/main", 0o777)
    try yard.install("mute", python: "for request in requests(): pass")
    try yard.install("good", python: "serve(1, 'a')")
    var patience = Patience.brisk
    patience.failureLimit = 1
    patience.operation = .milliseconds(300)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("failed", of: "failed") { $0.lastError != nil }
      try await watcher.phase("refused", of: "refused") { $0.lastError != nil }
      try await watcher.phase("ready", of: "good") { $0.phase == .ready }
      let failed = await ask(host, of: "failed")
      #expect(failed?.kind == .notRunning)
      #expect(failed?.message.contains("ended with status 3") == true)
      #expect(failed?.nextStep?.contains("plugin restart failed") == true)
      let refused = await ask(host, of: "refused")
      #expect(refused?.kind == .notRunning)
      #expect(refused?.message.contains("written by everyone") == true)
      #expect(await ask(host, of: "mute")?.kind == .notRunning)
      #expect(await ask(host, of: "nobody")?.kind == .noSuchPlugin)
      #expect(await ask(host, on: "no/id", of: "good")?.kind == .refused(.invalidParams))
    }
  }

  @Test func whoNeverAnswersIsGivenUpAndToldSo() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        def handle(request):
            if request["method"] == "cancel": log("cancelled %d" % request["params"]["id"])
            else: log("asked %d" % request["id"])
        serve_with(handle, 1, 'a')
        """)
    var patience = Patience.brisk
    patience.operation = .milliseconds(500)
    patience.request = .milliseconds(200)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let trouble = await ask(host)
      #expect(trouble?.kind == .noAnswer)
      #expect(trouble?.nextStep != nil)
      // However often it was asked, which late timers decide: each request is given up, and the last
      // one after all others were asked.
      try await watcher.wait("as many cancels as requests") { events in
        let asked = lines(events, "asked ")
        return !asked.isEmpty && lines(events, "cancelled ") == asked ? true : nil
      }
    }
  }

  @Test func anOperationWaitsForAPluginThatComesBack() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    var patience = Patience.brisk
    patience.backOff = [.milliseconds(300)]
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      kill(try await watcher.process(), SIGKILL)
      try await watcher.phase("restarting") {
        if case .restarting = $0.phase { true } else { false }
      }
      #expect(await ask(host) == nil)
    }
  }

  private func ask(
    _ host: PluginHost, _ action: Operation.Action = .start, on desktop: String = "a",
    of plugin: String = "vms"
  ) async -> OperationTrouble? {
    await trouble { () throws(OperationTrouble) in
      try await host.perform(action, on: desktop, of: plugin)
    }
  }
}
