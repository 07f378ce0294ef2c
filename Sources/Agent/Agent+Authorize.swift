import AgentInterface
import DBus
import Glibc

extension Agent {
  /// Reading is free for everybody on this computer; changing is for root and for the user whom the
  /// agent runs as. Returns who asks.
  func authorize(_ call: Call) async throws(AgentError) -> Int {
    let answer: [Value]
    do throws(DBusError) {
      answer = try await bus.askBus("GetConnectionUnixUser", [.string(call.sender)])
    } catch {
      throw AgentError(
        .notAuthorized, "Who asks for this cannot be told: \(error.message).",
        nextStep: "Try again.")
    }
    guard let user = answer.first?.asInt, user == 0 || user == Int(geteuid()) else {
      throw AgentError(
        .notAuthorized, "Only an administrator may do this.",
        nextStep: "Try again with sudo.")
    }
    return user
  }
}
