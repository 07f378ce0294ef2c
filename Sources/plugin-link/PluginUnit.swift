import DBus
import EventLoop
import PluginProtocol

/// The instance of `stationmaster-plugin@.service` of one plugin, through systemd's manager
/// (org.freedesktop.systemd1(5)).
struct PluginUnit: Sendable {
  private static let systemd = "org.freedesktop.systemd1"
  private static let root = "/org/freedesktop/systemd1"
  private static let manager = systemd + ".Manager"
  /// systemd tells whoever asked for a job of its end, also without a subscription.
  private static let jobs =
    "type='signal',sender='\(systemd)',path='\(root)',interface='\(manager)',member='JobRemoved'"

  private let bus: Connection
  let name: String

  init(_ plugin: String, _ loop: Loop) async throws(LinkTrouble) {
    name = SandboxUnit.name(plugin)
    bus = Connection(loop: loop)
    do throws(DBusError) {
      try await bus.connect(to: .system)
    } catch {
      throw LinkTrouble("systemd cannot be asked to start it: \(error)")
    }
  }

  /// Starts it, and stops first what an earlier agent left of it. Returns once its program runs.
  func start() async throws(LinkTrouble) {
    let result: String
    do throws(DBusError) { result = try await job("RestartUnit") } catch {
      throw LinkTrouble("systemd did not start \(name): \(error.message)")
    }
    guard result == "done" else {
      throw LinkTrouble("\(name) could not be started (\(result)): see journalctl --unit \(name)")
    }
  }

  /// Returns when nothing of it runs.
  func stop() async { _ = try? await job("StopUnit") }

  /// The one that its program runs in.
  func process() async throws(LinkTrouble) -> Int32 {
    guard let process = await facts()["MainPID"]?.asInt, process > 0 else {
      throw LinkTrouble("it ended at once")
    }
    return Int32(clamping: process)
  }

  /// As waitpid's, of a shell: how its program ended. systemd forgets a unit that ended well.
  func status() async -> Int32 {
    let facts = await facts()
    guard let code = facts["ExecMainCode"]?.asInt, let status = facts["ExecMainStatus"]?.asInt
    else { return 0 }
    // CLD_EXITED of waitid(2); else it was a signal.
    return Int32(clamping: code == 1 ? status : code == 0 ? 0 : 128 + status)
  }

  /// Empty if systemd knows none.
  private func facts() async -> [String: Value] {
    guard
      let unit = try? await bus.call(
        Self.systemd, Self.root, Self.manager, "GetUnit", [.string(name)]
      ).first?.asString,
      let facts = try? await bus.call(
        Self.systemd, unit, "org.freedesktop.DBus.Properties", "GetAll",
        [.string(Self.systemd + ".Service")]
      ).first?.asDictionary
    else { return [:] }
    return facts
  }

  /// Returns the job's result, in systemd's words.
  private func job(_ method: String) async throws(DBusError) -> String {
    let ends = try await bus.signals(matching: Self.jobs)
    let job = try await bus.call(
      Self.systemd, Self.root, Self.manager, method, [.string(name), .string("replace")]
    ).first?.asString
    for await end in ends where end.arguments.count == 4 && end.arguments[1].asString == job {
      return end.arguments[3].asString ?? "unknown"
    }
    throw DBusError(name: "org.freedesktop.DBus.Error.Disconnected", message: "the bus has gone")
  }
}
