import StationModel

extension Ledger {
  func extend(_ more: GraceExtension) throws(LedgerError) -> Record {
    let subject = more.subject.text
    let new = try connection.run(
      .extendGrace,
      [
        .text(subject), .integer(more.until.milliseconds), .integer(more.by.milliseconds),
        .integer(more.grantedAt.milliseconds), .text(more.reason),
      ])
    guard !new.isEmpty else {
      throw .refused(statement: "extendGrace", why: "no grace of \(subject) began")
    }
    return .extended(more)
  }

  /// All graces move, those that are over too: one that had run out must not come back to life
  /// because the clock went back.
  func clockMoved(by span: Span) throws(LedgerError) -> Record {
    // Dates at the end of what can be counted would run into each other.
    guard span.milliseconds.magnitude <= Span.days(73_000).milliseconds.magnitude else {
      throw .refused(statement: "clockMoved", why: "no clock is wrong by two hundred years")
    }
    try connection.run(.shiftGraces, [.integer(span.milliseconds)])
    let revocations = try connection.all(.loadRevocations, in: "revocations") {
      row throws(LedgerError) in
      try row.revocation()
    }
    // Not in one UPDATE: one row might take the place of another that has not moved yet.
    try connection.run(.clearRevocations)
    for old in revocations { try connection.run(.addRevocation, old.moved(by: span).cells) }
    revocationsEnd = nil
    for cells in try connection.run(.loadAbsences) {
      let row = Row(table: "stations", cells: cells)
      try connection.run(.setAbsence, [cells[0], .integer((try row.time(1) + span).milliseconds)])
    }
    if let maintenance = try connection.single(.loadMaintenance, in: "state").maintenance() {
      try connection.run(.setMaintenance, maintenance.moved(by: span).cells)
    }
    try moveTellings(by: span)
    // What the clock showed before it was put right is no time that was ever reached.
    if span < .zero, let mark = try connection.single(.loadState, in: "state").optionalTime(1) {
      try connection.run(.setHighWater, [.integer((mark + span).milliseconds)])
    }
    return .clockMoved(by: span)
  }
}

extension Revocation {
  func moved(by span: Span) -> Revocation {
    Revocation(holder: holder, pack: pack, revokedAt: revokedAt + span, until: until + span)
  }
}
