import DBus
import Glibc
import RigKit

/// A person's session: a bus, perhaps a notification server on it, and the shipped session agent.
final class NotifierSession: @unchecked Sendable {
  private let room: Classroom
  private let bus: Child
  let address: String
  private var notifier: Child?
  private var servers: [NotificationStub] = []

  static func open(
    _ recording: String, body: (Classroom, NotifierSession) async throws -> Void
  ) async throws {
    try await Classroom.open(recording) { room in
      let session = try NotifierSession(room)
      do {
        try await body(room, session)
        await session.close()
      } catch {
        let log = session.notifier?.output ?? ""
        await session.close()
        throw RigError("\(error)\nThe session agent's log:\n\(log)")
      }
    }
  }

  private init(_ room: Classroom) throws {
    self.room = room
    (bus, address) = try Desk.startBus(room.desk.folder, "session")
  }

  private func close() async {
    if let notifier, !notifier.hasEnded { notifier.end(SIGTERM) }
    for server in servers { await server.stop() }
    stopBus()
  }

  func stopBus() { if !bus.hasEnded { bus.end(SIGTERM) } }

  var notifierHasEnded: Bool { notifier?.hasEnded ?? true }

  /// While it runs.
  var notifierPID: Int32? { notifier?.pid }

  /// Waits for its end.
  var notifierExitCode: Int32? { notifier?.wait() }

  @discardableResult
  func startServer(
    firstID: UInt32 = 1, capabilities: [String] = ["actions", "body", "body-markup"]
  ) async throws -> NotificationStub {
    let server = NotificationStub(
      loop: room.desk.loop, firstID: firstID, capabilities: capabilities)
    servers.append(server)
    try await server.start(address)
    return server
  }

  /// Somebody else on the bus says that a notification was closed.
  func sayClosed(_ id: UInt32) async throws {
    let stranger = Connection(loop: room.desk.loop)
    try await stranger.connect(to: .other(address))
    try await stranger.emit(
      "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "NotificationClosed",
      [.uint32(id), .uint32(2)])
    await stranger.close()
  }

  /// - Parameter extra: what its environment holds besides.
  func startNotifier(_ extra: [String: String] = [:]) throws {
    notifier = try another(extra)
  }

  /// Starts one beside the one that is there.
  func another(_ extra: [String: String] = [:]) throws -> Child {
    var environment = room.desk.clientEnvironment
    environment["DBUS_SESSION_BUS_ADDRESS"] = address
    environment["XDG_RUNTIME_DIR"] = room.desk.folder
    environment.merge(extra) { $1 }
    return try Child(
      Desk.programs + "/station-notifier", ["--log-level", "debug"], environment: environment,
      logPath: room.desk.log("notifier"))
  }

  func endNotifier(_ signal: Int32 = SIGTERM) { notifier?.end(signal) }
}

extension NotificationStub {
  /// The next notification that is shown.
  func nextShown(
    where condition: @Sendable (Shown) -> Bool = { _ in true }
  ) async throws -> Shown {
    let event = try await next("a notification") { event in
      if case .notify(let shown) = event { condition(shown) } else { false }
    }
    guard case .notify(let shown) = event else { throw RigError("no notification") }
    return shown
  }
}
