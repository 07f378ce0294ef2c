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
