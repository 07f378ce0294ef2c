import StationModel

extension Ledger {
  /// Writes the witness, if there is anything new to write. Never fails: what was committed stays
  /// committed.
  func witness() {
    let new: Witness
    do throws(LedgerError) { new = try currentWitness() } catch {
      witnessTrouble = "the ledger cannot be read (\(error.message))"
      return
    }
    guard new != witnessed else { return }
    do throws(Disk.Failure) {
      try Disk.replace(Witness.path(of: path), with: new.bytes)
      witnessed = new
      witnessTrouble = nil
    } catch {
      witnessTrouble = error.why
    }
  }

  private func currentWitness() throws(LedgerError) -> Witness {
    try connection.transaction(.beginRead) { () throws(LedgerError) in
      let head = try connection.single(.head, in: "head")
      return Witness(
        highWater: try connection.single(.loadState, in: "state").optionalTime(1),
        headID: try head.integer(0), headHash: try head.blob(1), graces: try connection.graces())
    }
  }

  /// The witness as it lies on the disk. What is damaged or cannot be read is set aside, and said:
  /// the agent must start all the same.
  private func readWitness(at now: Timestamp, _ findings: inout [OpeningFinding]) -> Witness? {
    let name = Witness.path(of: path)
    let why: String
    do throws(Disk.Failure) {
      guard let bytes = try Disk.read(name, limit: 1 << 26) else { return nil }
      if let known = Witness(bytes) {
        witnessed = known
        return known
      }
      why = "it does not have the hash that it was written with"
    } catch {
      why = "it cannot be read (\(error.why))"
    }
    var aside: String? = name + Restoration.suffix("damaged", now, of: name)
    do throws(Disk.Failure) { if let aside { try Disk.rename(name, aside) } } catch { aside = nil }
    findings.append(.witnessDamaged(why: why, setAside: aside))
    return nil
  }

  /// Holds the ledger against its witness, records what was replaced, puts graces back that were
  /// lost, and writes the witness anew. `hadWitness`: the version that wrote the ledger last keeps one.
  func reconcile(
    _ restoration: Restoration?, wasThere: Bool, hadWitness: Bool, now: Timestamp
  ) throws(LedgerError) -> [OpeningFinding] {
    var findings: [OpeningFinding] = []
    let known = readWitness(at: now, &findings)
    if known == nil, findings.isEmpty, hadWitness, wasThere,
      // Where a backup makes the first ledger of a computer there was none.
      restoration.map({ $0.why == .damaged || $0.formerID != nil }) ?? true,
      try connection.single(.head, in: "head").integer(0) > 0
    {
      findings.append(.witnessMissing)
    }
    findings += try connection.transaction { () throws(LedgerError) in
      try mend(known, restoration, wasThere: wasThere, now: now)
    }
    if restoration != nil { Disk.remove(Restoration.notePath(path)) }
    witness()
    if let witnessTrouble { findings.append(.witnessNotWritten(why: witnessTrouble)) }
    return findings
  }
}
