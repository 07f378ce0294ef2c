public import StationModel

extension Ledger {
  /// Makes all changes, or none. When it returns they are on the disk, each with its row of history,
  /// and the high-water mark is at least `time`. No changes, no write. `user` is the uid of who asked
  /// for it, and stands in each row as `by`.
  ///
  /// What is not there cannot be forgotten, released, revoked or closed: that changes nothing and is
  /// not recorded, so a plan may be applied twice. A grace's dates never change; a second pack of one
  /// id, a station number given twice, and a lease without its station or pack are refused.
  public func commit(
    _ changes: [Change], at time: Timestamp, by user: Int? = nil
  ) throws(LedgerError) {
    guard !changes.isEmpty else { return }
    do throws(LedgerError) {
      try connection.transaction { () throws(LedgerError) in
        var pen = try Pen(connection, at: time, by: user)
        for change in changes {
          guard let record = try apply(change, at: time) else { continue }
          try pen.write(record)
          try prune(at: time)
        }
        try pen.finish()
        try connection.run(.raiseHighWater, [.integer(time.milliseconds)])
      }
    } catch {
      revocationsEnd = nil
      connection.head = nil
      throw error
    }
    if changes.contains(where: \.concernsGraces) { witness() }
  }

  /// Nil if there was nothing to change.
  private func apply(_ change: Change, at time: Timestamp) throws(LedgerError) -> Record? {
    switch change {
    case .station(let record, let event):
      try put(record)
      return .station(record, event)
    case .move(let old, let record, let event): return try move(old, to: record, event)
    case .renumber(let records): return try renumber(records)
    case .ignore(let word): return try ignore(word)
    case .heed(let key):
      let gone = try connection.run(.dropIgnored, [.text(key.text)])
      return gone.isEmpty ? nil : Record("candidate-heeded", station: key)
    case .distrust(let mark):
      let new = try connection.run(.addShared, [.text(mark.model), .text(mark.serial)])
      return new.isEmpty ? nil : .distrusted(mark)
    case .forget(let key): return try forget(key)
    case .mode(let mode):
      try connection.run(.setMode, [.text(mode.rawValue)])
      return Record("mode-set") { $0.put("mode", mode.rawValue) }
    case .maintenance(let maintenance): return try set(maintenance)
    case .addPack(let pack, let token): return try add(pack, token: token)
    case .removePack(let id, let licenses): return try remove(id, licenses: licenses)
    case .convertPack(let id, let converted): return try convert(id, to: converted)
    case .lease(let lease, let isRenewal):
      try connection.run(.putLease, lease.cells)
      return .lease(lease, isRenewal: isRenewal)
    case .release(let holder, let why): return try release(holder, why: why)
    case .revoke(let revocation): return try revoke(revocation)
    case .reserve(let reservation):
      try connection.run(.putReservation, reservation.cells)
      return .reserved(reservation)
    case .unreserve(let label): return try unreserve(label)
    case .grace(let grace):
      try connection.run(.putGrace, grace.cells)
      return .grace(grace)
    case .extend(let more): return try extend(more)
    case .standing(let key, let standing): return try put(standing, of: key, at: time)
    case .clockMoved(let span): return try clockMoved(by: span)
    case .notice(let notice):
      try connection.run(.putNotice, notice.cells)
      return .raised(notice)
    case .closeNotice(let id, let why):
      let gone = try connection.run(.closeNotice, [.text(id.text)])
      return gone.isEmpty ? nil : .closed(id, why: why)
    case .told(let telling): return try tell(telling)
    case .forgetTellings(let before): return try forgetTellings(before: before)
    case .mute(let new): return try mute(new)
    case .unmute(let cause, let audience): return try unmute(cause, audience)
    case .powerCycled(let key, let cycle): return .powerCycled(key, cycle)
    }
  }
}

extension Change {
  fileprivate var concernsGraces: Bool {
    switch self {
    case .grace, .extend, .move, .clockMoved: true
    default: false
    }
  }
}

/// Writes rows of history, each with the hash of the one before it.
struct Pen {
  private let connection: Connection
  private let time: Timestamp
  private let user: Int?
  private(set) var id: Int64
  private(set) var hash: [UInt8]
  private(set) var hasWritten = false

  init(_ connection: Connection, at time: Timestamp, by user: Int? = nil) throws(LedgerError) {
    self.connection = connection
    self.time = time
    self.user = user
    if let head = connection.head {
      (id, hash) = head
    } else {
      let head = try connection.single(.head, in: "head")
      id = max(try head.integer(0), connection.lastRow)
      hash = try head.blob(1)
    }
  }

  mutating func write(_ record: Record) throws(LedgerError) {
    var detail = record.detail
    detail.put("by", user.map(Int64.init))
    id += 1
    hasWritten = true
    var columns: [Cell] = [
      .integer(id), .integer(time.milliseconds), .text(record.kind), .text(record.station?.text),
      .text(detail.json), .blob(hash),
    ]
    hash = Chain.hash(columns)
    columns.append(.blob(hash))
    try connection.run(.addHistory, columns)
  }

  func finish() throws(LedgerError) {
    try connection.run(.setHead, [.integer(id), .blob(hash)])
    connection.head = (id, hash)
  }
}
