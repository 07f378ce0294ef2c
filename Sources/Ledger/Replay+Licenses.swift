import StationModel

extension Replay {
  /// False for a kind that this version does not know.
  mutating func visitLicense(_ entry: Entry) throws(Entry.Unclear) -> Bool {
    switch entry.row.kind {
    case "pack-added": try addPack(entry)
    case "pack-removed":
      self[.packs, try entry.text("pack")]?["removed"] = try entry.optionalNumber("removed").map {
        String($0)
      }
      if !entry.has("removed") { self[.packs, try entry.text("pack")] = nil }
    case "pack-converted":
      self[.packs, try entry.text("pack")]?["converted"] = String(try entry.number("converted"))
    case "lease-granted", "lease-renewed":
      var lease = entry.columns([
        "pack": "pack", "granted_at": "granted-at", "expires_at": "expires-at",
      ])
      lease["station"] = Holder(try entry.holder)?.station?.text
      self[.leases, try entry.holder] = lease
    case "lease-released": self[.leases, try entry.holder] = nil
    case "lease-revoked":
      self[.leases, try entry.holder] = nil
      guard let holder = Holder(try entry.holder) else { throw Entry.Unclear() }
      revocations.append(
        Revocation(
          holder: holder, pack: try entry.text("pack"), revokedAt: try entry.time("revoked-at"),
          until: try entry.time("until")))
    case "reserved":
      self[.reservations, try entry.text("label")] = entry.columns([
        "kind": "station-kind", "least": "least", "most": "most",
      ])
    case "unreserved": self[.reservations, try entry.text("label")] = nil
    default: return false
    }
    return true
  }

  private mutating func addPack(_ entry: Entry) throws(Entry.Unclear) {
    let defaults = [
      "kind": LicenseKind.device.rawValue, "features": "", "replaces": "", "convertible": "0",
      "removed": "0", "converted": "0",
    ]
    let pack = entry.columns([
      "issuer": "issuer", "key_id": "key-id", "count": "count", "coverage": "coverage",
      "valid_from": "valid-from", "valid_until": "valid-until", "added_at": "added-at",
      "token": "token-sha256", "kind": "license-kind", "product": "product",
      "features": "features", "host": "host", "site": "site", "replaces": "replaces",
      "convertible": "convertible", "removed": "removed", "converted": "converted",
    ])
    self[.packs, try entry.text("pack")] = defaults.merging(pack) { $1 }
  }

  /// False for a kind that this version does not know. The tables hold dates as they were before the
  /// clock was put right, rows as they counted when they were written.
  mutating func visitGrace(_ entry: Entry) throws(Entry.Unclear) -> Bool {
    let subject = try entry.text("subject")
    switch entry.row.kind {
    case "grace-began", "grace-ended": try putGrace(subject, entry)
    case "grace-extended":
      guard self[.graces, subject] != nil else { throw Entry.Unclear() }
      try extend(subject, entry)
    case "grace-restored":
      if entry.has("moved-by"), let grace = self[.graces, subject] {
        self[.graces, subject] = Self.moved(
          grace, "shifted", by: Span(milliseconds: try entry.number("moved-by")))
      }
      try putGrace(subject, entry)
      if entry.has("until") { try extend(subject, entry) }
    default: return false
    }
    return true
  }

  private func shifted(_ subject: String) -> Span {
    Span(milliseconds: self[.graces, subject]?["shifted"].flatMap { Int64($0) } ?? 0)
  }

  private mutating func putGrace(_ subject: String, _ entry: Entry) throws(Entry.Unclear) {
    var grace = entry.columns([
      "started_at": "started-at", "ends_at": "ends-at", "ended_at": "ended-at",
    ])
    let shifted = shifted(subject)
    for column in grace.keys {
      grace = Self.moved(grace, column, by: Span(milliseconds: 0 &- shifted.milliseconds))
    }
    grace["shifted"] = String(shifted.milliseconds)
    self[.graces, subject] = grace
  }

  private mutating func extend(_ subject: String, _ entry: Entry) throws(Entry.Unclear) {
    let columns = entry.columns([
      "until": "until", "by_ms": "by-ms", "granted_at": "granted-at", "reason": "reason",
    ])
    let back = Span(milliseconds: 0 &- shifted(subject).milliseconds)
    extensions[subject, default: []].append(Self.moved(columns, "until", by: back))
  }
}
