/// How long the host waits for what, and how it restarts. The defaults are those of docs/plugins.md.
public struct Patience: Sendable {
  /// For the answer to `initialize`.
  public var initialize: Duration = .seconds(10)
  /// For the answer to any other request.
  public var request: Duration = .seconds(10)
  /// For an operation to be accepted, with all repeats and restarts of the plugin in between.
  public var operation: Duration = .seconds(20)
  /// The waits between repeats of an operation are multiplied by this. Of use to tests only.
  public var repeatPace = 1.0
  /// How long the desktops of a plugin that is away stay stale; then they are lost.
  public var staleness: Duration = .seconds(60)
  /// From one `desktops.watch` to the next.
  public var recheck: Duration = .seconds(300)
  /// For the plugin to take one line from its standard input.
  public var write: Duration = .seconds(10)
  /// From closing its standard input to SIGTERM.
  public var closing: Duration = .seconds(2)
  /// From SIGTERM to SIGKILL.
  public var terminating: Duration = .seconds(3)
  /// Before the first, second, … restart in a row; the last one repeats.
  public var backOff: [Duration] = [0, 1, 2, 4, 8, 16, 32, 60].map { .seconds($0) }
  /// Up to this part is added to a wait at random, so that plugins do not restart in step.
  public var jitter = 0.1
  /// So many exits within `failureWindow` are a failure.
  public var failureLimit = 5
  /// Also the time that a plugin must stay ready for its back-off to begin anew.
  public var failureWindow: Duration = .seconds(180)
  /// More than `floodLimit` lines that nobody asked for, within this time, are a flood: they are read
  /// slowly. Also the time without one after which the plugin counts as calm.
  public var flood: Duration = .seconds(30)
  public var floodLimit = 1000
  /// Does not count while the computer sleeps, so waking up is nobody's missed deadline.
  public var clock: any Clock<Duration> = SuspendingClock()

  public init() {}

  /// The time since this was called.
  func stopwatch() -> @Sendable () -> Duration { Self.stopwatch(clock) }

  private static func stopwatch<Some: Clock>(_ clock: Some) -> @Sendable () -> Duration
  where Some.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
