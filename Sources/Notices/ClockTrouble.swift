public import StationModel

/// What is wrong with this computer's clock. The lengths are those at the moment when it was found,
/// and stay while it is so: the notice says them.
public enum ClockTrouble: Sendable, Equatable {
  /// It shows a time before the latest that was written down.
  case behind(by: Span)
  /// It shows a time so long after the latest that was written down that it is not believed.
  case ahead(by: Span)
  /// It was set while the agent ran, forward if positive. `at` is in the time that deadlines count by;
  /// another moment is told anew.
  case jumped(by: Span, at: Timestamp)
  /// The time that deadlines count by was put right, and all deadlines moved along.
  case corrected(by: Span)
}

extension ClockTrouble {
  /// What happened, as sentences.
  public var message: String { Wording.clock(self).body }
  public var nextStep: String { Wording.clock(self).nextStep }
}
