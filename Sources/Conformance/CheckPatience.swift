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
  /// For all answers of one check together: slow at each is slow as well.
  public var check: Duration = .seconds(60)
  /// After this time no further check is begun.
  public var whole: Duration = .seconds(600)

  public init() {}
}
