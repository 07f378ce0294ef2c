/// Why nobody new may sign in at a station: an administrator closed it.
public struct Disabled: Sendable, Hashable, Codable {
  public var since: Timestamp
  /// For who tries to sign in, in the administrator's words; nil if none were given.
  public var message: String?

  public init(since: Timestamp, message: String? = nil) {
    self.since = since
    self.message = message
  }

  /// Characters of a message at most.
  public static let longestMessage = 200
}
