import PluginProtocol

/// What the host does about a plugin's refusal of an operation.
enum Reaction: Equatable {
  case askAgain(after: Duration)
  case giveUp
  /// Gives up, and says what an administrator can do.
  case askAdministrator
}

/// The error table of docs/plugins.md. `attempt` counts the answers with this code, from 1.
func reaction(to code: PluginError.Code, retryAfter: Int?, attempt: Int) -> Reaction {
  switch code {
  case .internalError: attempt < 3 ? .askAgain(after: .seconds(1)) : .giveUp
  case .busy: .askAgain(after: .seconds(retryAfter ?? 1))
  // Doubling has no end of its own; the time for an operation has.
  case .unavailable: .askAgain(after: .seconds(1 << min(max(attempt, 1) - 1, 6)))
  case .denied, .noRoom: .askAdministrator
  default: .giveUp
  }
}
