/// How long the suite waits for what. The defaults are those of the host.
public struct CheckPatience: Sendable {
  /// For an answer, and for the plugin to take what it is sent.
  public var answer: Duration = .seconds(10)
  /// From closing its standard input to its end, and for what it started to end as well.
  public var closing: Duration = .seconds(2)
  /// From SIGTERM to its end.
  public var terminating: Duration = .seconds(3)
  /// For a snapshot that shows what an operation did.
  public var effect: Duration = .seconds(60)
  /// For an answer that must not be given, where nothing else tells that it will not.
  public var quiet: Duration = .milliseconds(100)

  public init() {}
}
