import DBus
import Glibc

/// systemd-machined and what it needs of systemd, played by python-dbusmock on a private bus.
public final class PretendMachined: Sendable {
  private static let name = "org.freedesktop.machine1"
  private static let path = "/org/freedesktop/machine1"
  private static let mock = "org.freedesktop.DBus.Mock"

  public let child: Child
  private let bus: Connection

  /// It is on the bus when this returns.
  public init(_ desk: Desk) async throws {
    let mock = try await MockProgram(
      desk, name: Self.name, template: Rigs.project + "/Tests/Fixtures/machined/machined.py",
      log: "machined")
    (child, bus) = (mock.child, mock.bus)
    // The template is loaded once it answers.
    _ = try await bus.call(Self.name, Self.path, Self.name + ".Manager", "ListImages")
  }

  /// Images appear without a word to anybody.
  public func add(image name: String, isReadOnly: Bool = false) async throws {
    try await tell("AddImage", [.string(name), .string("directory"), .bool(isReadOnly)])
  }

  public func remove(image name: String) async throws {
    try await tell("RemoveImage", [.string(name)])
  }

  /// Somebody else starts a machine.
  public func begin(
    _ name: String, kind: String = "container", service: String = "systemd-nspawn"
  ) async throws {
    try await tell("BeginMachine", [.string(name), .string(kind), .string(service)])
  }

  /// A machine ends, by whomever.
  public func end(_ name: String) async throws { try await tell("EndMachine", [.string(name)]) }

  /// How calls of a kind (`list`, `start`, `stop`, `terminate`, `clone`) are answered from now on:
  /// `error:` with the name of an error, `hold` until ``release(_:_:)``, or as the template says.
  public func answer(_ what: String, _ how: String) async throws {
    try await tell("SetManner", [.string(what), .string(how)])
  }

  /// A start or a copy that is on hold ends: `done`, or with another word.
  public func release(_ name: String, _ result: String = "done") async throws {
    try await tell("Release", [.string(name), .string(result)])
  }

  /// A machine's address; nil for one that shares the host's network.
  public func address(_ name: String, _ bytes: [UInt8]?) async throws {
    try await tell(
      "SetAddress",
      [
        .string(name), .bool(bytes != nil), .array(of: "y", (bytes ?? []).map(Value.byte)),
      ])
  }

  /// How often a method was called.
  public func calls(_ text: String) -> Int {
    child.output.split(separator: "\n").count { $0.contains(text) }
  }

  private func tell(_ method: String, _ arguments: [Value]) async throws {
    _ = try await bus.call(Self.name, Self.path, Self.mock, method, arguments)
  }
}
