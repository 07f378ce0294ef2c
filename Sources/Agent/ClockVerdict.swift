import StationModel

/// What the agent makes of the wall clock.
enum ClockVerdict: Sendable, Equatable {
  /// Nothing was ever written down: the wall clock is believed.
  case first
  /// The wall clock and the ledger's time go together.
  case steady
  /// The wall clock is so much behind the ledger's time, which goes on from where it was.
  case behind(by: Span)
  /// The wall clock is so much ahead, and nobody vouches for it. Deadlines go on from the last known
  /// time until an administrator accepts the clock.
  case ahead(by: Span)
  /// The ledger's time was put right by so much without that this time had passed. The caller commits
  /// `Change.clockMoved(by:)`, so that all that runs keeps the time that it has left.
  case corrected(by: Span)
  /// The wall clock was set by so much while the agent ran; the ledger's time did not move.
  case jumped(by: Span)
}

extension ClockVerdict {
  /// What happened, in a sentence; nil if there is nothing to say.
  var message: String? {
    switch self {
    case .first, .steady: nil
    case .behind(let span):
      "This computer's clock is \(span.words) behind the time by which deadlines are counted."
    case .ahead(let span):
      "This computer's clock is \(span.words) ahead of the time by which deadlines are counted."
    case .corrected(let span):
      "The time by which deadlines are counted was put right by \(span.words). Every grace keeps "
        + "the time that it had left."
    case .jumped(let span):
      "This computer's clock was set \(span < .zero ? "back" : "forward") by \(span.words). "
        + "Deadlines did not move by it."
    }
  }

  /// What to do about it; nil if nothing is to be done.
  var nextStep: String? {
    switch self {
    case .first, .steady, .corrected: nil
    case .behind, .jumped: "Check the date and the time of this computer: timedatectl"
    case .ahead:
      "If this computer's clock is right, accept it; every grace keeps the time that it has left. "
        + "If it is wrong, set it: timedatectl"
    }
  }
}
