public import StationModel

extension LedgerState {
  /// What `load()` gives after these changes were committed at this time. Only for changes that the
  /// ledger accepted: what it would refuse is not checked here.
  public func applying(_ changes: [Change], at time: Timestamp) -> LedgerState {
    var state = self
    state.apply(changes, at: time)
    return state
  }

  /// As ``applying(_:at:)``, in place: one lease costs no copy of the others.
  public mutating func apply(_ changes: [Change], at time: Timestamp) {
    guard !changes.isEmpty else { return }
    for change in changes where apply(change, at: time) {
      if revocations.contains(where: { !$0.stands(at: time) }) {
        revocations.removeAll { !$0.stands(at: time) }
      }
    }
    highWater = max(highWater ?? time, time)
  }

  /// False if there was nothing to change.
  private mutating func apply(_ change: Change, at time: Timestamp) -> Bool {
    switch change {
    case .station(let record, _): put(record)
    case .move(let old, let record, _): return move(old, to: record)
    case .renumber(let records): renumber(records)
    case .ignore(let word): ignored.put(word) { $0.key.text }
    case .heed(let key): return ignored.take(key.text) { $0.key.text } != nil
    case .distrust(let mark): return shared.insert(mark).inserted
    case .forget(let key): return forget(key)
    case .mode(let mode): self.mode = mode
    case .maintenance(let maintenance):
      guard maintenance != nil || self.maintenance != nil else { return false }
      self.maintenance = maintenance
    case .addPack(let pack, let token): add(StoredPack(pack: pack, token: token))
    case .removePack(let id, let licenses): return remove(id, licenses: licenses)
    case .convertPack(let id, let converted):
      guard let index = packs.firstIndex(where: { $0.pack.id == id }) else { return false }
      packs[index].pack.converted = converted
    case .lease(let lease, _): leases.put(lease) { $0.holder.text }
    case .release(let holder, _): return leases.take(holder.text) { $0.holder.text } != nil
    case .revoke(let revocation):
      guard leases.take(revocation.holder.text, by: { $0.holder.text }) != nil else { return false }
      revocations.append(revocation)
      revocations.sort(by: Revocation.precedes)
    case .reserve(let reservation): reservations.put(reservation) { $0.label }
    case .unreserve(let label): return reservations.take(label) { $0.label } != nil
    case .grace(let grace): put(grace)
    case .extend(let more): return extend(more)
    case .standing(let key, let standing):
      guard standings[key]?.license != standing else { return false }
      standings[key] = StoredStanding(license: standing, since: time)
    case .clockMoved(let span): clockMoved(by: span)
    case .notice(let notice): notices.put(notice) { $0.id.text }
    case .closeNotice(let id, _): return notices.take(id.text) { $0.id.text } != nil
    case .told(let telling): return tell(telling)
    case .forgetTellings(let before): return forgetTellings(before: before)
    case .mute(let mute): return put(mute)
    case .unmute(let cause, let audience): return unmute(cause, audience)
    case .powerCycled: break
    }
    return true
  }

  private mutating func add(_ new: StoredPack) {
    let place = packs.firstIndex { old in
      old.pack.addedAt == new.pack.addedAt
        ? comesBefore(new.pack.id, old.pack.id) : new.pack.addedAt < old.pack.addedAt
    }
    packs.insert(new, at: place ?? packs.endIndex)
  }

  private mutating func remove(_ id: String, licenses: Int?) -> Bool {
    guard let index = packs.firstIndex(where: { $0.pack.id == id }) else { return false }
    if let licenses {
      packs[index].pack.removed =
        packs[index].pack.removed.addingReportingOverflow(licenses)
        .partialValue
    } else {
      packs.remove(at: index)
    }
    return true
  }
}

extension Revocation {
  /// The order of the table.
  static func precedes(_ left: Revocation, _ right: Revocation) -> Bool {
    if left.holder != right.holder { return comesBefore(left.holder.text, right.holder.text) }
    if left.revokedAt != right.revokedAt { return left.revokedAt < right.revokedAt }
    if left.pack != right.pack { return comesBefore(left.pack, right.pack) }
    return left.until < right.until
  }
}
