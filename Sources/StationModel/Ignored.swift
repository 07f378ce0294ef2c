/// A place that is no station, by an administrator's word.
///
/// It holds for the hub that was there: another model in the same socket is another question.
public struct Ignored: Sendable, Hashable {
  public var key: StationKey
  /// The hub's model, `vendor:product`; nil if it was not known.
  public var model: String?
  public var since: Timestamp

  public init(key: StationKey, model: String?, since: Timestamp) {
    self.key = key
    self.model = model
    self.since = since
  }
}
