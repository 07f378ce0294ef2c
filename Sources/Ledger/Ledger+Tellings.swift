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
