public import StationModel

/// All that the seats are planned from, at one moment.
public struct SeatInput: Sendable {
  /// The host and all physical stations that are enrolled.
  public var stations: [SeatStation]
  public var picture: DevicePicture
  /// Whose each device is.
  public var assignments: [DevicePath: Assignment]
  /// Whatever people can type at, at the host or at a station.
  public var keyboards: [DevicePath]
  public var rules: SeatRules
  public var sessions: SessionPicture
  /// Seats at which a desktop or a greeter is shown now.
  public var screens: Set<String>
  /// Where somebody may sit who is not among the sessions.
  public var uncertainSeats: UncertainSeats
  /// Whether the host's X server is told to leave the cards of stations alone; asked only where it matters.
  public var hostLeavesCards: @Sendable () -> Bool

  public init(
    stations: [SeatStation], picture: DevicePicture, assignments: [DevicePath: Assignment],
    keyboards: [DevicePath], rules: SeatRules, sessions: SessionPicture,
    screens: Set<String> = [], uncertainSeats: UncertainSeats = .nowhere,
    hostLeavesCards: @escaping @Sendable () -> Bool = { false }
  ) {
    self.stations = stations
    self.picture = picture
    self.assignments = assignments
    self.keyboards = keyboards
    self.rules = rules
    self.sessions = sessions
    self.screens = screens
    self.uncertainSeats = uncertainSeats
    self.hostLeavesCards = hostLeavesCards
  }
}

/// An enrolled station, as far as its seat depends on it.
public struct SeatStation: Sendable, Equatable {
  public var number: Int
  public var name: String
  public var key: StationKey
  public var presence: Presence
  /// The graphics cards that it has a socket of.
  public var cards: [SeatCard]

  public init(
    number: Int, name: String, key: StationKey, presence: Presence, cards: [SeatCard]
  ) {
    self.number = number
    self.name = name
    self.key = key
    self.presence = presence
    self.cards = cards
  }
}

/// A graphics card of a station.
public struct SeatCard: Sendable, Equatable {
  public var path: DevicePath
  /// Who else has a socket of it, in words: "the host", "station 3 (Door)". Empty for a card of its own.
  public var others: [String]

  public init(path: DevicePath, others: [String] = []) {
    self.path = path
    self.others = others
  }
}
