import StationModel

extension Replay {
  /// False for a kind that this version does not know.
  mutating func visitNotice(_ entry: Entry) throws(Entry.Unclear) -> Bool {
    switch entry.row.kind {
    case "notice-raised": try raise(entry)
    case "notice-closed": self[.notices, try entry.text("notice")] = nil
    case "notice-told":
      self[.tellings, try entry.text("notice") + " " + entry.text("recipient")] = entry.columns([
        "stage": "stage", "deadline": "deadline", "way": "way", "state": "state", "at": "at",
        "again": "again", "kept_until": "kept-until",
      ])
    case "tellings-forgotten":
      let time = try entry.number("before")
      tables[.tellings] = tables[.tellings]?.filter { _, columns in
        columns["kept_until"].flatMap { Int64($0) }.map { $0 >= time } ?? true
      }
    case "notice-muted":
      self[.mutes, try entry.text("cause") + " " + entry.text("audience")] = entry.columns([
        "since": "since", "until": "until", "user": "user",
      ])
    case "notice-unmuted":
      self[.mutes, try entry.text("cause") + " " + entry.text("audience")] = nil
    default: return false
    }
    return true
  }

  private mutating func raise(_ entry: Entry) throws(Entry.Unclear) {
    var columns = entry.columns([
      "severity": "severity", "stage": "stage", "audience": "audience", "deadline": "deadline",
      "station_number": "number", "summary": "summary", "raised_at": "raised-at",
      "body": "body", "next_step": "next-step", "words": "words",
    ])
    // The first versions did not write all of it down.
    for column in ["body", "next_step"] where columns[column] == nil {
      columns[column] = AuditTable.unknown
    }
    if columns["words"] == nil { columns["words"] = "" }
    self[.notices, try entry.text("notice")] = columns
  }

  mutating func moveNotices(of old: StationKey, to new: StationKey) {
    for (from, to) in zip(NoticeID.all(of: old), NoticeID.all(of: new)) {
      if let notice = self[.notices, from.text] {
        self[.notices, from.text] = nil
        self[.notices, to.text] = notice
      }
      let start = from.text + " "
      for (key, telling) in tables[.tellings] ?? [:] where key.hasPrefix(start) {
        let recipient = String(key.dropFirst(start.count))
        // Of another notice, whose id is longer.
        if Recipient(text: recipient) == nil { continue }
        self[.tellings, key] = nil
        self[.tellings, to.text + " " + recipient] = telling
      }
    }
  }

  mutating func moveTellings(by span: Span) {
    for (key, telling) in tables[.tellings] ?? [:] {
      var moved = telling
      for column in ["at", "again", "kept_until"] { moved = Self.moved(moved, column, by: span) }
      if NoticeID(key).movesWithTheClock { moved = Self.moved(moved, "deadline", by: span) }
      self[.tellings, key] = moved
    }
    for (key, mute) in tables[.mutes] ?? [:] {
      self[.mutes, key] = Self.moved(Self.moved(mute, "since", by: span), "until", by: span)
    }
    for (key, notice) in tables[.notices] ?? [:] where notice["deadline"] == nil {
      self[.notices, key] = Self.moved(notice, "raised_at", by: span)
    }
  }
}
