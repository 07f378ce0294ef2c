import StationModel

extension LedgerState {
  mutating func tell(_ telling: Telling) -> Bool {
    let (index, isThere) = tellings.place(of: telling.ledgerKey) { $0.ledgerKey }
    if isThere, tellings[index] == telling { return false }
    tellings.put(telling) { $0.ledgerKey }
    return true
  }

  mutating func forgetTellings(before time: Timestamp) -> Bool {
    let count = tellings.count
    tellings.removeAll { $0.keptUntil < time }
    return tellings.count < count
  }

  mutating func put(_ mute: Mute) -> Bool {
    let (index, isThere) = mutes.place(of: mute.ledgerKey) { $0.ledgerKey }
    if isThere, mutes[index] == mute { return false }
    mutes.put(mute) { $0.ledgerKey }
    return true
  }

  mutating func unmute(_ cause: String, _ audience: Mute.Audience) -> Bool {
    mutes.take(Mute.ledgerKey(cause, audience)) { $0.ledgerKey } != nil
  }

  mutating func moveNotices(of old: StationKey, to new: StationKey) {
    guard old != new else { return }
    for (from, to) in zip(NoticeID.all(of: old), NoticeID.all(of: new)) {
      if var notice = notices.take(from.text, by: { $0.id.text }) {
        notice.id = to
        notices.put(notice) { $0.id.text }
      }
      let place = tellings.place(of: from.text + "\0") { $0.ledgerKey }.index
      let mine = tellings[place...].prefix { $0.notice.text.utf8.elementsEqual(from.text.utf8) }
      if mine.isEmpty { continue }
      tellings.removeSubrange(mine.indices)
      for var telling in mine {
        telling.notice = to
        tellings.put(telling) { $0.ledgerKey }
      }
    }
  }

  mutating func moveTellings(by span: Span) {
    for index in tellings.indices { tellings[index] = tellings[index].moved(by: span) }
    for index in mutes.indices { mutes[index] = mutes[index].moved(by: span) }
    for index in notices.indices where notices[index].deadline == nil {
      notices[index].raisedAt = notices[index].raisedAt + span
    }
  }
}

extension Telling {
  /// In the order of the table.
  fileprivate var ledgerKey: String { notice.text + "\0" + recipient.text }
}

extension Mute {
  /// In the order of the table.
  fileprivate var ledgerKey: String { Self.ledgerKey(cause, audience) }

  fileprivate static func ledgerKey(_ cause: String, _ audience: Audience) -> String {
    cause + "\0" + audience.rawValue
  }
}
