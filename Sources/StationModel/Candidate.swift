/// What topology found in one place: something that is, or could become, a station.
public struct Candidate: Sendable, Equatable {
  public var key: StationKey
  public var kind: StationKind
  /// The anchor hub; nil for the host.
  public var anchor: DevicePath?
  /// What people would call it: the anchor hub's label.
  public var label: String
  public var standing: Standing
  public var presence: Presence
  /// Sorted by kind, then path. If it is the host's or part of another station, what would be its own.
  public var parts: [Part]
  /// udev's seat of the anchor; nil is `seat0`.
  public var seat: String?
  /// What it is made of, to know it again elsewhere.
  public var marks: StationMarks
  /// How many devices its territory has, of all sorts: another number means that something came or went.
  public var deviceCount: Int
  /// What an administrator should know of it besides its state, each a sentence that says what would
  /// help: two stations on one card, a display that is switched off.
  public var remarks: [String]
  /// Its keyboard is one that the host needs: what hangs on it is the host's, although it is listed
  /// among the parts, and only an administrator's binding takes it.
  public var isHosts: Bool
  /// It is part of another station, whose devices its parts are: nothing to ask anybody about.
  public var isPart: Bool

  /// May the agent take it as a station by itself?
  public enum Standing: Sendable, Equatable {
    /// Yes, and this is the authority that says so.
    case decided(Authority)
    /// No: nothing decides. It is proposed to an administrator, with what is not known.
    case undecided(why: String)
  }

  public init(
    key: StationKey, kind: StationKind, anchor: DevicePath?, label: String, standing: Standing,
    presence: Presence, parts: [Part], seat: String?, marks: StationMarks = StationMarks(),
    deviceCount: Int = 0, remarks: [String] = [], isHosts: Bool = false, isPart: Bool = false
  ) {
    self.key = key
    self.kind = kind
    self.anchor = anchor
    self.label = label
    self.standing = standing
    self.presence = presence
    self.parts = parts
    self.seat = seat
    self.marks = marks
    self.deviceCount = deviceCount
    self.remarks = remarks
    self.isHosts = isHosts
    self.isPart = isPart
  }
}

/// Who may say what a device belongs to, highest first (docs/topology.md).
public enum Authority: Int, Sendable, Comparable, CaseIterable {
  case heuristics, topology, hardware, udevSeat, enrollment, administrator

  public static func < (left: Authority, right: Authority) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What kind of station it is. The raw value is used on disk and on the bus.
public enum StationKind: String, Sendable, Codable, CaseIterable {
  case host, physical, network, desktop
}

/// Is everything there that makes a station usable?
public enum Presence: Sendable, Equatable {
  case complete
  /// Never empty.
  case incomplete(missing: [PartKind])
  case absent(since: Timestamp)
  case conflict(why: String)
  /// Its parts still come, one by one; what is missing by `until` is missing.
  case probing(missing: [PartKind], until: Timestamp)
  /// Gone a moment ago, as when a hub is reset or a KVM switch turned; counts as absent from `until`.
  case away(since: Timestamp, until: Timestamp)
  /// Whether it is there cannot be told now, and since when neither.
  case unknown(why: String)
}

/// What a part is for its station. Sorted in the order in which people list them.
public enum PartKind: String, Sendable, Codable, CaseIterable, Comparable {
  case hub, display, keyboard, pointer, sound, camera, storage, serial, printer, reader, other

  public static func < (left: PartKind, right: PartKind) -> Bool {
    left.order < right.order
  }
  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A device in its role within a station.
public struct Part: Sendable, Equatable {
  public var kind: PartKind
  public var device: DevicePath
  public var label: String
  /// For a display: its lasting name.
  public var display: DisplayPlace?
  /// For a display: connected, disconnected or unknown. Nil for other parts.
  public var status: ConnectorFacts.Status?

  public init(
    kind: PartKind, device: DevicePath, label: String, display: DisplayPlace? = nil,
    status: ConnectorFacts.Status? = nil
  ) {
    self.kind = kind
    self.device = device
    self.label = label
    self.display = display
    self.status = status
  }
}

/// Where one device was put, by which rule, and why in one sentence.
public struct Assignment: Sendable, Equatable {
  public var device: DevicePath
  public var station: StationKey
  public var rule: Rule
  public var authority: Authority
  /// What else was possible, and why it lost; the strongest first.
  public var alternatives: [Alternative]
  /// A sentence for an administrator: "below the hub at pci-0000:00:14.0/1, which has a keyboard".
  public var why: String

  public init(
    device: DevicePath, station: StationKey, rule: Rule, authority: Authority, why: String,
    alternatives: [Alternative] = []
  ) {
    self.device = device
    self.station = station
    self.rule = rule
    self.authority = authority
    self.why = why
    self.alternatives = alternatives
  }
}

/// Where a device could have gone as well, and why it did not.
public struct Alternative: Sendable, Equatable {
  /// Nil where the alternative was that nobody has it.
  public var station: StationKey?
  public var rule: Rule
  public var authority: Authority
  /// Why it lost: "the hub at pci-0000:00:14.0/1.2 is nearer".
  public var why: String

  public init(station: StationKey?, rule: Rule, authority: Authority, why: String) {
    self.station = station
    self.rule = rule
    self.authority = authority
    self.why = why
  }
}

/// The rules from devices to stations, by their number in docs/topology.md.
public enum Rule: Int, Sendable, CaseIterable {
  case mergeHalves = 1
  case internalHub
  case oneBox
  case anchor
  case territory
  case display
  case state

  /// The name that `explain` prints.
  public var title: String {
    switch self {
    case .mergeHalves: "merge USB2/USB3 halves"
    case .internalHub: "internal hub"
    case .oneBox: "one box"
    case .anchor: "anchor"
    case .territory: "territory"
    case .display: "display"
    case .state: "state"
    }
  }
}
