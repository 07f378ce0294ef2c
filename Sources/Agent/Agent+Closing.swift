import AgentInterface
import DBus
import StationModel

extension Agent {
  func setMaintenance(_ call: Call) throws(AgentError) { throw unknownMethod(call) }

  func disable(_ record: Enrolled, _ message: String) throws(AgentError) {}

  func enable(_ record: Enrolled) throws(AgentError) {}
}
