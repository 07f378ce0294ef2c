import AgentInterface
import DBus

/// The session agents that are there, and what they report.
extension Agent {
  func attend(_ call: Call) async throws(AgentError) { throw unknownMethod(call) }

  func report(_ call: Call) async throws(AgentError) { throw unknownMethod(call) }
}
