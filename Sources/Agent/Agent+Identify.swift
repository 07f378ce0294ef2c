import AgentInterface
import DBus
import StationModel

extension Agent {
  func identify(_ record: Enrolled) async throws(AgentError) -> String { "" }

  func identified(_ record: Enrolled, _ call: Call) async throws(AgentError) {}
}
