/// How the time of a report is cut. Days and months are those of UTC.
public enum UsagePeriod: String, Sendable, Codable, CaseIterable {
  case day, month
  /// One row for the whole time.
  case all
}
