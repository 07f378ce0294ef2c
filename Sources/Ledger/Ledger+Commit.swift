public import StationModel

extension Ledger {
  /// Makes all changes, or none. When it returns they are on the disk, each with its row of history,
  /// and the high-water mark is at least `at`. No changes, no write.
  ///
  /// To forget what is not there, to release or close it, changes nothing and is not recorded: a plan
  /// may be applied twice. A grace's dates never change; a second pack of one id, a station number
  /// given twice, and a lease without its station or pack are refused.
  public func commit(_ changes: [Change], at time: Timestamp) throws(LedgerError) {
    guard !changes.isEmpty else { return }
    try connection.transaction { () throws(LedgerError) in
      let head = try single(.head, in: "head")
      var id = try head.integer(0)
      var hash = try head.blob(1)
      for change in changes {
        guard let record = try apply(change) else { continue }
        id += 1
        var columns: [Cell] = [
          .integer(id), .integer(time.milliseconds), .text(record.kind),
          .text(record.station?.text), .text(record.detail.json), .blob(hash),
        ]
        hash = Chain.hash(columns)
        columns.append(.blob(hash))
        try connection.run(.addHistory, columns)
      }
      try connection.run(.setHead, [.integer(id), .blob(hash)])
      try connection.run(.raiseHighWater, [.integer(time.milliseconds)])
    }
  }

  /// Nil if there was nothing to change.
  private func apply(_ change: Change) throws(LedgerError) -> Record? {
    switch change {
    case .station(let record, _): try put(record)
    case .move(let old, let record, _): try move(old, to: record)
    case .renumber(let records):
      for record in records { try connection.run(.freeNumber, [.text(record.key.text)]) }
      for record in records {
        try connection.run(
          .setNumber,
          [.integer(Int64(record.number)), .text(record.name), .text(record.key.text)])
      }
    case .ignore(let word):
      try connection.run(
        .putIgnored,
        [.text(word.key.text), .text(word.model), .integer(word.since.milliseconds)])
    case .heed(let key):
      return try connection.run(.dropIgnored, [.text(key.text)]).isEmpty ? nil : change.record()
    case .distrust(let mark):
      return try connection.run(.addShared, [.text(mark.model), .text(mark.serial)]).isEmpty
        ? nil : change.record()
    case .forget(let key):
      // Its lease goes with it; its grace stays, or forgetting would be a way to a second one.
      let gone = try connection.run(.forgetStation, [.text(key.text)])
      try connection.run(.releaseLease, [.text(key.text)])
      return gone.first.map { change.record(gone: $0) }
    case .mode(let mode):
      try connection.run(.setMode, [.text(mode.rawValue)])
    case .addPack(let pack, let token):
      try connection.run(.addPack, pack.cells(token: token))
    case .lease(let lease, _):
      try connection.run(.putLease, lease.cells)
    case .release(let station, _):
      let gone = try connection.run(.releaseLease, [.text(station.text)])
      return gone.first.map { change.record(gone: $0) }
    case .grace(let grace):
      try connection.run(.putGrace, grace.cells)
    case .notice(let notice):
      try connection.run(.putNotice, notice.cells)
    case .closeNotice(let id, _):
      return try connection.run(.closeNotice, [.text(id.text)]).isEmpty ? nil : change.record()
    case .powerCycled: break
    }
    return change.record()
  }

  private func put(_ record: Enrolled) throws(LedgerError) {
    try connection.run(.putStation, record.cells)
    try connection.run(.clearMarks, [.text(record.key.text)])
    for part in MarkedPart.allCases {
      guard let mark = record.marks[part] else { continue }
      try connection.run(.addMark, mark.cells(record.key, part))
    }
    try connection.run(.clearLabels, [.text(record.key.text)])
    for label in Set(record.labels).sorted() {
      try connection.run(.addLabel, [.text(record.key.text), .text(label)])
    }
  }

  private func move(_ old: StationKey, to record: Enrolled) throws(LedgerError) {
    let names: [Cell] = [.text(old.text), .text(record.key.text)]
    guard try !connection.run(.moveStation, names).isEmpty else {
      throw .refused(statement: "moveStation", why: "there is no station \(old)")
    }
    try connection.run(.moveLease, names)
    try connection.run(
      .copyGrace,
      [old, record.key].map { .text(GraceClock.Subject.station($0).text) })
    try put(record)
  }
}
