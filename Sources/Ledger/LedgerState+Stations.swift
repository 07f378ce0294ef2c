import StationModel

extension LedgerState {
  mutating func put(_ record: Enrolled) {
    // Where it most often is.
    let near = place(of: record.number)
    if near < enrolled.endIndex, enrolled[near].key == record.key {
      enrolled[near] = record.asStored
      return
    }
    enrolled.removeAll { $0.key == record.key }
    enrolled.insert(record.asStored, at: place(of: record.number))
  }

  private func place(of number: Int) -> Int {
    var low = enrolled.startIndex
    var high = enrolled.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if enrolled[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func renumber(_ records: [Enrolled]) {
    var new: [StationKey: Enrolled] = [:]
    for record in records { new[record.key] = record }
    for index in enrolled.indices {
      guard let record = new[enrolled[index].key] else { continue }
      enrolled[index].number = record.number
      enrolled[index].name = record.name
    }
    enrolled.sort { $0.number < $1.number }
  }

  mutating func forget(_ key: StationKey) -> Bool {
    guard let index = enrolled.firstIndex(where: { $0.key == key }) else { return false }
    enrolled.remove(at: index)
    _ = leases.take(Holder.station(key).text) { $0.holder.text }
    standings[key] = nil
    return true
  }

  mutating func move(_ old: StationKey, to record: Enrolled) -> Bool {
    guard let index = enrolled.firstIndex(where: { $0.key == old }) else { return false }
    enrolled.remove(at: index)
    if var lease = leases.take(Holder.station(old).text, by: { $0.holder.text }) {
      lease.holder = .station(record.key)
      leases.put(lease) { $0.holder.text }
    }
    if let standing = standings.removeValue(forKey: old) { standings[record.key] = standing }
    moveRevocations(old, to: record.key)
    copyGrace(old, to: record.key)
    moveNotices(of: old, to: record.key)
    put(record)
    return true
  }

  private mutating func moveRevocations(_ old: StationKey, to new: StationKey) {
    var moved: [Revocation] = []
    for index in revocations.indices where revocations[index].holder == .station(old) {
      revocations[index].holder = .station(new)
      moved.append(revocations[index])
    }
    guard !moved.isEmpty else { return }
    revocations.sort(by: Revocation.precedes)
    // Two that are the same are one row.
    for index in revocations.indices.dropFirst().reversed()
    where revocations[index] == revocations[index - 1] {
      revocations.remove(at: index)
    }
  }

  private mutating func copyGrace(_ old: StationKey, to new: StationKey) {
    let key = { (grace: GraceClock) in grace.subject.text }
    let from = graces.place(of: GraceClock.Subject.station(old).text, by: key)
    let subject = GraceClock.Subject.station(new)
    guard from.isThere, !graces.place(of: subject.text, by: key).isThere else { return }
    var grace = graces[from.index]
    grace.subject = subject
    graces.put(grace, by: key)
  }
}

extension Enrolled {
  /// As it comes back from the tables.
  fileprivate var asStored: Enrolled {
    var record = self
    record.labels = sortedLabels
    record.binding = binding.map { DisplayPlace($0.description) }
    return record
  }
}
