import Seal
import StationModel

extension Ledger {
  /// How the ledger stands to its witness.
  private enum Descent: Equatable {
    /// It went on from what the witness saw.
    case same
    case behind(missing: Int64)
    case other(row: Int64)
  }

  /// To be called in a transaction.
  func mend(
    _ witness: Witness?, _ restoration: Restoration?, wasThere: Bool, now: Timestamp
  ) throws(LedgerError) -> [OpeningFinding] {
    let head = try connection.single(.head, in: "head")
    let (id, hash) = (try head.integer(0), try head.blob(1))
    let last = try connection.single(.lastHistoryID, in: "history").integer(0)
    // With a gap, so that what was done by hand shows for ever.
    connection.lastRow = last > id ? last + 1 : 0
    let descent = try witness.map { known throws(LedgerError) in
      try self.descent(of: (id, hash), from: known)
    }
    let mark = try connection.single(.loadState, in: "state").optionalTime(1)
    var known = witness?.highWater
    if let witness, try wasPutBack(since: witness, descent) { known = nil }
    // The clock may be wrong, and nobody has looked yet: only a time that was noted before counts. A
    // ledger and a witness that know of none have nothing to lose.
    let time = [mark, known].compactMap { $0 }.max() ?? now
    var pen = try Pen(connection, at: time)
    var findings = try earlierReplacements(upTo: id, asOf: time)

    let replaced = try replacement(witness, restoration, descent, wasThere, head: (id, hash))
    if let (record, finding) = replaced {
      if let record { try pen.write(record) }
      if let finding { findings.append(finding) }
    }
    if let witness {
      findings += try mendGraces(witness, isOlder: descent != .same, at: time, &pen)
      if let known, mark.map({ $0 < known }) ?? true {
        try connection.run(.raiseHighWater, [.integer(known.milliseconds)])
        findings.append(.timeRestored(known))
      }
    }
    if pen.hasWritten {
      try pen.finish()
      try prune(at: time)
      try connection.run(.raiseHighWater, [.integer(time.milliseconds)])
    }
    return findings
  }

  /// Did the time go back by right, after the witness was written?
  private func wasPutBack(since witness: Witness, _ descent: Descent?) throws(LedgerError) -> Bool {
    guard descent == .same else { return false }
    return try !connection.run(.clockMovedSince, [.integer(witness.headID)]).isEmpty
  }

  private func descent(
    of head: (id: Int64, hash: [UInt8]), from witness: Witness
  ) throws(LedgerError) -> Descent {
    // Where only the row or only the head was changed by hand, the chain is broken, and that is for
    // the chain's check to say.
    if head.id == witness.headID, head.hash == witness.headHash { return .same }
    if try connection.hash(ofRow: witness.headID) == witness.headHash { return .same }
    if try connection.hash(beforeRow: witness.headID + 1) == witness.headHash { return .same }
    // Mended before, and interrupted before the witness was written.
    if try isRecorded("\"former-hash\":\"\(Seal.hex(witness.headHash))\"") { return .same }
    if head.id < witness.headID { return .behind(missing: witness.headID - head.id) }
    return .other(row: witness.headID)
  }

  private func isRecorded(_ member: String, after id: Int64 = 0) throws(LedgerError) -> Bool {
    try !connection.run(.restoredSince, [.integer(id), .text(member)]).isEmpty
  }

  /// The row that says that this ledger is not the one that was here before, and what to tell; nil if
  /// it is the same one.
  private func replacement(
    _ witness: Witness?, _ restoration: Restoration?, _ descent: Descent?, _ wasThere: Bool,
    head: (id: Int64, hash: [UInt8])
  ) throws(LedgerError) -> (Record?, OpeningFinding?)? {
    let why: String
    var finding: OpeningFinding?
    if let restoration {
      if try isRecorded("\"asked-at\":\(restoration.at.milliseconds),") { return nil }
      why = restoration.why.rawValue
      if restoration.why == .restore {
        let former = restoration.formerID ?? witness?.headID ?? head.id
        finding = .restored(from: restoration.from ?? "a backup", missing: max(0, former - head.id))
      }
    } else {
      switch descent {
      case nil, .same?: return nil
      case .behind(let missing)?:
        why = wasThere ? "rolled-back" : "gone"
        finding = wasThere ? .rolledBack(missing: missing) : .gone
      case .other(let row)?:
        why = "other-history"
        finding = .otherHistory(row: row)
      }
    }
    let record = Record("ledger-restored") {
      $0.put("why", why)
      $0.put("asked-at", restoration?.at)
      $0.put("from", restoration?.from)
      $0.put("set-aside", restoration.map { Disk.name(of: path) + $0.suffix })
      $0.put("former-id", witness?.headID ?? restoration?.formerID)
      $0.put("former-hash", (witness?.headHash ?? restoration?.formerHash).map { Seal.hex($0) })
      $0.put("restored-id", head.id)
      $0.put("restored-hash", Seal.hex(head.hash))
    }
    return (record, finding)
  }

  private func mendGraces(
    _ witness: Witness, isOlder: Bool, at time: Timestamp, _ pen: inout Pen
  ) throws(LedgerError) -> [OpeningFinding] {
    var present: [String: GraceClock] = [:]
    for grace in try connection.graces() { present[grace.subject.text] = grace }
    var mended: [GraceClock.Subject] = []
    for known in witness.graces {
      let old = present[known.subject.text]
      guard let mend = GraceMend(known, ledger: old, isOlder: isOlder),
        let grace = mend.grace(from: old)
      else { continue }
      try put(mend, at: time)
      try pen.write(.restored(grace, mend, at: time))
      mended.append(known.subject)
    }
    return mended.isEmpty ? [] : [.gracesRestored(mended)]
  }

  private func put(_ mend: GraceMend, at time: Timestamp) throws(LedgerError) {
    let subject = Cell.text(mend.subject.text)
    if let begin = mend.begin { try connection.run(.beginGrace, begin.cells) }
    if mend.move != .zero {
      try connection.run(.shiftGrace, [subject, .integer(mend.move.milliseconds)])
    }
    if let end = mend.endedAt {
      try connection.run(.endGrace, [subject, .integer(end.milliseconds)])
    }
    if let more = mend.extend {
      try connection.run(
        .extendGrace,
        [
          subject, .integer(more.until.milliseconds), .integer(more.by.milliseconds),
          .integer(time.milliseconds), .text(GraceMend.reason),
        ])
    }
  }
}

extension GraceMend {
  /// What an extension that was put back says, since the administrator's words are lost.
  static let reason = "put back from the witness"
}

extension Record {
  /// The grace as it is afterwards.
  static func restored(_ grace: GraceClock, _ mend: GraceMend, at time: Timestamp) -> Record {
    Record("grace-restored", station: grace.subject.station) {
      $0.put("subject", grace.subject.text)
      $0.put("started-at", grace.startedAt)
      $0.put("ends-at", grace.endsAt)
      $0.put("ended-at", grace.endedAt)
      if mend.move != .zero { $0.put("moved-by", mend.move.milliseconds) }
      if let more = mend.extend {
        $0.put("until", more.until)
        $0.put("by-ms", more.by.milliseconds)
        $0.put("granted-at", time)
        $0.put("reason", GraceMend.reason)
      }
    }
  }
}
