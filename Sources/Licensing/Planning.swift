import StationModel

/// One decision in the making: who is there, which packs there are, and who has which license.
struct Planning {
  let input: LicensingInput
  let catalog: Catalog
  let roster: Roster
  let graces: Graces
  /// Under `per-user`.
  let people: People?
  /// Of the kind that the mode counts; of the stations while it is unset.
  var main: Allotment
  /// While the mode is unset: the licenses of people.
  var other: Allotment?
  /// Leases of the kind that the mode does not count, each holder once.
  let foreign: [Lease]

  init(_ input: LicensingInput) {
    self.input = input
    let catalog = Catalog(input.sources)
    let roster = Roster(input.stations)
    self.catalog = catalog
    self.roster = roster
    graces = Graces(input.graces, roster)
    switch input.mode {
    case .perUser:
      let people = People(roster, input.leases)
      self.people = people
      main = Allotment(Roll(people, roster, input), catalog, input)
      main.settle(isOpen: true)
      main.allot()
      foreign = holdersOnce(input.leases, of: .device)
    case .perDevice:
      people = nil
      let roll = Roll(roster, input)
      main = Allotment(
        roll, catalog, input, reserve: Reserve(input.reservations, roster, roll))
      main.settle(isOpen: true)
      main.allot()
      foreign = holdersOnce(input.leases, of: .user)
    case .unset:
      people = nil
      main = Allotment(Roll(roster, input), catalog, input)
      main.settle(isOpen: false)
      var others = Allotment(Roll(People(roster, input.leases), roster, input), catalog, input)
      others.settle(isOpen: false)
      other = others
      foreign = []
    }
  }

  /// Somebody has a license, or had one that the ledger still knows of.
  var hasLease: Bool { !input.leases.isEmpty || main.holds.contains { $0 != nil } }
}

private func holdersOnce(_ leases: [Lease], of kind: LicenseKind) -> [Lease] {
  var taken: [Holder: Lease] = [:]
  for lease in leases where lease.holder.kind == kind {
    if let other = taken[lease.holder], !lease.comes(before: other) { continue }
    taken[lease.holder] = lease
  }
  return taken.values.sorted { $0.holder < $1.holder }
}
