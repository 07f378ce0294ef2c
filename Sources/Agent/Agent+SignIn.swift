import AgentInterface
import DBus

extension Agent {
  func maySignIn(_ call: Call) async throws(AgentError) -> [Value] { throw unknownMethod(call) }
}
