import StationModel

extension Ledger {
  func add(_ pack: Pack, token: String) throws(LedgerError) -> Record {
    // They are kept as one text each.
    guard !(pack.features + pack.replaces).contains(where: { $0.isEmpty || $0.contains(",") })
    else { throw .refused(statement: "addPack", why: "a word of a list is empty or has a comma") }
    try connection.run(.addPack, pack.cells(token: token))
    return .packAdded(pack, token: token)
  }

  /// Leases of a pack that goes must be gone at the end of the commit.
  func remove(_ id: String, licenses: Int?) throws(LedgerError) -> Record? {
    guard let licenses else {
      guard let row = try connection.run(.dropPack, [.text(id)]).first else { return nil }
      let pack = Row(table: "packs", cells: row)
      return .packRemoved(
        id, licenses: max(0, try pack.integer(0) - (try pack.integer(1))), left: 0, removed: nil)
    }
    guard licenses > 0 else {
      throw .refused(statement: "shrinkPack", why: "\(licenses) licenses cannot be removed")
    }
    let row = try connection.run(.shrinkPack, [.text(id), .integer(Int64(licenses))]).first
    guard let row else { throw .refused(statement: "shrinkPack", why: "there is no pack \(id)") }
    let pack = Row(table: "packs", cells: row)
    let removed = try pack.integer(1)
    return .packRemoved(
      id, licenses: Int64(licenses), left: max(0, try pack.integer(0) - removed),
      removed: removed)
  }

  func convert(_ id: String, to converted: Int) throws(LedgerError) -> Record {
    guard let row = try connection.run(.packConverted, [.text(id)]).first else {
      throw .refused(statement: "convertPack", why: "there is no pack \(id)")
    }
    try connection.run(.convertPack, [.text(id), .integer(Int64(converted))])
    return .packConverted(
      id, converted: Int64(converted), former: try Row(table: "packs", cells: row).integer(0))
  }

  func release(_ holder: Holder, why: String) throws(LedgerError) -> Record? {
    guard let cells = try connection.run(.releaseLease, [.text(holder.text)]).first else {
      return nil
    }
    return .released(holder, pack: try Row(table: "leases", cells: cells).text(0), why: why)
  }

  func revoke(_ revocation: Revocation) throws(LedgerError) -> Record? {
    let holder = revocation.holder
    guard let cells = try connection.run(.releaseLease, [.text(holder.text)]).first else {
      return nil
    }
    let pack = try Row(table: "leases", cells: cells).text(0)
    guard pack == revocation.pack else {
      throw .refused(statement: "revoke", why: "the lease of \(holder) is of the pack \(pack)")
    }
    try connection.run(.addRevocation, revocation.cells)
    revocationsEnd = nil
    return .revoked(revocation)
  }

  /// Revocations that are over go, row by row of the history, so that it can be told from the rows
  /// alone which are left.
  func prune(at time: Timestamp) throws(LedgerError) {
    let end: Timestamp
    if let revocationsEnd {
      end = revocationsEnd
    } else {
      let row = try connection.single(.firstRevocationEnd, in: "revocations")
      end = try row.optionalTime(0) ?? Timestamp(milliseconds: .max)
      revocationsEnd = end
    }
    guard end <= time else { return }
    try connection.run(.pruneRevocations, [.integer(time.milliseconds)])
    revocationsEnd = nil
  }

  func unreserve(_ label: String) throws(LedgerError) -> Record? {
    guard let cells = try connection.run(.dropReservation, [.text(label)]).first else {
      return nil
    }
    return .unreserved(
      try Row(table: "reservations", cells: [.text(label)] + cells).reservation())
  }
}
