/// A station's lasting record: what the ledger keeps of it while hardware comes and goes.
public struct Enrolled: Sendable, Equatable, Codable {
  public var key: StationKey
  /// 0 is the host; others count from 1. The lowest free number is given, and kept until `forget`.
  public var number: Int
  public var name: String
  public var kind: StationKind
  public var enrolledAt: Timestamp
  /// The display that an administrator bound to it.
  public var binding: DisplayPlace?
  /// Since when its hardware (or its desktop) is gone; nil while it is there.
  public var absentSince: Timestamp?
  /// Higher goes first when licenses run short. 0 unless set.
  public var priority: Int
  /// Words of the administrator: `room-3`, `exam`. Sorted, each once.
  public var labels: [String]
  /// What it was made of when it was last seen complete.
  public var marks: StationMarks
  /// Set while nobody new may sign in there.
  public var disabled: Disabled?

  public init(
    key: StationKey, number: Int, name: String, kind: StationKind, enrolledAt: Timestamp,
    binding: DisplayPlace? = nil, absentSince: Timestamp? = nil, priority: Int = 0,
    labels: [String] = [], marks: StationMarks = StationMarks(), disabled: Disabled? = nil
  ) {
    self.key = key
    self.number = number
    self.name = name
    self.kind = kind
    self.enrolledAt = enrolledAt
    self.binding = binding
    self.absentSince = absentSince
    self.priority = priority
    self.labels = labels
    self.marks = marks
    self.disabled = disabled
  }
}

/// A station as it stands now: its record and what is seen of it.
public struct Station: Sendable, Equatable {
  public var record: Enrolled
  public var presence: Presence
  public var parts: [Part]
  /// Does it need a license now? The host by policy; desktops while they run; stations while complete.
  public var need: LicenseNeed
  public var seat: String?
  /// For a desktop whose plugin crashed: what is shown may be out of date.
  public var isStale: Bool
  /// As its candidate's.
  public var remarks: [String]
  /// The people who are signed in there, by their names; sorted, each once.
  public var users: [String]
  /// Why its license goes back at once: it is known that it does not count, and it may be so for long.
  /// In the words of history. Nil while it needs a license, and wherever its lease is kept.
  public var givesBack: String?

  public var key: StationKey { record.key }

  public init(
    record: Enrolled, presence: Presence, parts: [Part] = [], need: LicenseNeed,
    seat: String? = nil, isStale: Bool = false, remarks: [String] = [],
    users: [String] = [], givesBack: String? = nil
  ) {
    self.record = record
    self.presence = presence
    self.parts = parts
    self.need = need
    self.seat = seat
    self.isStale = isStale
    self.remarks = remarks
    self.users = users
    self.givesBack = givesBack
  }
}

/// Must this station be covered now?
public enum LicenseNeed: Sendable, Equatable {
  case needed
  /// With the reason in words: "it is incomplete", "the desktop is stopped".
  case notNeeded(why: String)
}
