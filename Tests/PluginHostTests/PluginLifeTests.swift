import Glibc
import PluginHost
import PluginProtocol
import StationModel
import Testing

@Suite(.serialized) struct PluginLifeTests {
  @Test func aGoodPluginIsReadyWithItsDesktopsAndVersion() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "log('pid %d' % os.getpid()); serve(1, 'b', 'a')")
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["a", "b"], of: "vms")
      let status = try await watcher.phase("ready") { $0.phase == .ready }
      #expect(
        status
          == PluginStatus(
            name: "vms", phase: .ready, version: "7", health: .ready,
            capabilities: [.assign, .desktops, .power],
            processID: status.processID, folder: yard.plugins + "/vms", protocolVersion: 1))
      #expect(status.processID == (try await watcher.process()))
    }
  }

  @Test func newerSnapshotsReplaceTheOldAndUnchangedOnesAreSilent() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        serve(1, 'a', until='desktops.watch')
        notify(2, 'a', 'b'); notify(3, 'a', 'b'); notify(9, 'c')
        serve(0)
        """)
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["c"])
      let pictures = await watcher.events.filter { if case .picture = $0 { true } else { false } }
      #expect(pictures.count <= 3)
    }
  }

  @Test func aRevisionThatDoesNotGrowIsIgnoredAndReported() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        serve(5, 'a', until='desktops.watch')
        notify(5, 'x'); notify(4, 'y'); notify(6, 'b')
        serve(0)
        """)
    try await withHost(yard) { _, watcher in
      try await watcher.violation("revision is 5 and does not grow: it was 5")
      try await watcher.violation("revision is 4")
      try await watcher.picture(["b"])
      for case .picture(let picture) in await watcher.events {
        #expect(["a", "b"].contains(picture.desktops[0].id))
      }
    }
  }

  @Test func aBadSnapshotIsRefusedByFieldAndTheLastGoodOneStays() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        serve(1, 'a', until='desktops.watch')
        say(method="desktops.snapshot", params=dict(revision=2, desktops=[desk('a', 'asleep')]))
        log('sent')
        serve(0)
        """)
    try await withHost(yard) { _, watcher in
      try await watcher.violation("desktops[0].state is \"asleep\"")
      try await watcher.phase("ready") { $0.phase == .ready }
      let stale = await watcher.events.contains {
        if case .picture(let picture) = $0 { picture.isStale } else { false }
      }
      #expect(!stale)
    }
  }

  @Test func garbageOnStandardOutputIsReportedAndSkipped() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        raw(b'Starting \\x1b[31m...\\n\\xff\\xfe\\n[]\\n{"jsonrpc":"2.0"}\\n\\n')
        serve(1, 'a')
        """)
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["a"])
      try await watcher.violation("not JSON: Starting �[31m...")
      try await watcher.violation("the message is not an object")
      try await watcher.violation("neither a request")
    }
  }

  @Test func aLineWithoutEndIsDroppedAndThePluginGoesOn() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        serve(1, 'a', until='desktops.watch')
        for _ in range(24): raw(b'x' * (1 << 20))
        raw(b'\\n'); notify(2, 'b')
        serve(0)
        """)
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["a"])
      let before = residentBytes()
      try await watcher.violation("a line of more than 1048576 bytes")
      try await watcher.picture(["b"])
      #expect(residentBytes() - before < 16 << 20)
      let reports = await watcher.events.filter {
        if case .violation = $0 { true } else { false }
      }
      #expect(reports.count == 1)
    }
  }

  @Test func requestsOfThePluginAreAnsweredWithMethodNotFound() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        say(id="q", method="host.format", params={})
        for request in requests():
            if "error" in request: log("code %s" % request["error"]["code"])
            elif request["method"] == "initialize": greet(request)
            else: answer(request, snapshot(1, 'a'))
        """)
    try await withHost(yard) { _, watcher in
      let code = try await watcher.log("code ")
      #expect(code == "-32601")
      try await watcher.picture(["a"])
    }
  }

  @Test func answersNobodyWaitsForAreIgnoredAndReported() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        for request in requests():
            if request["method"] == "initialize": greet(request); greet(request)
            else: say(id=99, result={}); say(id="x", result={}); answer(request, snapshot(1, 'a'))
        """)
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["a"])
      try await watcher.violation("an answer to 1,")
      try await watcher.violation("an answer to 99,")
      try await watcher.violation("an answer to \"x\",")
    }
  }

  @Test func whatToKeepIsSaidBeforeTheDesktopsAreAskedFor() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        for request in requests():
            log("asked " + request["method"] + " " + json.dumps(request["params"].get("keep")))
            if request["method"] == "initialize": greet(request)
            elif request["method"] == "gc":
                say(id=request["id"], error=dict(code=-32601, message="no such method"))
            else: answer(request, snapshot(1, 'a'))
        """)
    try await withHost(yard, keep: ["b", "a"]) { _, watcher in
      _ = try await watcher.log("asked desktops.watch")
      let asked = await watcher.events.compactMap {
        if case .log(_, _, let line) = $0 { line } else { String?.none }
      }
      #expect(
        asked == ["asked initialize null", "asked gc [\"a\", \"b\"]", "asked desktops.watch null"])
    }
  }

  @Test func aListToKeepThatFillsMoreThanALineIsLeftOutAndThePluginGoesOn() async throws {
    let yard = try Yard()
    try yard.install("vms", python: "serve(1, 'a')")
    var patience = Patience.brisk
    patience.failureLimit = 1
    let keep = (0..<10_000).map { "\($0)-" + String(repeating: "x", count: 120) }
    try await withHost(yard, patience: patience, keep: keep) { _, watcher in
      let status = try await watcher.phase("ready or failed") {
        if case .failed = $0.phase { true } else { $0.phase == .ready }
      }
      #expect(status.phase == .ready)
      _ = try await watcher.log("it was not told which desktops to keep")
    }
  }

  @Test func whatIsNotKnownToBeKeptIsNotSaid() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        for request in requests():
            log("asked " + request["method"])
            if request["method"] == "initialize": greet(request)
            else: answer(request, snapshot(1, 'a'))
        """)
    try await withHost(yard) { _, watcher in
      _ = try await watcher.log("asked desktops.watch")
      let asksToLetGo = await watcher.events.contains(
        .log(plugin: "vms", level: .info, line: "asked gc"))
      #expect(!asksToLetGo)
    }
  }

  @Test func standardErrorIsTheLogWithItsLevels() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        log('<3>no disk'); log('plain'); log('<4>\\x1b]0;evil\\x07'); log('y' * 20000)
        serve(1, 'a')
        """)
    try await withHost(yard) { _, watcher in
      let long = try await watcher.log("y")
      #expect(long.hasSuffix("(the line is too long)"))
      let lines = await watcher.events.compactMap { event -> String? in
        guard case .log("vms", let level, let line) = event else { return nil }
        return "\(level) \(line.prefix(20))"
      }
      #expect(lines.prefix(3) == ["error no disk", "info plain", "warning �]0;evil�"])
    }
  }

  @Test func thePluginLivesInItsOwnFolderWithAClearedEnvironment() async throws {
    let yard = try Yard()
    setenv("STATIONMASTER_TEST_SECRET", "1", 1)
    try yard.install(
      "vms",
      python: """
        log("env " + json.dumps([sorted(k for k in os.environ if k != "LC_CTYPE"), os.getcwd(),
          os.environ["STATIONMASTER_PLUGIN_STATE"], os.environ["STATIONMASTER_PLUGIN_CONFIG"],
          oct(os.stat(".").st_mode & 0o777), len(os.listdir("/proc/self/fd"))]))
        serve(1, 'a')
        """)
    try await withHost(yard) { _, watcher in
      let state = yard.state + "/plugins/vms"
      let names =
        #"["HOME", "LANG", "PATH", "STATIONMASTER_PLUGIN_CONFIG", "STATIONMASTER_PLUGIN_STATE"]"#
      // Four descriptors: the three standard ones, and the listing itself.
      let environment = try await watcher.log("env ")
      #expect(
        environment
          == #"[\#(names), "\#(state)", "\#(state)", "\#(yard.plugins)/vms", "0o700", 4]"#)
    }
  }

  private func residentBytes() -> Int {
    let fields = (Yard.read("/proc/self/statm") ?? []).split(separator: UInt8(ascii: " "))
    return fields.count > 1 ? (Int(String(decoding: fields[1], as: UTF8.self)) ?? 0) * 4096 : 0
  }
}
