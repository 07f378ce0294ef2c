import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit

/// Everything the demo needs: recorded hardware, two private buses, the agent, the session agent
/// and a desktop that shows notifications. All of it lives in one folder that goes at the end.
final class Stage: @unchecked Sendable {
  let desk: Desk
  let testbed: Testbed
  let bus: Connection
  let desktop: NotificationStub
  private let sessionBus: Child
  private let sessionAddress: String
  private var agent: Child?
  private var watch: Child?
  private var others: [Child] = []
  private let isTerminal = isatty(1) == 1
  private let began = Stage.now()

  enum Style { case plain, title, command, problem }

  init() async throws {
    testbed = try Testbed()
    desk = try Desk(loop: try Loop())
    (sessionBus, sessionAddress) = try Desk.startBus(desk.folder, "session")
    bus = try await desk.connect()
    desktop = NotificationStub(loop: desk.loop)
    try await desktop.start(sessionAddress)
  }

  var agentLog: String { agent?.output ?? "" }

  /// Starts the agent with this configuration, and the session agent of the person at the desktop.
  func startAgent(_ configuration: String) throws {
    agent = try desk.startAgent(configuration: configuration, testbed: testbed)
  }

  /// Runs `stationctl watch` beside everything else.
  func startWatching() throws {
    let child = try Child(
      Desk.programs + "/stationctl", ["watch"],
      environment: ["DBUS_SYSTEM_BUS_ADDRESS": desk.address, "HOME": desk.folder],
      logPath: desk.log("watch"))
    watch = child
    others.append(child)
  }

  /// What `stationctl watch` has printed.
  var watched: String { watch?.output ?? "" }

  func startSessionAgent() throws {
    others.append(
      try Child(
        Desk.programs + "/station-notifier", [],
        environment: [
          "DBUS_SYSTEM_BUS_ADDRESS": desk.address, "DBUS_SESSION_BUS_ADDRESS": sessionAddress,
          "HOME": desk.folder,
        ], logPath: desk.log("notifier")))
  }

  /// Shows a command and its real output; throws if it fails.
  func command(_ words: String...) throws {
    say("$ stationctl \(words.map(quoted).joined(separator: " "))", .command)
    let result = try desk.stationctl(words)
    if !result.output.isEmpty { sayOutput(result.output) }
    if result.code != 0 { throw RigError("that command ended with \(result.code)") }
  }

  /// Waits until the agent shows it.
  @discardableResult
  func see(
    _ what: String, seconds: Int64 = 20,
    _ condition: @Sendable @escaping (AgentSnapshot) -> Bool
  ) async throws -> AgentSnapshot {
    try await waitForAgent(bus, what, seconds: seconds, until: condition)
  }

  func say(_ text: String, _ style: Style = .plain) {
    let codes =
      switch style {
      case .plain: ""
      case .title: "\u{1b}[1m"
      case .command: "\u{1b}[36m"
      case .problem: "\u{1b}[31m"
      }
    writeOut(isTerminal && !codes.isEmpty ? codes + text + "\u{1b}[0m\n" : text + "\n")
  }

  /// Prints what a program printed.
  func sayOutput(_ output: String) {
    say(output.hasSuffix("\n") ? String(output.dropLast()) : output)
  }

  /// A heading with the time since the start.
  func title(_ text: String) {
    let tenths = (Self.now() - began) / 100
    say("\n[\(tenths / 10).\(tenths % 10) s] \(text)", .title)
  }

  /// The next thing that happens on the desktop and is wanted; others before it are passed over.
  func desktopEvent(
    _ what: String, _ condition: @Sendable @escaping (NotificationStub.Event) -> Bool
  ) async throws -> NotificationStub.Event {
    try await desktop.next(what, where: condition)
  }

  /// Prints what the notification server was asked to do.
  func show(_ event: NotificationStub.Event) {
    switch event {
    case .close(let id): say("| notification \(id) closes")
    case .notify(let shown):
      say("+----------------------------------------------------------------------")
      say("| \(shown.summary)", .title)
      for line in shown.body.split(separator: "\n") { say("| \(line)") }
      say("+--- notification \(shown.id), urgency \(shown.urgency), replaces \(shown.replaces)")
    }
  }

  var milliseconds: Int { Self.now() }

  /// Ends all programs and removes all files. False if the agent did not end as asked, or anything
  /// is left: a clean end is part of the demo.
  @discardableResult
  func clear() async -> Bool {
    for child in others where !child.hasEnded { child.end(SIGTERM) }
    let code = agent.map { $0.hasEnded ? -1 : $0.end(SIGTERM) } ?? 0
    if code != 0 { say("The agent ended with \(code).", .problem) }
    await desktop.stop()
    await bus.close()
    sessionBus.end(SIGTERM)
    desk.stopBus()
    desk.removeFolder()
    testbed.end()
    if access(desk.folder, F_OK) == 0 {
      say("\(desk.folder) could not be removed.", .problem)
      return false
    }
    return code == 0
  }

  private func quoted(_ word: String) -> String { word.contains(" ") ? "'\(word)'" : word }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

private func writeOut(_ text: String) {
  var bytes = ArraySlice(text.utf8)
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    if count < 0 && errno != EINTR { return }
    if count > 0 { bytes = bytes.dropFirst(count) }
  }
}
