import AgentInterface
import Ledger
import Notices
import StationModel

/// Who knows of a notice, as it is shown on the bus.
extension Agent {
  /// What is remembered of each notice. Once for all of them: a campus has thousands.
  var tellingsByNotice: [NoticeID: [Telling]] { Dictionary(grouping: book.tellings, by: \.notice) }
}

extension NoticeView {
  /// - Parameter people: whom it did not reach; nil for nobody.
  func undelivered(_ people: [Undelivered]?) -> NoticeView {
    var view = self
    view.undelivered = (people ?? []).map { UndeliveredView(user: $0.user, why: $0.why) }
    return view
  }

  /// - Parameter tellings: what is remembered of this notice; of other stages too.
  func told(_ tellings: [Telling], of notice: Notice, at now: Timestamp) -> NoticeView {
    var view = self
    view.told = tellings.filter { $0.covers(notice) }.sorted { $0.recipient < $1.recipient }
      .map { ToldView($0, at: now) }
    return view
  }
}

extension ToldView {
  init(_ telling: Telling, at now: Timestamp) {
    self.init(
      recipient: telling.recipient.text, way: telling.way.rawValue,
      state: telling.isDue(at: now) ? "due" : telling.state.rawValue, at: WireTime(telling.at),
      again: WireTime(telling.again))
  }
}
