public import StationModel

/// A computer as a person wrote it down (docs/rigs.md): its devices, and what should come of them.
public struct RigFile: Sendable {
  public var devices: [Device]
  /// Never empty: the first is the computer as it is written down.
  public var stages: [RigStage]

  public init(devices: [Device], stages: [RigStage]) {
    self.devices = devices
    self.stages = stages
  }

  static let limit = 1 << 20
  static let longestLine = 4 << 10
  static let mostDevices = 4096

  public init(text: String) throws(RigError) { try self.init(bytes: Array(text.utf8)) }

  public init(bytes: [UInt8]) throws(RigError) {
    var builder = RigBuilder()
    let file = try FileLines(bytes, limit: Self.limit, longest: Self.longestLine)
    for (index, bytes) in file.lines.enumerated() {
      guard let line = try RigLine(bytes, number: index + 1) else { continue }
      try builder.take(line)
    }
    try builder.finish()
    devices = builder.devices
    stages = builder.stages
  }
}

/// One moment of a rig: what is unplugged, what is known, and what must come out.
public struct RigStage: Sendable {
  /// Kernel names of devices that are not there now, with all below them.
  public var absent: Set<String> = []
  /// Displays that an administrator bound, by station.
  public var bindings: [(line: Int, place: String, display: String)] = []
  /// Places that the ledger knows as stations.
  public var known: [String] = []
  public var expectations: [Expectation] = []

  public init() {}

  /// What is there at this moment.
  public func picture(of devices: some Sequence<Device>) -> DevicePicture {
    var picture = DevicePicture(devices)
    for path in picture.devices.keys where absent.contains(path.name) { picture.remove(path) }
    return picture
  }
}

/// What must come out, with the line that says so.
public struct Expectation: Sendable, Equatable {
  public var line: Int
  public var what: What

  public enum What: Sendable, Equatable {
    /// So many stations besides the host.
    case stations(Int)
    case proposals(Int)
    case candidate(place: String, Wanted)
    case nothing(place: String)
    /// A device by its kernel name belongs there; by this rule, if one is said.
    case device(name: String, place: String, rule: Int?)
  }

  public struct Wanted: Sendable, Equatable {
    /// Decided, or only proposed.
    public var isStation: Bool
    /// complete, incomplete, conflict; nil if not said.
    public var state: String?
    /// Nil if not said. Keyboards, pointers and displays must be these and no more; of other kinds
    /// only those that are named are looked at.
    public var parts: [WantedPart]?
  }

  public struct WantedPart: Sendable, Equatable {
    public var kind: PartKind
    /// A display's kernel name, `card0-HDMI-A-1`; nil for any.
    public var name: String?
  }
}
