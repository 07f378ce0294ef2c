import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit
import Testing

/// All tests of whole programs on recorded hardware. One after the other: a process has one testbed.
@Suite(.serialized, .enabled(if: Testbed.isPossible, "run under umockdev-wrapper: make test"))
struct System {}

/// The shipped programs in a folder of their own, with recorded hardware and a private bus.
final class Classroom: @unchecked Sendable {
  let desk: Desk
  let testbed: Testbed
  let bus: Connection
  private(set) var agent: Child?
  private var earlierLogs = ""

  /// One for the process: each new one would change its environment under the feet of other tests.
  /// It goes, with its folder, when the process ends.
  private nonisolated(unsafe) static var hardware: Testbed?

  private static func takeHardware() throws -> Testbed {
    if let hardware { return hardware }
    let testbed = try Testbed()
    hardware = testbed
    atexit { Classroom.hardware = nil }
    return testbed
  }

  private static let loop = Result { try Loop() }

  /// Runs a test with it and clears up; a failure is told with the agent's log.
  static func open(
    _ recordings: String..., body: (Classroom) async throws -> Void
  ) async throws {
    let room = try await Classroom(recordings)
    do {
      try await body(room)
      await room.close()
    } catch {
      let log = room.log
      await room.close()
      throw RigError("\(error)\nThe agent's log:\n\(log)")
    }
  }

  private init(_ recordings: [String]) async throws {
    testbed = try Self.takeHardware()
    testbed.clear()
    desk = try Desk(loop: try Self.loop.get())
    bus = try await desk.connect()
    for name in recordings { try testbed.plug(try Recording(name).sections) }
  }

  private func close() async {
    killAgent()
    await bus.close()
    desk.stopBus()
    testbed.clear()
  }

  // MARK: The agent

  /// What all its lives have logged.
  var log: String { earlierLogs + (agent?.output ?? "") }

  /// Tests do not wait as long as people do.
  static let impatient = "[Stations]\nabsence-grace = 300ms\nsettle-time = 200ms\n"

  /// Starts it and waits until it is on the bus.
  @discardableResult
  func startAgent(
    _ configuration: String = Classroom.impatient, environment: [String: String] = [:],
    programs: String = Desk.programs
  ) async throws -> AgentSnapshot {
    mkdir(trusted, 0o755)
    earlierLogs += agent?.output ?? ""
    let agent = try desk.startAgent(
      configuration: configuration + "\n[Licensing]\ntrusted-keys = \(trusted)\n",
      testbed: testbed, environment: environment, programs: programs)
    self.agent = agent
    return try await see("the agent is on the bus") { _ in true }
  }

  /// Rewrites the configuration of a running agent.
  func configure(_ configuration: String) throws {
    try desk.configure(configuration + "\n[Licensing]\ntrusted-keys = \(trusted)\n")
  }

  /// Like a power cut for the process.
  func killAgent() {
    if let agent, !agent.hasEnded { agent.end(SIGKILL) }
  }

  func kill9() async throws {
    killAgent()
    try await waitUntilAgentIsGone(bus)
  }

  /// Ends it as systemd does; returns its exit code.
  func stopAgent() async throws -> Int32 {
    let code = agent?.end(SIGTERM) ?? -1
    try await waitUntilAgentIsGone(bus)
    return code
  }

  @discardableResult
  func see(
    _ what: String, seconds: Int64 = 20,
    _ condition: @Sendable @escaping (AgentSnapshot) -> Bool
  ) async throws -> AgentSnapshot {
    try await waitForAgent(bus, what, seconds: seconds, until: condition)
  }

  /// What there is once nothing comes or goes any more.
  func settled() async throws -> AgentSnapshot {
    try await see("all is settled") { snapshot in
      (snapshot.stations.map(\.state) + snapshot.candidates.map(\.state)).allSatisfy {
        !["probing", "away", "unknown"].contains($0)
      }
    }
  }

  func snapshot() async throws -> AgentSnapshot { try await AgentClient(bus).snapshot() }

  // MARK: The command line

  func stationctl(_ words: String...) throws -> CommandResult { try desk.stationctl(words) }

  /// A command that must succeed; returns what it printed.
  @discardableResult
  func command(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
    -> String
  {
    let result = try desk.stationctl(words)
    #expect(
      result.code == 0, "stationctl \(words.joined(separator: " ")): \(result.output)",
      sourceLocation: sourceLocation)
    return result.output
  }

  // MARK: Licenses

  var trusted: String { desk.folder + "/trusted" }

  /// Makes a key pair below `folder`; in the folder of trusted keys it is trusted.
  func makeKey(_ name: String, in folder: String) throws {
    mkdir(folder, 0o755)
    try command("license", "keygen", "\(folder)/\(name)", "--issuer", "Village school")
  }

  /// A signed pack's file.
  func issue(_ id: String, count: Int, key: String) throws -> String {
    let file = "\(desk.folder)/\(id).pack"
    try command(
      "license", "issue", "--key", key + ".key", "--id", id, "--count", "\(count)", "--output",
      file)
    return file
  }

  /// Trusts a new key and adds a pack of `count` licenses, per device.
  func license(_ count: Int) throws {
    try makeKey("school", in: trusted)
    try command("license", "mode", "per-device")
    try command("license", "add", try issue("school-1", count: count, key: trusted + "/school"))
  }
}

extension AgentSnapshot {
  subscript(number: Int) -> StationView? { stations.first { $0.number == number } }
}
