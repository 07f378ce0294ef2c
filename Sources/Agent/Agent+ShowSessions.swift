import AgentInterface

extension Agent {
  func sessionViews(_ plan: Plan) -> [SessionView] { [] }
}
