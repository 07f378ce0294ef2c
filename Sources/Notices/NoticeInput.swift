public import StationModel

/// All that notices depend on, at one moment. The order of the arrays does not matter.
public struct NoticeInput: Sendable, Equatable {
  public var stations: [Station]
  /// As licensing decided them at `now`.
  public var states: [StationKey: LicenseState]
  /// One more sentence for some stations without a license, as licensing gave them.
  public var notes: [StationKey: String]
  public var mode: LicenseMode
  public var pool: PoolPicture
  /// The license sources that are not reachable.
  public var sources: [SourceTrouble]
  /// Packs in use that come to their end, and that no other pack makes up for; of whatever date.
  public var endingPacks: [EndingPack]
  public var untrusted: [UntrustedPack]
  public var clock: ClockTrouble?
  public var ledger: [LedgerTrouble]
  /// The plugins that are given up; a plugin that runs, or is still restarted, is not here.
  public var plugins: [PluginTrouble]
  /// The plugins that run and say that they are not well, since whenever.
  public var ailments: [PluginAilment] = []
  /// Plugins of which it is not known yet how they are: what was told of them stays.
  public var unsettledPlugins: Set<String> = []
  /// Candidates about which administrators are to be asked.
  public var questions: [CandidateQuestion]
  /// Candidates that come or go at this moment: what was asked about them stays asked.
  public var unsettled: Set<StationKey>
  /// What keeps coming and going.
  public var flapping: [Flapping]
  /// Who was refused where, and is still worth telling.
  public var refusals: [RefusedSignIn] = []
  /// New sessions are refused at stations without a license.
  public var refusesUnlicensed = false
  /// Notices about licenses wait: none is raised, and those on the board stay as they are.
  public var isMaintenance = false
  /// What is on the board now.
  public var active: [Notice]
  public var now: Timestamp

  public init(
    stations: [Station], states: [StationKey: LicenseState], notes: [StationKey: String] = [:],
    mode: LicenseMode = .perDevice, pool: PoolPicture, sources: [SourceTrouble],
    endingPacks: [EndingPack] = [], untrusted: [UntrustedPack] = [], clock: ClockTrouble? = nil,
    ledger: [LedgerTrouble] = [], plugins: [PluginTrouble] = [],
    questions: [CandidateQuestion] = [], unsettled: Set<StationKey> = [], flapping: [Flapping] = [],
    active: [Notice], now: Timestamp
  ) {
    self.stations = stations
    self.states = states
    self.notes = notes
    self.mode = mode
    self.pool = pool
    self.sources = sources
    self.endingPacks = endingPacks
    self.untrusted = untrusted
    self.clock = clock
    self.ledger = ledger
    self.plugins = plugins
    self.questions = questions
    self.unsettled = unsettled
    self.flapping = flapping
    self.active = active
    self.now = now
  }

  /// With the pool of this host as the only source.
  public init(
    stations: [Station], states: [StationKey: LicenseState], mode: LicenseMode = .perDevice,
    pool: PoolPicture, source: SourceState = .reachable, plugins: [PluginTrouble] = [],
    questions: [CandidateQuestion] = [], unsettled: Set<StationKey> = [], flapping: [Flapping] = [],
    active: [Notice], now: Timestamp
  ) {
    self.init(
      stations: stations, states: states, mode: mode, pool: pool,
      sources: source == .reachable
        ? [] : [SourceTrouble(name: SourcePicture.local, state: source)],
      plugins: plugins, questions: questions, unsettled: unsettled, flapping: flapping,
      active: active, now: now)
  }
}

/// As much of the pool as texts speak of.
public struct PoolPicture: Sendable, Equatable {
  public var total: Int
  public var used: Int
  /// Stations that need a license and have none.
  public var short: Int
  /// People without a license although there are user licenses; 0 unless licenses are counted by
  /// people.
  public var over: Int

  public init(total: Int, used: Int, short: Int, over: Int = 0) {
    self.total = total
    self.used = used
    self.short = short
    self.over = over
  }
}

/// A plugin that runs and does not work, or not as it should, by its own word.
public struct PluginAilment: Sendable, Equatable {
  public var name: String
  /// The plugin's own sentence.
  public var why: String
  public var since: Timestamp

  /// So long it may come right by itself before somebody is told.
  public static let patience = Span.minutes(10)

  public init(name: String, why: String, since: Timestamp) {
    self.name = name
    self.why = why
    self.since = since
  }
}

/// A plugin that was given up after repeated crashes, or that is refused and had desktops.
public struct PluginTrouble: Sendable, Equatable {
  public var name: String
  /// As the rest of a sentence: "it exited 5 times in 3 minutes".
  public var why: String

  public init(name: String, why: String) {
    self.name = name
    self.why = why
  }
}
