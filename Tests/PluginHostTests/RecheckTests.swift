import PluginHost
import StationModel
import Testing

/// `desktops.watch` is asked again: who tells of changes can forget one.
@Suite(.serialized) struct RecheckTests {
  @Test func aChangeThatNobodyToldIsTakenAndReported() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        ids = ["a"]
        for request in requests():
            if request["method"] == "initialize": greet(request)
            else:
                answer(request, snapshot(4, *ids))
                ids = ["a", "b"]
        """)
    var patience = Patience.brisk
    patience.recheck = .milliseconds(50)
    try await withHost(yard, patience: patience) { _, watcher in
      try await watcher.picture(["a"])
      try await watcher.picture(["a", "b"])
      try await watcher.violation("it changed its desktops without saying so")
    }
  }

  @Test func whatIsTheSameOrGrewIsNobodysFault() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        asked = 0
        for request in requests():
            if request["method"] == "initialize": greet(request)
            else:
                asked += 1
                answer(request, snapshot(asked // 3, *"abc"[:asked // 3]))
                log("watched %d" % asked)
        """)
    var patience = Patience.brisk
    patience.recheck = .milliseconds(10)
    try await withHost(yard, patience: patience) { _, watcher in
      try await watcher.picture(["a", "b", "c"])
      _ = try await watcher.log("watched 12")
      let violations = await watcher.events.contains {
        if case .violation = $0 { true } else { false }
      }
      #expect(!violations)
    }
  }

  @Test func aBadAnswerLaterOnKeepsTheLastGoodList() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        answers = [snapshot(1, 'a'), dict(revision=2, desktops=[desk('a/b')]), snapshot(3, 'c')]
        for request in requests():
            if request["method"] == "initialize": greet(request)
            else: answer(request, answers.pop(0) if len(answers) > 1 else answers[0])
        """)
    var patience = Patience.brisk
    patience.recheck = .milliseconds(50)
    try await withHost(yard, patience: patience) { _, watcher in
      try await watcher.violation("a snapshot was refused: desktops[0].id")
      try await watcher.picture(["c"])
      let restarts = await watcher.events.contains {
        if case .status(let status) = $0 { status.restarts > 0 } else { false }
      }
      #expect(!restarts)
    }
  }

  @Test func whoStopsAnsweringIsEnded() async throws {
    let yard = try Yard()
    try yard.install(
      "vms", python: "serve(1, 'a', until='desktops.watch')\nfor request in requests(): pass")
    var patience = Patience.brisk
    patience.recheck = .milliseconds(10)
    patience.failureLimit = 1
    patience.request = .milliseconds(500)
    // The first answer may take as long as Python needs on a busy machine.
    try await withHost(yard, patience: patience) { _, watcher in
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.lastError == "did not answer desktops.watch within 0.5 seconds")
    }
  }
}
