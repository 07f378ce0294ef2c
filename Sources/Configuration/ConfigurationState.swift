public import StationModel

/// The configuration that an agent runs with, and what has become of the files since.
public struct ConfigurationState: Sendable, Equatable {
  /// Of the file that has the others in a folder beside it.
  public let file: String
  /// In force.
  public private(set) var settings: Settings
  /// As they were read last without a mistake; where they differ from those in force, a restart is needed.
  public private(set) var latest: Settings
  /// When that was.
  public private(set) var readAt: Timestamp
  /// They are the agent's own copy: the files were bad when it was started.
  public private(set) var isFromCopy: Bool
  /// Why the files do not count as they are now.
  public private(set) var trouble: Trouble?
  /// Why there is no copy of them for a start with bad files, and which older one there is.
  public var copyTrouble: String?

  public struct Trouble: Sendable, Equatable {
    public var error: ConfigurationError
    /// When it was found first.
    public var since: Timestamp

    public init(_ error: ConfigurationError, since: Timestamp) {
      self.error = error
      self.since = since
    }
  }

  /// Of an agent that starts.
  ///
  /// - Parameter trouble: why `settings` are those of the copy.
  public init(
    file: String, settings: Settings, readAt: Timestamp, trouble: Trouble? = nil
  ) {
    self.file = file
    self.settings = settings
    latest = settings
    self.readAt = readAt
    self.trouble = trouble
    isFromCopy = trouble != nil
  }

  /// The files were read and are good.
  public mutating func took(_ fresh: Settings, at time: Timestamp) {
    settings = fresh.takenOver(by: settings)
    latest = fresh
    readAt = time
    trouble = nil
    isFromCopy = false
  }

  /// The files are bad: all stays as it was.
  public mutating func refused(_ error: ConfigurationError, at time: Timestamp) {
    trouble = Trouble(error, since: trouble?.since ?? time)
  }

  /// What the next start changes.
  public var waiting: [EffectiveValue] { latest.differing(from: settings) }
}
