import StationModel

extension Connection {
  /// Everything but the history, as of one moment if it is called in a transaction.
  func readState() throws(LedgerError) -> LedgerState {
    let state = try single(.loadState, in: "state")
    return LedgerState(
      enrolled: try stations(),
      packs: try all(.loadPacks, in: "packs") { row throws(LedgerError) in try row.pack() },
      leases: try all(.loadLeases, in: "leases") { row throws(LedgerError) in try row.lease() },
      revocations: try all(.loadRevocations, in: "revocations") { row throws(LedgerError) in
        try row.revocation()
      },
      reservations: try all(.loadReservations, in: "reservations") { row throws(LedgerError) in
        try row.reservation()
      },
      graces: try graces(), standings: try standings(),
      notices: try all(.loadNotices, in: "notices") { row throws(LedgerError) in
        try row.notice()
      },
      tellings: try all(.loadTellings, in: "tellings") { row throws(LedgerError) in
        try row.telling()
      },
      mutes: try all(.loadMutes, in: "mutes") { row throws(LedgerError) in try row.mute() },
      ignored: try all(.loadIgnored, in: "ignored") { row throws(LedgerError) in
        try row.ignored()
      },
      shared: Set(
        try all(.loadShared, in: "shared_serials") { row throws(LedgerError) in
          try row.serialMark()
        }),
      mode: try state.word(0), maintenance: try single(.loadMaintenance, in: "state").maintenance(),
      highWater: try state.optionalTime(1))
  }

  func graces() throws(LedgerError) -> [GraceClock] {
    var more: [GraceClock.Subject: [(until: Timestamp, by: Span)]] = [:]
    try forEachRow(of: .loadExtensions) { cells throws(LedgerError) in
      let row = Row(table: "extensions", cells: cells)
      more[try row.subject(), default: []].append(
        (try row.time(1), Span(milliseconds: try row.integer(2))))
    }
    return try all(.loadGraces, in: "graces") { row throws(LedgerError) in
      var (grace, shifted) = try row.grace()
      for one in more[grace.subject] ?? [] { grace.extend(to: one.until + shifted, by: one.by) }
      return grace
    }
  }

  private func standings() throws(LedgerError) -> [StationKey: StoredStanding] {
    var standings: [StationKey: StoredStanding] = [:]
    for (key, standing) in try all(
      .loadStandings, in: "standings", { row throws(LedgerError) in try row.standing() })
    {
      standings[key] = standing
    }
    return standings
  }

  private func stations() throws(LedgerError) -> [Enrolled] {
    var parts: [StationKey: StationMarks] = [:]
    for (key, part, mark) in try all(
      .loadMarks, in: "marks", { row throws(LedgerError) in try row.mark() })
    {
      parts[key, default: StationMarks()][part] = mark
    }
    var labels: [StationKey: [String]] = [:]
    for (key, label) in try all(
      .loadLabels, in: "labels", { row throws(LedgerError) in try row.label() })
    {
      labels[key, default: []].append(label)
    }
    return try all(.loadStations, in: "stations") { row throws(LedgerError) in
      var record = try row.enrolled()
      record.marks = parts[record.key] ?? StationMarks()
      record.labels = labels[record.key] ?? []
      return record
    }
  }

  func all<Value>(
    _ sql: SQL, in table: String, _ read: (Row) throws(LedgerError) -> Value
  ) throws(LedgerError) -> [Value] {
    var values: [Value] = []
    try forEachRow(of: sql) { cells throws(LedgerError) in
      values.append(try read(Row(table: table, cells: cells)))
    }
    return values
  }
}
