public import StationModel

/// One entry of the journal: what changed, as a line for people and as fields for programs.
public struct JournalEntry: Sendable, Equatable {
  public var event: JournalEvent
  public var level: Level
  /// One line of plain English.
  public var text: String
  public var fields: [JournalField: String]

  /// As in syslog(3).
  public enum Level: Sendable, Equatable {
    case debug, info, notice, warning, error, critical
  }

  public init(
    _ event: JournalEvent, _ level: Level, _ text: String,
    _ fields: [JournalField: String] = [:]
  ) {
    self.event = event
    self.level = level
    self.text = text
    self.fields = fields
  }

  /// About one station.
  ///
  /// - Parameters:
  ///   - record: nil if nothing is known of it besides its key.
  ///   - text: what comes after the station's number and name.
  public init(
    _ event: JournalEvent, _ level: Level, _ text: String, of key: StationKey,
    _ record: Enrolled?, _ more: [JournalField: String] = [:]
  ) {
    // journalctl shows the text and not the fields.
    let subject = record.map { "station \($0.number) (\($0.name))" } ?? "\(key)"
    self.init(
      event, level, "\(subject): \(text)",
      Self.station(key, record).merging(more) { $1 })
  }

  /// The fields that say which station it is.
  public static func station(_ key: StationKey, _ record: Enrolled?) -> [JournalField: String] {
    [
      .number: record.map { String($0.number) } ?? "-", .name: record?.name ?? "-",
      .key: key.text,
    ]
  }
}
