import Glibc
import PluginHost
import PluginProtocol
import StationModel
import Testing

@Suite(.serialized) struct OperationTests {
  @Test func whatIsAcceptedReturnsAndIsAskedAsTheContractSays() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        def handle(request):
            log("asked " + request["method"] + " " + json.dumps(
              {k: v for k, v in request["params"].items() if k != "operation"}, sort_keys=True))
            answer(request, {})
        serve_with(handle, 1, 'a')
        """)
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      try await host.perform(.start, on: "a", of: "vms")
      try await host.perform(.stop(force: false), on: "a", of: "vms")
      try await host.perform(.assign(to: station), on: "a", of: "vms")
      try await host.perform(.unassign, on: "a", of: "vms")
      _ = try await watcher.log("asked desktop.unassign ")
      let asked = await watcher.lines("asked ")
      #expect(
        asked == [
          #"desktop.start {"desktop": "a"}"#,
          #"desktop.stop {"desktop": "a", "force": false}"#,
          #"desktop.assign {"desktop": "a", "station": {"key": "pci-1/1.4", "name": "Window", "number": 4}}"#,
          #"desktop.unassign {"desktop": "a"}"#,
        ])
    }
  }

  /// One row of the error table: what the plugin answers again and again, how often it is asked, and
  /// what the caller hears.
  @Test(
    arguments: [
      (-32700, 1, "", false), (-32600, 1, "", false), (-32601, 1, "", false),
      (-32602, 1, "", false), (-32603, 3, "plugin log vms", false), (-32001, 1, "", false),
      (-32002, 1, "", false), (-32003, 1, "desktop list", false),
      (-32004, 4, "Try again", true), (-32005, 4, "works with runs", true),
      (-32006, 1, "administrator", false), (-32007, 1, "", false),
      (-32008, 1, "administrator", false), (-32009, 1, "", false), (-32010, 1, "", false),
      (-31999, 1, "", false), (7, 1, "", false),
    ] as [(Int, Int, String, Bool)])
  func eachRefusalIsTreatedByItsRow(
    code: Int, asks: Int, step: String, isEndless: Bool
  ) async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        asked = 0
        def handle(request):
            global asked
            asked += 1
            log("asked %s" % request["params"]["operation"])
            if asked >= 4: answer(request, {})
            else: refuse(request, \(code), "the disk is away")
        serve_with(handle, 1, 'a')
        """)
    var patience = Patience.brisk
    patience.repeatPace = 0.001
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let trouble = await trouble { () throws(OperationTrouble) in
        try await host.perform(.start, on: "a", of: "vms")
      }
      try await watcher.wait("it was asked") { seen in
        lines(seen, "asked ").count >= asks ? true : nil
      }
      let ids = await watcher.lines("asked ")
      #expect(ids.count == asks)
      #expect(Set(ids).count == 1, "it was not the same operation: \(ids)")
      if isEndless {
        #expect(trouble == nil)
      } else {
        #expect(trouble?.kind == .refused(PluginError.Code(rawValue: code)))
        #expect(trouble?.message == "The plugin vms refused it for a: the disk is away.")
        #expect(step.isEmpty || trouble?.nextStep?.contains(step) == true)
      }
    }
  }

  @Test func whoIsBusyForLongerThanAnybodyWaitsIsNotWaitedFor() async throws {
    let yard = try Yard()
    try yard.install(
      "vms", python: "serve_with(lambda r: refuse(r, -32004, 'saving', retryAfter=60), 1, 'a')")
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let trouble = await trouble { () throws(OperationTrouble) in
        try await host.perform(.start, on: "a", of: "vms")
      }
      #expect(trouble?.kind == .refused(.busy))
      #expect(trouble?.nextStep == "Try again in 60 s.")
    }
  }

  @Test func aLostAnswerIsAskedForAgainUnderTheSameIdAndTheFirstRequestIsCancelled() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        first = None
        def handle(request):
            global first
            if request["method"] == "cancel":
                log("then cancel %s" % (request["params"]["id"] == first["id"]))
                return
            log("then asked " + request["params"]["operation"])
            if first: answer(request, {})
            else: first = request
        serve_with(handle, 1, 'a')
        """)
    var patience = Patience.brisk
    patience.request = .milliseconds(300)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      try await host.perform(.start, on: "a", of: "vms")
      _ = try await watcher.log("then cancel True")
      let story = await watcher.lines("then ")
      // The cancel comes last, so that the plugin goes on for the second request.
      #expect(story.count == 3)
      #expect(story.first == story.dropFirst().first)
    }
  }

  @Test func aCrashInTheMiddleIsSurvivedByTheOperation() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        def handle(request):
            log("asked " + request["params"]["operation"])
            if os.path.exists("crashed"): return answer(request, {})
            open("crashed", "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        serve_with(handle, 1, 'a')
        """)
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      try await host.perform(.start, on: "a", of: "vms")
      let ids = try await watcher.wait("it was asked twice") { seen in
        lines(seen, "asked ").count == 2 ? lines(seen, "asked ") : nil
      }
      #expect(Set(ids).count == 1)
    }
  }

  @Test func aSecondAnswerChangesNothingAndIsReported() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        def handle(request):
            answer(request, {}); refuse(request, -32603); answer(request, {})
        serve_with(handle, 1, 'a')
        """)
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      try await host.perform(.start, on: "a", of: "vms")
      try await watcher.violation("which is not asked, or no longer")
      try await host.perform(.start, on: "a", of: "vms")
    }
  }

  @Test func aCallerThatGivesUpIsSeenByThePluginWhichMayAnswerAllTheSame() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        held = None
        def handle(request):
            global held
            if request["method"] == "cancel":
                refuse(held, -32010, "cancelled")
                log("cancelled %s" % (request["params"]["id"] == held["id"]))
            else:
                held = request
                log("asked")
        serve_with(handle, 1, 'a')
        """)
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let caller = Task {
        await trouble { () throws(OperationTrouble) in
          try await host.perform(.start, on: "a", of: "vms")
        }
      }
      _ = try await watcher.log("asked")
      caller.cancel()
      #expect(await caller.value?.kind == .refused(.cancelled))
      #expect(try await watcher.log("cancelled ") == "True")
      let violations = await watcher.events.contains {
        if case .violation = $0 { true } else { false }
      }
      #expect(!violations)
    }
  }

  @Test func thirtyTwoMayWaitAndTheNextIsToldBusyAtOnce() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        held, is_open = [], False
        def handle(request):
            global is_open
            if request["method"] == "cancel":
                is_open = True
                for one in held: answer(one, {})
            elif is_open: answer(request, {})
            else:
                held.append(request)
                if len(held) == 32: log("full")
        serve_with(handle, 1, 'a')
        """)
    try await withHost(yard) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let callers = (0..<32).map { _ in
        Task {
          await trouble { () throws(OperationTrouble) in
            try await host.perform(.start, on: "a", of: "vms")
          }
        }
      }
      _ = try await watcher.log("full")
      let full = await trouble { () throws(OperationTrouble) in
        try await host.perform(.start, on: "a", of: "vms")
      }
      #expect(full?.kind == .refused(.busy))
      callers[0].cancel()
      for caller in callers.dropFirst() { #expect(await caller.value == nil) }
      // There is room again.
      try await host.perform(.start, on: "a", of: "vms")
    }
  }

  private var station: AssignedStation {
    AssignedStation(key: "pci-1/1.4", number: 4, name: "Window")
  }
}

/// What it throws; nil if it does not.
func trouble(
  _ body: () async throws(OperationTrouble) -> Void
) async -> OperationTrouble? {
  do throws(OperationTrouble) {
    try await body()
    return nil
  } catch {
    return error
  }
}
