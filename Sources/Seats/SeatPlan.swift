public import StationModel

/// What is so, and what would be done, about each station's seat.
public struct SeatPlan: Sendable, Equatable {
  /// By number.
  public var lines: [PlannedSeat]
  /// What the agent's own seats are made of, by station number.
  public var ours: [Int: OwnSeat]
  /// Why the rules are not known; nil if they are.
  public var rulesUnknown: String?

  public init(lines: [PlannedSeat] = [], ours: [Int: OwnSeat] = [:], rulesUnknown: String? = nil) {
    self.lines = lines
    self.ours = ours
    self.rulesUnknown = rulesUnknown
  }

  public subscript(number: Int) -> PlannedSeat? { lines.first { $0.number == number } }
}

/// A seat that the agent made: logind's files, and the devices that udev says are on it.
public struct OwnSeat: Sendable, Equatable {
  public var files: [String]
  public var devices: [DevicePath]
  /// Who sits there, in the words of a sentence's end; nil if nobody does.
  public var obstacle: String?

  public init(files: [String] = [], devices: [DevicePath] = [], obstacle: String? = nil) {
    self.files = files
    self.devices = devices
    self.obstacle = obstacle
  }
}

/// The seat of one station.
public struct PlannedSeat: Sendable, Equatable {
  public var number: Int
  public var name: String
  /// The seat that it has or would have.
  public var seat: String?
  public var state: State
  /// As a sentence.
  public var why: String
  public var nextStep: String?
  /// What would be attached, or is to be released.
  public var devices: [DevicePath]
  /// What was the trouble, without when it is tried again; nil unless it failed.
  public var trouble: String?

  /// The raw value is used on the bus.
  public enum State: String, Sendable, Equatable, CaseIterable {
    /// All its devices are on one seat, which is not the computer's own.
    case ready
    case attach, release
    /// A person sits where its devices are now, or it is not known whether.
    case waiting
    /// It is being attached or released at this moment.
    case working
    case impossible
    /// Tried, and it did not work.
    case failed
    /// There is nothing to say of a seat.
    case none
  }

  public init(
    number: Int, name: String, seat: String? = nil, state: State, why: String,
    nextStep: String? = nil, devices: [DevicePath] = []
  ) {
    self.number = number
    self.name = name
    self.seat = seat
    self.state = state
    self.why = why
    self.nextStep = nextStep
    self.devices = devices
  }
}
