import StationModel

extension Ledger {
  /// Nil if just this is remembered already.
  func tell(_ telling: Telling) throws(LedgerError) -> Record? {
    let cells = telling.cells
    let former = try connection.run(.telling, Array(cells.prefix(2))).first
    guard former != cells else { return nil }
    try connection.run(.putTelling, cells)
    return .told(telling)
  }

  func forgetTellings(before time: Timestamp) throws(LedgerError) -> Record? {
    let gone = try connection.run(.forgetTellings, [.integer(time.milliseconds)])
    return gone.isEmpty ? nil : .tellingsForgotten(before: time, count: gone.count)
  }

  func mute(_ mute: Mute) throws(LedgerError) -> Record? {
    let cells = mute.cells
    let former = try connection.run(.mute, Array(cells.prefix(2))).first
    guard former != cells else { return nil }
    try connection.run(.putMute, cells)
    return .muted(mute)
  }

  func unmute(_ cause: String, _ audience: Mute.Audience) throws(LedgerError) -> Record? {
    let key: [Cell] = [.text(cause), .text(audience.rawValue)]
    guard let cells = try connection.run(.dropMute, key).first else { return nil }
    return .unmuted(try Row(table: "mutes", cells: cells).mute())
  }

  /// What is on the board and what was told of a station that is known in another place. How many rows.
  func moveNotices(of old: StationKey, to new: StationKey) throws(LedgerError) -> Int {
    guard old != new else { return 0 }
    var count = 0
    for (from, to) in zip(NoticeID.all(of: old), NoticeID.all(of: new)) {
      let ids: [Cell] = [.text(from.text), .text(to.text)]
      count += try connection.run(.moveNotice, ids).count
      count += try connection.run(.moveTellings, ids).count
    }
    return count
  }

  /// What was told, what is muted, and when notices without a deadline were raised, as it counts by the
  /// clock that was put right.
  func moveTellings(by span: Span) throws(LedgerError) {
    let tellings = try connection.all(.loadTellings, in: "tellings") { row throws(LedgerError) in
      try row.telling()
    }
    for old in tellings { try connection.run(.putTelling, old.moved(by: span).cells) }
    let mutes = try connection.all(.loadMutes, in: "mutes") { row throws(LedgerError) in
      try row.mute()
    }
    for old in mutes { try connection.run(.putMute, old.moved(by: span).cells) }
    for cells in try connection.run(.loadRaised) {
      let row = Row(table: "notices", cells: cells)
      try connection.run(.setRaised, [cells[0], .integer((try row.time(1) + span).milliseconds)])
    }
  }
}
