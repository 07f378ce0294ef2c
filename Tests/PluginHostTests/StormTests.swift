import Dispatch
import Glibc
import Testing

/// Plugins at their worst, and a good one beside them that keeps answering. The host runs in a process
/// of its own, whose memory is measured.
@Suite(.serialized) struct StormTests {
  @Test func aHundredThousandLinesOfRubbishAreReadSlowlyAndSayNothingNew() async throws {
    let storm = try await Storm(
      """
      serve(1, 'a', until='desktops.watch'); storm()
      for _ in range(1000): raw(b'rubbish\\n' * 100)
      notify(2, 'b'); done()
      """)
    storm.isWeathered()
    #expect(storm["flooded"] == "bad")
    #expect(storm["picture"] == "bad=b,good=a")
    // The valve lets a thousand through.
    #expect(storm.number("violations") <= 1000)
  }

  @Test(arguments: ["rubbish", "{\\\"half"])
  func aFloodWithoutEndCostsASmallPartOfACore(line: String) async throws {
    let storm = try await Storm(
      """
      serve(1, 'a', until='desktops.watch'); storm()
      import threading, time
      def stop():
          time.sleep(2)
          done(serves=False)
      threading.Thread(target=stop).start()
      while True: raw(b"\(line)\\n" * 10)
      """)
    storm.isWeathered()
    #expect(storm["flooded"] == "bad")
    // A tenth by the rule; the good plugin's operations and a debug build cost as well.
    #expect(storm.number("processor") * 2 < storm.number("wall"))
  }

  @Test func aHundredThousandSnapshotsInARowKeepOnlyTheLast() async throws {
    let storm = try await Storm(
      """
      serve(1, 'a', until='desktops.watch'); storm()
      for number in range(100000): notify(2 + number, 'd%d' % (number % 7))
      notify(200000, 'last'); done()
      """, floodLimit: 1_000_000)
    storm.isWeathered()
    #expect(storm["picture"] == "bad=last,good=a")
    #expect(storm["violations"] == "0")
  }

  @Test func aGigabyteWithoutANewlineIsNeverHeld() async throws {
    let storm = try await Storm(
      """
      serve(1, 'a', until='desktops.watch'); storm()
      for _ in range(1024): raw(b'{' * (1 << 20))
      raw(b'\\n'); notify(2, 'b'); done()
      """, floodLimit: 1_000_000)
    storm.isWeathered()
    #expect(storm["picture"] == "bad=b,good=a")
    #expect(storm["violations"] == "1")
  }

  @Test func aHostThatIsKilledLeavesNobodyBehind() async throws {
    let yard = try Yard()
    try yard.install(
      "good", python: "open('pid', 'w').write('%d ' % os.getpid()); serve(1, 'a')")
    let host = try start(
      [Products.folder + "/plugin-storm", yard.plugins, yard.state, "1000", "60", "never"])
    defer { close(host.output) }
    let file = yard.state + "/plugins/good/pid"
    try await eventually("it runs") { Yard.read(file)?.last == 0x20 }
    let text = String(decoding: Yard.read(file) ?? [], as: UTF8.self)
    let process = try #require(Int32(text.dropLast()))
    kill(host.process, SIGKILL)
    var status: Int32 = 0
    waitpid(host.process, &status, 0)
    // Nobody is left who could send it a signal: it sees the end of its input.
    try await eventually("the plugin is gone") { !isAlive(process) }
  }

  @Test func allKindsOfTroubleAtOnceAreNobodyElsesTrouble() async throws {
    let storm = try await Storm(
      """
      serve(1, 'a', until='desktops.watch'); storm()
      for _ in range(300):
          log('<3>again'); raw(b'{half\\n[]\\n'); notify(1, 'x'); say(id=77, result={})
      log('x' * 100000); done()
      """,
      others: [
        "exits": "sys.exit(1)",
        "crashes": "serve(1, 'a', until='desktops.watch'); os.kill(os.getpid(), signal.SIGSEGV)",
        "hangs": "signal.pause()",
        "deaf": """
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if os.fork() == 0: signal.pause()
        serve(1, 'a')
        while True: signal.pause()
        """,
        "lies": """
        serve(5, 'a', until='desktops.watch'); storm()
        for number in range(500): notify(5 - number % 3, 'z')
        done(); serve(5)
        """,
      ], awaited: ["bad", "lies"])
    storm.isWeathered()
    #expect(storm["picture"].contains("lies=a"))
  }
}

/// One run of the fixture, and what it printed.
private struct Storm {
  let figures: [String: String]

  /// How long it may take on a machine that is busy with other things.
  private static let seconds = 120

  init(
    _ script: String, others: [String: String] = [:], awaited: [String] = ["bad"],
    floodLimit: Int = 1000
  ) async throws {
    let yard = try Yard()
    let prelude = """
      import time
      def storm():
          while not os.path.exists("../../go"): time.sleep(0.005)
      def done(serves=True):
          with open("../../done-" + os.path.basename(os.getcwd()), "w") as file:
              file.write("1" if serves else "0")

      """
    try yard.install("good", python: "serve(1, 'a')")
    // Stays after its storm, for as long as it is wanted.
    try yard.install("bad", python: prelude + script + "\nserve(0)\n")
    for (name, script) in others { try yard.install(name, python: prelude + script) }
    let words =
      [
        Products.folder + "/plugin-storm", yard.plugins, yard.state, String(floodLimit),
        String(Self.seconds),
      ] + awaited
    // Not on a thread that other tests need.
    let output = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(words) })
      }
    }
    var figures: [String: String] = [:]
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      figures[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    self.figures = figures
  }

  subscript(name: String) -> String { figures[name] ?? "" }

  func number(_ name: String) -> Int { Int(self[name]) ?? -1 }

  /// It ended, the good plugin was answering all the time, and nothing of it is left in memory.
  func isWeathered(location: SourceLocation = #_sourceLocation) {
    #expect(self["done"] == "1", "\(figures)", sourceLocation: location)
    #expect(self["failures"] == "0", sourceLocation: location)
    #expect(number("operations") > 0, sourceLocation: location)
    // Far above what it takes on a quiet machine, far below a deadline.
    #expect(number("slowest") < 5000, "\(figures)", sourceLocation: location)
    #expect(number("resident") < 10 << 10, "\(figures)", sourceLocation: location)
  }
}

/// Runs a program to its end and returns what it printed.
private func run(_ words: [String]) throws -> String {
  let (process, input) = try start(words)
  defer { close(input) }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(input, &buffer, buffer.count)
    guard count > 0 else { break }
    output += buffer[..<count]
  }
  var status: Int32 = 0
  waitpid(process, &status, 0)
  return String(decoding: output, as: UTF8.self)
}

/// Starts a program; the descriptor is to read what it prints.
private func start(_ words: [String]) throws -> (process: pid_t, output: Int32) {
  var pipes: [Int32] = [0, 0]
  try #require(pipe(&pipes) == 0)
  for pipe in pipes { _ = fcntl(pipe, F_SETFD, FD_CLOEXEC) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO)
  var arguments = words.map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  var process: pid_t = 0
  let failure = posix_spawn(&process, words[0], &actions, nil, &arguments, environ)
  close(pipes[1])
  try #require(failure == 0, "\(words[0]) is not built")
  return (process, pipes[0])
}
