import PluginProtocol

/// One operation on its way: how often it was refused, and how much time it has left.
struct Errand: Sendable {
  let operation: Operation
  var wasAsked = false
  /// The request that was not answered in time; the next one stands in for it.
  var unanswered: (Conversation, Int64)?
  private var refusals: [PluginError.Code: Int] = [:]
  private let time: Duration
  private let pace: Double
  private let elapsed: @Sendable () -> Duration

  init(operation: Operation, patience: Patience) {
    self.operation = operation
    time = patience.operation
    pace = patience.repeatPace
    elapsed = patience.stopwatch()
  }

  var left: Duration { max(.zero, time - elapsed()) }

  /// How long to wait before asking again, before the pace; nil if that makes no sense.
  mutating func pause(after refusal: PluginError) -> Duration? {
    let attempt = (refusals[refusal.code] ?? 0) + 1
    refusals[refusal.code] = attempt
    guard
      case .askAgain(let pause) = reaction(
        to: refusal.code, retryAfter: refusal.retryAfter, attempt: attempt),
      pause * pace < left
    else { return nil }
    return pause
  }
}
