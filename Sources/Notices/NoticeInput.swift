public import StationModel

/// All that notices depend on, at one moment. The order of the arrays does not matter.
public struct NoticeInput: Sendable, Equatable {
  public var stations: [Station]
  /// As licensing decided them at `now`.
  public var states: [StationKey: LicenseState]
  public var pool: PoolPicture
  /// For the reason in words while it is unreachable.
  public var source: SourceState
  /// The plugins that are given up; a plugin that runs, or is still restarted, is not here.
  public var plugins: [PluginTrouble]
  /// Candidates about which administrators are to be asked.
  public var questions: [CandidateQuestion]
  /// Candidates that come or go at this moment: what was asked about them stays asked.
  public var unsettled: Set<StationKey>
  /// What keeps coming and going.
  public var flapping: [Flapping]
  /// What is on the board now.
  public var active: [Notice]
  public var now: Timestamp

  public init(
    stations: [Station], states: [StationKey: LicenseState], pool: PoolPicture,
    source: SourceState = .reachable, plugins: [PluginTrouble] = [],
    questions: [CandidateQuestion] = [], unsettled: Set<StationKey> = [], flapping: [Flapping] = [],
    active: [Notice], now: Timestamp
  ) {
    self.stations = stations
    self.states = states
    self.pool = pool
    self.source = source
    self.plugins = plugins
    self.questions = questions
    self.unsettled = unsettled
    self.flapping = flapping
    self.active = active
    self.now = now
  }
}

/// As much of the pool as texts speak of.
public struct PoolPicture: Sendable, Equatable {
  public var total: Int
  public var used: Int
  /// Stations that need a license and have none.
  public var short: Int

  public init(total: Int, used: Int, short: Int) {
    self.total = total
    self.used = used
    self.short = short
  }
}

/// A plugin that was given up after repeated crashes.
public struct PluginTrouble: Sendable, Equatable {
  public var name: String
  /// As the rest of a sentence: "it exited 5 times in 3 minutes".
  public var why: String

  public init(name: String, why: String) {
    self.name = name
    self.why = why
  }
}
