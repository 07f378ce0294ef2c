public import Journal
public import Logging

extension Logger {
  /// Writes an entry of the journal.
  public func tell(_ entry: JournalEntry) {
    // Nothing is put together for what nobody reads.
    let level = Level(entry.level)
    guard level >= logLevel else { return }
    var metadata: Metadata = [
      "message-id": "\(entry.event.id)", "event": "\(entry.event.rawValue)",
    ]
    for (field, value) in entry.fields { metadata[field.rawValue] = "\(value)" }
    log(level: level, "\(entry.text)", metadata: metadata)
  }

  public func tell(
    _ event: JournalEvent, _ level: JournalEntry.Level, _ text: String,
    _ fields: [JournalField: String] = [:]
  ) {
    tell(JournalEntry(event, level, text, fields))
  }
}

extension Logger.Level {
  init(_ level: JournalEntry.Level) {
    switch level {
    case .debug: self = .debug
    case .info: self = .info
    case .notice: self = .notice
    case .warning: self = .warning
    case .error: self = .error
    case .critical: self = .critical
    }
  }

  /// As an entry has it; what is below debug is debug.
  var ofJournal: JournalEntry.Level {
    switch self {
    case .trace, .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    case .critical: .critical
    }
  }
}
