public import StationModel

/// What was known at the moment of a change.
public struct JournalContext {
  /// The record of a station; of one that was just forgotten, the last one.
  public var station: (StationKey) -> Enrolled?
  /// The notice as it was before the change; nil if there was none.
  public var formerNotice: (NoticeID) -> Notice?

  public init(
    station: @escaping (StationKey) -> Enrolled?,
    formerNotice: @escaping (NoticeID) -> Notice?
  ) {
    self.station = station
    self.formerNotice = formerNotice
  }
}

extension JournalEntry {
  /// What the journal tells of a change that was written down: one entry, or one for each station if
  /// several have new numbers.
  public static func of(_ change: Change, _ context: JournalContext) -> [JournalEntry] {
    switch change {
    case .renumber(let records):
      records.map { JournalEntry(.stationRenumbered, .notice, "renumbered", of: $0.key, $0) }
    case .station, .forget, .move, .ignore, .heed, .distrust, .powerCycled:
      [ofStation(change, context)].compactMap(\.self)
    case .mode, .addPack, .removePack, .convertPack, .lease, .release, .revoke, .reserve,
      .unreserve, .grace, .extend, .standing, .maintenance, .clockMoved:
      [ofLicensing(change, context)].compactMap(\.self)
    case .notice, .closeNotice, .told, .forgetTellings, .mute, .unmute:
      [ofNotice(change, context)].compactMap(\.self)
    }
  }

  private static func ofStation(_ change: Change, _ context: JournalContext) -> JournalEntry? {
    switch change {
    case .station(let record, let event):
      return JournalEntry(JournalEvent(event), .notice, event.rawValue, of: record.key, record)
    case .forget(let key):
      return JournalEntry(.stationForgotten, .notice, "forgotten", of: key, context.station(key))
    case .move(let old, let record, let event):
      return JournalEntry(
        JournalEvent(event), .notice, "\(event.rawValue) from \(old)", of: record.key, record,
        [.former: old.text])
    case .ignore(let word):
      return JournalEntry(
        .placeIgnored, .notice, "ignored from now on", of: word.key, context.station(word.key))
    case .heed(let key):
      return JournalEntry(.placeHeeded, .notice, "no longer ignored", of: key, context.station(key))
    case .distrust(let mark):
      return JournalEntry(
        .serialDistrusted, .notice,
        "two devices \(mark.model) have the serial number \(Label.clean(mark.serial, limit: 60)) "
          + "at once: it tells nothing", [.model: mark.model])
    case .powerCycled(let key, let cycle):
      return JournalEntry(
        .powerCycled, .info,
        "written down that user \(cycle.user) had the power taken from \(cycle.ports): "
          + cycle.outcome, of: key, context.station(key),
        [.user: String(cycle.user), .outcome: cycle.outcome])
    default: return nil
    }
  }
}

extension JournalEvent {
  init(_ event: Change.StationEvent) {
    switch event {
    case .enrolled: self = .stationEnrolled
    case .renamed: self = .stationRenamed
    case .bound: self = .stationBound
    case .absent: self = .stationAbsent
    case .returned: self = .stationReturned
    case .moved: self = .stationMoved
    case .rebased: self = .stationRebased
    case .hubReplaced: self = .hubReplaced
    case .refitted: self = .stationRefitted
    case .arranged: self = .stationArranged
    case .disabled: self = .stationDisabled
    case .enabled: self = .stationEnabled
    }
  }
}
