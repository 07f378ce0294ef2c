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
    let mock = try await MockProgram(desk, name: Self.name, template: "logind", log: "logind")
    (child, bus) = (mock.child, mock.bus)
    // The template is loaded once it answers.
    _ = try await bus.call(Self.name, Self.path, Self.name + ".Manager", "ListSeats")
  }

  public static func session(_ id: String) -> String { path + "/session/" + id }

  /// - Parameter others: further properties, or other values of those that it has.
  public func add(
    _ id: String, _ user: String, uid: UInt32 = 1001, seat: String = "",
    _ others: [String: Value] = [:]
  ) async throws {
    try await prepare(id, user, uid: uid, seat: seat, others)
    try await announce("SessionNew", id)
  }

  /// A session as pam_systemd(8) registers it for a remote desktop server.
  ///
  /// - Parameter host: what the server told PAM about the other computer; empty where it tells nothing,
  ///   and then logind takes the session for a local one.
  public func addRemote(
    _ id: String, _ user: String, uid: UInt32 = 1001, from host: String,
    service: String = "xrdp-sesman", type: String = "x11", _ others: [String: Value] = [:]
  ) async throws {
    let own: [String: Value] = [
      "Remote": .bool(!host.isEmpty), "RemoteHost": .string(host), "Service": .string(service),
      "Type": .string(type),
    ]
    try await add(id, user, uid: uid, own.merging(others) { $1 })
  }

  /// As ``add(_:_:uid:seat:_:)``, without a word to anybody. With a session of that id it is as if its
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

  func addMethod(
    _ name: String, takes: String, gives: String, _ code: String
  ) async throws {
    try await tell(
      Self.path, "AddMethod",
      [
        .string(Self.name + ".Manager"), .string(name), .string(takes), .string(gives),
        .string(code),
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
