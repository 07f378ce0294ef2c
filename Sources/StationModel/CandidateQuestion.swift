/// A candidate about which an administrator has to decide.
public struct CandidateQuestion: Sendable, Equatable {
  public var key: StationKey
  /// What people would call it.
  public var label: String
  /// Empty if it is complete.
  public var missing: [PartKind]
  /// What nothing decides, as the rest of a sentence; nil if the policy alone asks.
  public var why: String?
  /// Stations that are gone and look the same: it may be one of them in another socket.
  public var mayBe: [Enrolled]

  public init(
    key: StationKey, label: String, missing: [PartKind], why: String?, mayBe: [Enrolled] = []
  ) {
    self.key = key
    self.label = label
    self.missing = missing
    self.why = why
    self.mayBe = mayBe
  }
}

/// Something that keeps coming and going.
public struct Flapping: Sendable, Equatable {
  public var key: StationKey
  /// What people would call its hub.
  public var label: String
  /// What goes away: `keyboard "Logitech K120"`, `hub "QEMU USB Hub"`.
  public var what: String
  /// When it was found to be so.
  public var since: Timestamp

  public init(key: StationKey, label: String, what: String, since: Timestamp) {
    self.key = key
    self.label = label
    self.what = what
    self.since = since
  }
}
