public import StationModel

extension NoticeID {
  /// The causes of all notices that are raised here, the first parts of their ids.
  public static let causes = NoticeCause.allCases.map(\.rawValue)
}
