extension NoticeID {
  /// The causes that are about a station wherever it is. A candidate is about a place, and stays there.
  private static let stationCauses = ["exhausted", "expired", "flapping", "sign-in-refused"]

  /// All that can be told of one station, always in the same order: it follows a station that is known
  /// again in another place.
  public static func all(of station: StationKey) -> [NoticeID] {
    stationCauses.map { NoticeID(cause: $0, subject: station.text) }
  }
}
