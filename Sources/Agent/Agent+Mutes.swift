import AgentInterface
import DBus

/// Which notices are told to nobody for a time.
extension Agent {
  func mute(_ call: Call, by user: Int) throws(AgentError) { throw unknownMethod(call) }

  func unmute(_ call: Call, by user: Int) throws(AgentError) { throw unknownMethod(call) }
}
