import StationModel

extension Ledger {
  func put(_ record: Enrolled) throws(LedgerError) {
    try connection.run(.putStation, record.cells)
    try connection.run(.clearMarks, [.text(record.key.text)])
    for part in MarkedPart.allCases {
      guard let mark = record.marks[part] else { continue }
      try connection.run(.addMark, mark.cells(record.key, part))
    }
    try connection.run(.clearLabels, [.text(record.key.text)])
    for label in record.sortedLabels {
      try connection.run(.addLabel, [.text(record.key.text), .text(label)])
    }
  }

  func move(
    _ old: StationKey, to record: Enrolled, _ event: Change.StationEvent
  ) throws(LedgerError) -> Record {
    let names: [Cell] = [.text(old.text), .text(record.key.text)]
    guard try !connection.run(.moveStation, names).isEmpty else {
      throw .refused(statement: "moveStation", why: "there is no station \(old)")
    }
    try connection.run(.moveLease, names)
    try connection.run(.moveRevocations, names)
    let subjects = [old, record.key].map { Cell.text(GraceClock.Subject.station($0).text) }
    if try !connection.run(.copyGrace, subjects).isEmpty {
      try connection.run(.copyExtensions, subjects)
    }
    let notices = try moveNotices(of: old, to: record.key)
    try put(record)
    return .station(record, event, formerKey: old, notices: notices)
  }

  func renumber(_ records: [Enrolled]) throws(LedgerError) -> Record {
    for record in records { try connection.run(.freeNumber, [.text(record.key.text)]) }
    for record in records {
      try connection.run(
        .setNumber,
        [.integer(Int64(record.number)), .text(record.name), .text(record.key.text)])
    }
    return .renumbered(records)
  }

  /// Its lease goes with it. Its grace stays, or forgetting would be a way to a second one, and so does
  /// what was taken away from it, or it would be a way around the limit.
  func forget(_ key: StationKey) throws(LedgerError) -> Record? {
    guard let gone = try connection.run(.forgetStation, [.text(key.text)]).first else { return nil }
    let holder = Cell.text(Holder.station(key).text)
    let lease = try connection.run(.releaseLease, [holder]).first
    return .forgotten(
      key, number: try Row(table: "stations", cells: gone).integer(0),
      pack: try lease.map { cells throws(LedgerError) in
        try Row(table: "leases", cells: cells).text(0)
      })
  }

  func ignore(_ word: Ignored) throws(LedgerError) -> Record {
    try connection.run(
      .putIgnored,
      [.text(word.key.text), .text(word.model), .integer(word.since.milliseconds)])
    return .ignored(word)
  }

  func set(_ maintenance: Maintenance?) throws(LedgerError) -> Record? {
    if let maintenance {
      try connection.run(.setMaintenance, maintenance.cells)
      return .maintenanceBegun(maintenance)
    }
    guard let former = try connection.single(.loadMaintenance, in: "state").maintenance() else {
      return nil
    }
    try connection.run(.setMaintenance, [.null, .null])
    return .maintenanceEnded(former)
  }

  func put(
    _ standing: LicenseStanding, of key: StationKey, at time: Timestamp
  ) throws(LedgerError) -> Record? {
    var former: LicenseStanding?
    if let cells = try connection.run(.standing, [.text(key.text)]).first {
      let row = Row(table: "standings", cells: cells)
      former = LicenseStanding(state: try row.text(0), cause: try row.optionalWord(1))
    }
    guard former != standing else { return nil }
    try connection.run(
      .putStanding,
      [
        .text(key.text), .text(standing.state), .text(standing.cause?.rawValue),
        .integer(time.milliseconds),
      ])
    return .stateChanged(key, from: former, to: standing, since: time)
  }
}
