import StationModel

/// Everybody who is signed in or has a lease in the ledger, each once, by name.
struct People {
  private(set) var names: [String] = []
  /// Where each is signed in, by the roster's slots: whose turn comes first, first.
  private(set) var seats: [[Int]] = []
  /// Who is signed in at each station of the roster.
  private(set) var visitors: [[Int]]
  private let slots: [String: Int]

  init(_ roster: Roster, _ leases: [Lease]) {
    var all = Set(leases.lazy.compactMap(\.holder.user))
    for slot in 0..<roster.count { all.formUnion(roster.users(slot)) }
    names = all.sorted()
    slots = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    seats = Array(repeating: [], count: names.count)
    visitors = Array(repeating: [], count: roster.count)
    for slot in roster.order {
      for name in roster.users(slot) {
        guard let person = slots[name], seats[person].last != slot else { continue }
        seats[person].append(slot)
        visitors[slot].append(person)
      }
    }
    for slot in visitors.indices { visitors[slot].sort() }
  }

  func slot(of name: String) -> Int? { slots[name] }
}
