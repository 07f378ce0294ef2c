import DBus
import Glibc

/// polkitd on a private bus, which answers as it is told.
public final class PretendPolkit: Sendable {
  private static let name = "org.freedesktop.PolicyKit1"
  private static let path = "/org/freedesktop/PolicyKit1/Authority"

  public let child: Child
  private let bus: Connection

  /// It is on the bus when this returns.
  public init(_ desk: Desk) async throws {
    let mock = try await MockProgram(
      desk, name: Self.name, template: Rigs.project + "/Tests/Fixtures/polkitd/polkitd.py",
      log: "polkitd")
    (child, bus) = (mock.child, mock.bus)
    // The template is loaded once it answers.
    try await answer("none", "no")
  }

  /// - Parameters:
  ///   - action: its last part, `manage-stations`; `*` for all others.
  ///   - manner: yes, no, password, nobody, dismissed, hang or error.
  public func answer(_ action: String, _ manner: String) async throws {
    let name = action == "*" ? action : "org.stationmaster1." + action
    try await tell("SetManner", [.string(name), .string(manner)])
  }

  /// Whoever is asked for a password now types it.
  public func type() async throws { try await tell("Type", []) }

  /// What it was asked, a line for each question.
  public var asked: [String] { lines("ASKED ") }
  public var cancelled: Int { lines("CANCELLED").count }

  private func lines(_ start: String) -> [String] {
    child.output.split(separator: "\n").filter { $0.hasPrefix(start) }.map(String.init)
  }

  private func tell(_ method: String, _ arguments: [Value]) async throws {
    _ = try await bus.call(
      Self.name, Self.path, "org.freedesktop.DBus.Mock", method, arguments)
  }
}
