import StationModel

extension Replay {
  mutating func put(_ entry: Entry) throws(Entry.Unclear) {
    let key = try entry.station.text
    if entry.has("former-key") {
      let former = try entry.text("former-key")
      move(former, to: key)
      if entry.has("notices") { moveNotices(of: StationKey(former), to: StationKey(key)) }
    }
    self[.stations, key] = entry.columns([
      "number": "number", "name": "name", "kind": "station-kind", "enrolled_at": "enrolled-at",
      "binding": "binding", "absent_since": "absent-since", "priority": "priority",
      "disabled_since": "disabled-since", "disabled_message": "disabled-message",
    ])
    self[.labels, key] = entry.has("labels") ? ["label": try entry.text("labels")] : nil
    for part in MarkedPart.allCases {
      self[.marks, key + " " + part.rawValue] =
        entry.has(part.rawValue) ? ["mark": try entry.text(part.rawValue)] : nil
    }
  }

  private mutating func move(_ old: String, to new: String) {
    removeStation(old)
    let (former, holder) = ("station/" + old, "station/" + new)
    if var lease = self[.leases, former] {
      lease["station"] = new
      self[.leases, former] = nil
      self[.leases, holder] = lease
    }
    if let standing = self[.standings, old] {
      self[.standings, old] = nil
      self[.standings, new] = standing
    }
    moveRevocations(former, to: .station(StationKey(new)))
    guard let grace = self[.graces, former], self[.graces, holder] == nil else { return }
    self[.graces, holder] = grace
    extensions[holder] = extensions[former]
  }

  private mutating func moveRevocations(_ former: String, to holder: Holder) {
    guard revocations.contains(where: { $0.holder.text == former }) else { return }
    var moved: [Revocation] = []
    for var one in revocations {
      if one.holder.text == former { one.holder = holder }
      // Two that are the same are one row.
      if !moved.contains(one) { moved.append(one) }
    }
    revocations = moved
  }

  private mutating func removeStation(_ key: String) {
    self[.stations, key] = nil
    self[.labels, key] = nil
    for part in MarkedPart.allCases { self[.marks, key + " " + part.rawValue] = nil }
  }

  mutating func forget(_ key: StationKey) throws(Entry.Unclear) {
    removeStation(key.text)
    self[.standings, key.text] = nil
    self[.leases, Holder.station(key).text] = nil
  }

  /// Each member is a station's key, its new number and its new name.
  mutating func renumber(_ entry: Entry) throws(Entry.Unclear) {
    for (key, value) in entry.members {
      guard case .text(let text) = value else {
        // Who asked for it.
        if key == "by" { continue }
        throw Entry.Unclear()
      }
      let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw Entry.Unclear() }
      guard self[.stations, key] != nil else { continue }
      self[.stations, key]?["number"] = String(parts[0])
      self[.stations, key]?["name"] = String(parts[1])
    }
  }
}
