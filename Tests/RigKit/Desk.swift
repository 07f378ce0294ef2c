public import AgentInterface
public import DBus
public import EventLoop
import FoundationEssentials
import Glibc

/// A whole system in a folder of its own: a private message bus, and the shipped programs on it.
public final class Desk {
  public let folder: String
  public let loop: Loop
  /// The address of the private bus that stands for the system bus.
  public let address: String
  private let busDaemon: Child
  private var count = 0

  /// Where the built programs are.
  public static let programs: String = {
    // The test bundle and the programs are built into the same folder; so is the demo itself.
    var path = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(decoding: path[..<max(0, length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own
    return "/" + bundle.split(separator: "/").dropLast().joined(separator: "/")
  }()

  public init(loop: Loop) throws {
    self.loop = loop
    var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RigError("cannot make a folder in /tmp") }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    (busDaemon, address) = try Self.startBus(folder, "system")
  }

  deinit {
    stopBus()
    removeFolder()
  }

  /// The bus goes away, and with it every connection.
  public func stopBus() { if !busDaemon.hasEnded { busDaemon.end(SIGTERM) } }

  /// Starts a private bus and waits until it listens. Returns its address.
  public static func startBus(_ folder: String, _ name: String) throws -> (Child, String) {
    let socket = "unix:path=\(folder)/\(name).socket"
    let configuration = """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>\(socket)</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
        </policy>
      </busconfig>
      """
    let file = "\(folder)/\(name).conf"
    try writeText(configuration, to: file)
    let daemon = try Child(
      "dbus-daemon", ["--config-file=\(file)", "--nofork", "--print-address=1"],
      environment: [:], logPath: "\(folder)/\(name).log")
    try waitUntil("dbus-daemon listens", seconds: 10) {
      if daemon.hasEnded { throw RigError("dbus-daemon: \(daemon.output)") }
      return daemon.output.contains("unix:")
    }
    return (daemon, socket)
  }

  /// Removes all that it made.
  public func removeFolder() { removeTree(folder) }

  /// A fresh name for a log file.
  public func log(_ name: String) -> String {
    count += 1
    return "\(folder)/\(count)-\(name).log"
  }

  /// Starts the shipped agent. It is ready once it owns its name: see ``client()``.
  public func startAgent(
    configuration: String, testbed: Testbed?, state: String = "state"
  ) throws -> Child {
    let stateFolder = folder + "/" + state
    mkdir(stateFolder, 0o700)
    let file = folder + "/stationd.conf"
    try writeText(
      configuration + "\n[Bus]\naddress = \(address)\n[State]\nfolder = \(stateFolder)\n", to: file)
    return try Child(
      Self.programs + "/stationd", ["--config", file], environment: testbed?.environment ?? [:],
      logPath: log("stationd"))
  }

  /// A connection of this process to the private bus.
  public func connect() async throws -> Connection {
    let connection = Connection(loop: loop)
    try await connection.connect(to: .other(address))
    return connection
  }

  /// Runs `stationctl` to its end.
  public func stationctl(_ arguments: [String]) throws -> CommandResult {
    try run(
      Self.programs + "/stationctl", arguments,
      environment: ["DBUS_SYSTEM_BUS_ADDRESS": address, "HOME": folder],
      logPath: log("stationctl"))
  }
}

/// Waits until the agent shows what is wanted, looking again only when it says that it changed.
///
/// Returns the snapshot that satisfied `condition`; throws after `seconds` with the last one seen.
public func waitForAgent(
  _ bus: Connection, _ what: String, seconds: Int64 = 20,
  until condition: @Sendable @escaping (AgentSnapshot) -> Bool
) async throws -> AgentSnapshot {
  let client = AgentClient(bus)
  let changes = try await client.changes()
  return try await withThrowingTaskGroup(of: AgentSnapshot.self) { group in
    group.addTask {
      var last: AgentSnapshot?
      if let first = try? await client.snapshot() {
        if condition(first) { return first }
        last = first
      }
      for await _ in changes {
        guard let next = try? await client.snapshot() else { continue }
        if condition(next) { return next }
        last = next
      }
      throw RigError("not seen: \(what); last: \(last.map { "\($0)" } ?? "no agent")")
    }
    group.addTask {
      // The deadline of the wait itself: it ends the stream, whose loop then says what was missing.
      try await Task.sleep(for: .seconds(seconds))
      throw RigError("not seen within \(seconds) s: \(what)")
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw RigError("not seen: \(what)") }
    return result
  }
}

/// Waits for something that no event announces (a process that starts, a file that appears).
public func waitUntil(
  _ what: String, seconds: Int, _ condition: () throws -> Bool
) throws {
  for _ in 0..<(seconds * 200) {
    if try condition() { return }
    poll(nil, 0, 5)
  }
  throw RigError("not seen within \(seconds) s: \(what)")
}

public func writeText(_ text: String, to path: String) throws {
  guard let file = fopen(path, "we") else {
    throw RigError("\(path): \(String(cString: strerror(errno)))")
  }
  defer { fclose(file) }
  let bytes = Array(text.utf8)
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
    throw RigError("\(path): short write")
  }
}

/// Removes a folder of ours and all that is in it.
public func removeTree(_ path: String) {
  try? FileManager.default.removeItem(atPath: path)
}
