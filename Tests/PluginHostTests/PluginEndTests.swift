import Glibc
import PluginHost
import PluginProtocol
import StationModel
import Testing

@Suite(.serialized) struct PluginEndTests {
  @Test func aCrashMakesThePictureStaleUntilThePluginIsBack() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    // It is away until it is ordered back: a picture that is stale for a moment may never be taken.
    var patience = Patience.brisk
    patience.backOff = [.seconds(600)]
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.picture(["a"])
      try await watcher.phase("ready") { $0.phase == .ready }
      let process = try await watcher.process()
      await watcher.forget()
      kill(process, SIGKILL)
      try await watcher.picture(["a"], isStale: true)
      #expect(await host.restart("vms"))
      try await watcher.picture(["a"])
      let status = try await watcher.phase("ready") { $0.phase == .ready }
      #expect(status.restarts == 1)
      #expect(status.lastError == "was ended by signal 9")
      let order = await watcher.events.compactMap {
        if case .picture(let picture) = $0 { picture.isStale } else { Bool?.none }
      }
      #expect(order == [true, false])
    }
  }

  @Test func whoEndsAgainAndAgainFailsAndOneRequestBringsItBack() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        if os.path.exists("fixed"): serve(1, 'a')
        log("<3>no licence for this"); sys.exit(3)
        """)
    var patience = Patience.brisk
    patience.failureLimit = 5
    try await withHost(yard, patience: patience) { host, watcher in
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.restarts == 5)
      #expect(status.lastError == "ended with status 3; it had said: no licence for this")
      try yard.write("", to: yard.state + "/plugins/vms/fixed")
      #expect(await host.restart("nobody") == false)
      #expect(await host.restart("vms"))
      try await watcher.picture(["a"])
    }
  }

  @Test func aHealthyPluginIsRestartedOnRequestWithoutBlame() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'a')")
    var patience = Patience.brisk
    patience.failureLimit = 1
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      let first = try await watcher.process()
      await watcher.forget()
      #expect(await host.restart("vms"))
      let status = try await watcher.phase("ready") { $0.phase == .ready }
      #expect(status.restarts == 1)
      #expect(status.lastError == nil)
      #expect(!isAlive(first))
    }
  }

  @Test(arguments: [
    ("for request in requests(): pass", "did not answer initialize within 0.3 seconds"),
    (
      "serve(1, until='initialize')\nfor request in requests(): pass",
      "did not answer desktops.watch within 0.3 seconds"
    ),
    (
      "for request in requests(): answer(request, dict(protocol=9, plugin=dict(name='t', version='1'), capabilities=[]))",
      "picked protocol 9, which was not offered"
    ),
    (
      "for request in requests(): answer(request, {})",
      "answered initialize wrongly: protocol is missing"
    ),
    (
      "for request in requests(): say(id=request['id'], error=dict(code=-32001, message='too old'))",
      "answered initialize with: too old (-32001)"
    ),
    (
      "serve(1, until='initialize')\nfor request in requests(): answer(request, dict(revision=1, desktops=[desk('a/b')]))",
      "answered desktops.watch with: desktops[0].id is not"
    ),
    ("os.close(1)\nsignal.pause()", "closed its standard output"),
    (
      "request = next(requests()); os.close(0); greet(request); signal.pause()",
      "closed its standard input"
    ),
    ("os.kill(os.getpid(), signal.SIGSEGV)", "was ended by signal 11"),
    ("sys.exit(0)", "ended with status 0"),
  ])
  func whoCannotBeginIsEndedWithTheReason(script: String, why: String) async throws {
    let yard = try Yard()
    try yard.install("vms", python: script)
    var patience = Patience.brisk
    patience.initialize = .milliseconds(300)
    patience.request = .milliseconds(300)
    // Python takes its time to start on a busy machine; only those that hang should meet a deadline.
    if !why.contains("0.3") {
      patience.initialize = .seconds(20)
      patience.request = .seconds(20)
    } else if why.contains("watch") {
      patience.initialize = .seconds(20)
    }
    patience.failureLimit = 1
    try await withHost(yard, patience: patience) { _, watcher in
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.lastError?.hasPrefix(why) == true, "\(status.lastError ?? "no error")")
    }
  }

  @Test func aLineThatIsNotTakenIsNotWaitedForLong() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "greet(next(requests())); signal.pause()")
    var patience = Patience.brisk
    patience.write = .milliseconds(300)
    patience.request = .seconds(60)
    patience.failureLimit = 1
    // More than a pipe holds, and than Python reads ahead.
    let keep = (0..<4000).map { "a-desktop-with-a-rather-long-id-\($0)" }
    try await withHost(yard, patience: patience, keep: keep) { _, watcher in
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.lastError == "did not read its standard input within 0.3 seconds")
    }
  }

  @Test func aPluginThatAsksMuchAndDoesNotReadIsHung() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        serve(1, 'a', until='desktops.watch')
        line = json.dumps(dict(jsonrpc="2.0", id="x" * 60000, method="more")).encode() + b"\\n"
        while True: raw(line)
        """)
    var patience = Patience.brisk
    patience.write = .seconds(60)
    patience.failureLimit = 1
    try await withHost(yard, patience: patience) { _, watcher in
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.lastError == "did not read the last 64 lines on its standard input")
    }
  }

  @Test func aLateAnswerComesToNobody() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        late = None
        for request in requests():
            if request["method"] == "gc": late = request
            elif request["method"] == "initialize": greet(request)
            else: answer(request, snapshot(1, 'a'))
        # Standard input is closed: the host has given up on the answer by now.
        answer(late, {})
        """)
    var patience = Patience.brisk
    patience.request = .milliseconds(200)
    patience.closing = .seconds(20)
    patience.failureLimit = 1
    try await withHost(yard, patience: patience, keep: []) { _, watcher in
      try await watcher.violation("an answer to 2,")
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.lastError == "did not answer gc within 0.2 seconds")
    }
  }

  @Test func nobodyIsLeftWhenTheHostStops() async throws {
    let yard = try Yard()
    try yard.install(
      "deaf",
      python: """
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = os.fork()
        if child == 0:
            signal.pause()
        log("deaf %d %d" % (os.getpid(), child))
        serve(1, 'a')
        while True: signal.pause()
        """)
    try yard.install(
      "tidy",
      python: """
        log("tidy %d" % os.getpid())
        serve(1, 'b')
        open("goodbye", "w")
        """)
    var processes: [Int32] = []
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["a"], of: "deaf")
      try await watcher.picture(["b"], of: "tidy")
      processes += try await watcher.log("deaf ").split(separator: " ").compactMap { Int32($0) }
      processes += try await watcher.log("tidy ").split(separator: " ").compactMap { Int32($0) }
    }
    #expect(processes.count == 3)
    for process in processes {
      try await eventually("process \(process) is gone") { !isAlive(process) }
    }
    #expect(
      Yard.read(yard.state + "/plugins/tidy/goodbye") != nil, "it was not let to end by itself")
  }

  @Test func childrenOfACrashedPluginDoNotOutliveIt() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        child = os.fork()
        if child == 0:
            signal.pause()
        log("child %d" % child)
        log("pid %d" % os.getpid())
        serve(1, 'a')
        """)
    var patience = Patience.brisk
    patience.backOff = [.seconds(600)]
    try await withHost(yard, patience: patience) { _, watcher in
      try await watcher.picture(["a"])
      let child = try #require(Int32(try await watcher.log("child ")))
      let process = try await watcher.process()
      await watcher.forget()
      kill(process, SIGKILL)
      try await watcher.picture(["a"], isStale: true)
      try await eventually("the child is gone") { !isAlive(child) }
    }
  }

  @Test func onePluginsTroubleIsNotAnothers() async throws {
    let yard = try Yard()
    try yard.install("bad", program: "#!/bin/sh\nwhile :; do echo rubbish; done\n")
    try yard.install("worse", program: "no program at all")
    try yard.install(
      "good", python: "serve(1, 'a', until='desktops.watch'); notify(2, 'b'); serve(3)")
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["b"], of: "good")
      try await watcher.phase("not started", of: "worse") {
        $0.lastError?.hasPrefix("could not be started") == true
      }
      try await watcher.violation("rubbish")
    }
  }
}
