/// What an entry of the journal has besides its text. The raw value is the key of the log's metadata;
/// in the journal it is `STATION_` and the same in capitals.
public enum JournalField: String, Sendable, CaseIterable {
  // Of stations.
  case number, name, key, state, missing, model, label
  /// A key or a number of before.
  case former
  // Of licenses.
  case pack, holder, mode, count
  // Of notices.
  case notice, cause, stage, severity, summary, audience, recipient, way
  /// When what is warned of happens, ISO 8601 in UTC.
  case deadline
  case nextStep = "next-step"
  // Of all.
  case user, plugin, why, outcome, version, span
  /// A date to come, or one that has passed: ISO 8601 in UTC.
  case until

  /// `STATION_NEXT_STEP`
  var journalName: String {
    "STATION_" + String(rawValue.uppercased().map { $0 == "-" ? "_" : $0 })
  }

  init?(journalName: String) {
    guard let field = Self.allCases.first(where: { $0.journalName == journalName }) else {
      return nil
    }
    self = field
  }
}
