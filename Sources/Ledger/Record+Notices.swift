import StationModel

extension Record {
  static func raised(_ notice: Notice) -> Record {
    Record("notice-raised") {
      $0.put("notice", notice.id.text)
      $0.put("severity", notice.severity.rawValue)
      $0.put("stage", notice.stage.rawValue)
      $0.put("audience", notice.audience.rawValue)
      $0.put("deadline", notice.deadline)
      $0.put("number", notice.stationNumber.map(Int64.init))
      $0.put("summary", notice.summary)
      $0.put("body", notice.body)
      $0.put("next-step", notice.nextStep)
      if !notice.words.isEmpty { $0.put("words", notice.words) }
      $0.put("raised-at", notice.raisedAt)
    }
  }

  static func closed(_ id: NoticeID, why: String) -> Record {
    Record("notice-closed") {
      $0.put("notice", id.text)
      $0.put("why", why)
    }
  }

  static func told(_ telling: Telling) -> Record {
    Record("notice-told") {
      $0.put("notice", telling.notice.text)
      $0.put("recipient", telling.recipient.text)
      $0.put("stage", telling.stage.rawValue)
      $0.put("deadline", telling.deadline)
      $0.put("way", telling.way.rawValue)
      $0.put("state", telling.state.rawValue)
      $0.put("at", telling.at)
      $0.put("again", telling.again)
      $0.put("kept-until", telling.keptUntil)
    }
  }

  static func tellingsForgotten(before time: Timestamp, count: Int) -> Record {
    Record("tellings-forgotten") {
      $0.put("before", time)
      $0.put("count", Int64(count))
    }
  }

  static func muted(_ mute: Mute) -> Record {
    Record("notice-muted") {
      $0.put("cause", mute.cause)
      $0.put("audience", mute.audience.rawValue)
      $0.put("since", mute.since)
      $0.put("until", mute.until)
      $0.put("user", Int64(mute.user))
    }
  }

  static func unmuted(_ former: Mute) -> Record {
    Record("notice-unmuted") {
      $0.put("cause", former.cause)
      $0.put("audience", former.audience.rawValue)
      $0.put("since", former.since)
      $0.put("until", former.until)
      $0.put("user", Int64(former.user))
    }
  }
}
