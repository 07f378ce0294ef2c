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

  /// - Parameter policy: what the bus lets through; the stock system bus's unless a test needs
  ///   names of its own.
  public init(loop: Loop, policy: BusPolicy = .stock) throws {
    self.loop = loop
    var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RigError("cannot make a folder in /tmp") }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    (busDaemon, address) = try Self.startBus(folder, "system", policy: policy)
  }

  deinit {
    stopBus()
    removeFolder()
  }

  /// The bus goes away, and with it every connection.
  public func stopBus() { if !busDaemon.hasEnded { busDaemon.end(SIGTERM) } }

  /// Starts a private bus and waits until it listens. Returns its address.
  public static func startBus(
    _ folder: String, _ name: String, policy: BusPolicy = .open
  ) throws -> (Child, String) {
    let socket = "unix:path=\(folder)/\(name).socket"
    let configuration = """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>\(socket)</listen>
        <auth>EXTERNAL</auth>
        \(policy.text)
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

  /// The agent's configuration file.
  public var configurationFile: String { folder + "/stationd.conf" }
  /// The agent's ledger.
  public var ledgerFile: String { folder + "/state/ledger.sqlite" }

  /// Writes the agent's configuration: these lines, and where its bus and its state are.
  public func configure(_ configuration: String) throws {
    try writeText(
      configuration + "\n[Bus]\naddress = \(address)\n[State]\nfolder = \(folder)/state\n",
      to: configurationFile)
  }

  /// Starts the shipped agent. It is ready once it owns its name: see ``waitForAgent(_:_:)``.
  ///
  /// - Parameters:
  ///   - extra: what its environment holds besides what the testbed needs.
  ///   - programs: the folder of another build.
  public func startAgent(
    configuration: String, testbed: Testbed?, environment extra: [String: String] = [:],
    programs: String = Desk.programs
  ) throws -> Child {
    mkdir(folder + "/state", 0o700)
    try configure(configuration)
    // WATCHDOG_PID must name the agent itself (sd_watchdog_enabled(3)), so a shell sets it.
    return try Child(
      "sh",
      [
        "-c", "WATCHDOG_PID=$$ exec \"$0\" --config \"$1\"", programs + "/stationd",
        configurationFile,
      ],
      environment: (testbed?.environment ?? [:]).merging(extra) { $1 }, logPath: log("stationd"))
  }

  /// A connection of this process to the private bus.
  public func connect() async throws -> Connection {
    let connection = Connection(loop: loop)
    try await connection.connect(to: .other(address))
    return connection
  }

  /// What a client of the agent has in its environment.
  public var clientEnvironment: [String: String] {
    // Whoever runs the tests may read another language.
    ["DBUS_SYSTEM_BUS_ADDRESS": address, "HOME": folder, "LC_ALL": "C"]
  }

  /// Runs `stationctl` to its end.
  public func stationctl(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> CommandResult {
    try run(
      Self.programs + "/stationctl", arguments,
      environment: clientEnvironment.merging(environment) { $1 }, logPath: log("stationctl"))
  }

  /// Runs `stationctl` as another user, `nobody`; only root can. The desk opens to that user.
  public func stationctlAsStranger(_ arguments: [String]) throws -> CommandResult {
    chmod(folder, 0o755)
    let copy = folder + "/stationctl"
    // The folder of the build may be closed to others.
    if access(copy, X_OK) != 0 {
      _ = try run(
        "install", ["-m", "755", Self.programs + "/stationctl", copy], environment: [:],
        logPath: log("install"))
    }
    return try run(
      "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", copy] + arguments,
      environment: clientEnvironment, logPath: log("stationctl"))
  }
}

extension Desk {
  /// Runs any command as another user to its end; only root can.
  public func asStranger(_ words: [String]) throws -> CommandResult {
    let child = try startAsStranger(words)
    let code = child.wait()
    return CommandResult(code: code, output: child.output)
  }

  /// Starts any command as another user; only root can.
  public func startAsStranger(_ words: [String]) throws -> Child {
    chmod(folder, 0o755)
    return try Child(
      "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups"] + words,
      environment: clientEnvironment, logPath: log("stranger"))
  }
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

/// The names of what is in a folder.
func folderNames(_ path: String) throws -> [String] {
  guard let folder = opendir(path) else {
    throw RigError("\(path): \(String(cString: strerror(errno)))")
  }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}
