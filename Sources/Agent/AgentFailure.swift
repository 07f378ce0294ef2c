/// A reason for which the agent cannot go on.
public struct AgentFailure: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
