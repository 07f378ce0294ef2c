import StationModel
import Words

/// The words of notices without any language. They are written down only where there is something new
/// to say: each look goes over thousands of stations.
extension Board {
  func words(of wording: Wording, for id: NoticeID) -> String {
    if let former = active[id], former.says(wording),
      former.words.hasPrefix(wording.sayings.textBegin)
    {
      return former.words
    }
    return wording.sayings.text
  }

  /// What was told before there were such words gets them, if it is still told so.
  func withWords(_ notice: Notice, _ wording: Wording) -> Notice {
    guard notice.words.isEmpty, notice.says(wording) else { return notice }
    var notice = notice
    notice.words = wording.sayings.text
    return notice
  }
}

extension Notice {
  fileprivate func says(_ wording: Wording) -> Bool {
    summary == wording.summary && body == wording.body && nextStep == wording.nextStep
  }
}
