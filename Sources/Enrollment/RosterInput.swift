public import StationModel

/// All that the roster depends on, at one moment. The order of `known` does not matter.
public struct RosterInput: Sendable, Equatable {
  /// From topology, as ``Sightings`` say that they are to be taken. The first of two with one key
  /// counts.
  public var candidates: [Candidate]
  /// The plugins that have spoken since the agent started. A plugin that is not among them has said
  /// nothing yet, which is not the same as having no desktops.
  public var desktops: [DesktopPicture] = []
  /// By plugin: since when nothing is known of its desktops, where that is so.
  public var lostSince: [String: Timestamp] = [:]
  /// Since when plugins are listened to; nil if that is not known.
  public var listeningSince: Timestamp?
  /// Desktops that a plugin listed a moment ago and lists no longer.
  public var vanished: [StationKey: VanishedDesktop] = [:]
  /// Stations that hold a license.
  public var holders: Set<StationKey> = []
  /// Stations that an administrator gave a name, labels or a priority, or is just assigning.
  public var arranged: Set<StationKey> = []
  /// The ledger's records.
  public var known: [Enrolled]
  public var ignored: [Ignored] = []
  /// Numbers that two things of one model share: what the ledger remembers of them.
  public var distrusted: Set<SerialMark> = []
  /// … and what is plugged in now.
  public var sharedNow: Set<SerialMark> = []
  /// The USB controllers that are there now; empty if that is not known.
  public var controllers: Set<String> = []
  /// Hubs that were not asked yet, or have not answered, which box they are.
  public var unread: Set<DevicePath> = []
  /// As in ``Seen``.
  public var awaited: Set<StationKey> = []
  public var held: Set<StationKey> = []
  public var restless: Set<StationKey> = []
  public var flapping: Set<StationKey> = []
  public var goneSince: [StationKey: Timestamp] = [:]
  /// Who is signed in at each place, by name; sorted. Of a place that is not listed it is not known.
  public var people: [StationKey: [String]] = [:]
  public var policy: EnrollmentPolicy
  public var now: Timestamp

  public init(
    candidates: [Candidate], known: [Enrolled], policy: EnrollmentPolicy = EnrollmentPolicy(),
    now: Timestamp
  ) {
    self.candidates = candidates
    self.known = known
    self.policy = policy
    self.now = now
  }

  /// Takes over what was seen.
  public mutating func take(_ seen: Seen) {
    candidates = seen.candidates
    awaited = seen.awaited
    held = seen.held
    restless = seen.restless
    flapping = Set(seen.flapping.map(\.key))
    goneSince = seen.goneSince
  }

  func isUsed(_ key: StationKey) -> Bool { !(people[key] ?? []).isEmpty }

  var shared: Set<SerialMark> { distrusted.union(sharedNow) }
}
