public import DBus
import Glibc

/// python-dbusmock's logind on a private bus, with the signals that its template does not send.
public final class PretendLogind: Sendable {
  private static let name = "org.freedesktop.login1"
  private static let path = "/org/freedesktop/login1"
  private static let mock = "org.freedesktop.DBus.Mock"

  public let child: Child
  private let bus: Connection

  /// It is on the bus when this returns.
  public init(_ desk: Desk) async throws {
    bus = try await desk.connect()
    let changes = try await bus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(Self.name)'")
    child = try Child(
      "/usr/bin/python3", ["-m", "dbusmock", "--system", "--template", "logind"],
      environment: ["DBUS_SYSTEM_BUS_ADDRESS": desk.address, "PYTHONUNBUFFERED": "1"],
      logPath: desk.log("logind"))
    let child = child
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in changes { return } }
      group.addTask {
        try await Task.sleep(for: .seconds(20))
        throw RigError("no logind: \(child.output)")
      }
      try await group.next()
      group.cancelAll()
    }
    // The template is loaded once it answers.
    _ = try await bus.call(Self.name, Self.path, Self.name + ".Manager", "ListSeats")
  }

  public static func session(_ id: String) -> String { path + "/session/" + id }

  public func add(_ id: String, _ user: String, uid: UInt32 = 1001, seat: String) async throws {
    try await prepare(id, user, uid: uid, seat: seat)
    try await announce("SessionNew", id)
  }

  /// As ``add(_:_:uid:seat:)``, without a word to anybody. With a session of that id it is as if its
  /// properties had changed without a signal, as `State` did in older versions of logind.
  ///
  /// Not by the template's AddSession, which knows no seat with a hyphen.
  public func prepare(
    _ id: String, _ user: String, uid: UInt32 = 1001, seat: String,
    _ others: [String: Value] = [:]
  ) async throws {
    try? await tell(Self.path, "RemoveObject", [.path(Self.session(id))])
    let properties: [String: Value] = [
      "Id": .string(id), "Name": .string(user), "Class": .string("user"),
      "State": .string("active"), "Active": .bool(true), "Remote": .bool(false),
      "IdleHint": .bool(false), "Timestamp": .uint64(1_790_000_000_000_000),
      "User": .structure([.uint32(uid), .path("\(Self.path)/user/_\(uid)")]),
      "Seat": .structure([.string(seat), .path("\(Self.path)/seat/_")]),
    ]
    try await tell(
      Self.path, "AddObject",
      [
        .path(Self.session(id)), .string(Self.name + ".Session"),
        .properties(properties.merging(others) { $1 }), .array(of: "(ssss)", []),
      ])
  }

  public func remove(_ id: String) async throws {
    try await tell(Self.path, "RemoveObject", [.path(Self.session(id))])
    try await announce("SessionRemoved", id)
  }

  public func announce(_ signal: String, _ id: String) async throws {
    try await emit(signal, "so", [.variant(.string(id)), .variant(.path(Self.session(id)))])
  }

  public func emit(_ signal: String, _ signature: String, _ arguments: [Value]) async throws {
    try await tell(
      Self.path, "EmitSignal",
      [
        .string(Self.name + ".Manager"), .string(signal), .string(signature),
        .array(of: "v", arguments),
      ])
  }

  /// Changes properties of a session, and says so.
  public func change(_ id: String, _ properties: [String: Value]) async throws {
    try await tell(
      Self.session(id), "UpdateProperties",
      [.string(Self.name + ".Session"), .properties(properties)])
  }

  /// How often a session's properties were asked for.
  ///
  /// The template's own ListSessions reads through Get, which reads through GetAll.
  public func questions(about id: String) -> Int {
    lines("GetAll \(Self.session(id)) ") - lines("Get \(Self.session(id)) ")
  }
  /// How often the sessions were listed, if `id` was there each time.
  public func lists(with id: String) -> Int {
    lines("Get \(Self.session(id)) \(Self.name).Session.Seat")
  }

  private func lines(_ text: String) -> Int {
    child.output.split(separator: "\n").count { ($0 + " ").contains(text) }
  }

  private func tell(_ path: String, _ method: String, _ arguments: [Value]) async throws {
    _ = try await bus.call(Self.name, path, Self.mock, method, arguments)
  }
}
