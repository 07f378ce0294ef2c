import StationModel

/// An input with what changed since it was given. Kept beside it, since to change one station in the
/// input would copy all of them while somebody else holds it too.
struct LicensingPicture {
  private var input: LicensingInput
  private var stations: [StationKey: Station] = [:]
  private var leases: [Holder: Lease?] = [:]
  private var graces: [GraceClock.Subject: GraceClock] = [:]
  private var standings: [StationKey: LicenseStanding] = [:]

  init(_ input: LicensingInput) { self.input = input }

  mutating func note(_ changed: [Station], committed: [Change], now: Timestamp) {
    input.now = now
    for station in changed { stations[station.key] = station }
    for change in committed {
      switch change {
      case .lease(let lease, _): leases[lease.holder] = .some(lease)
      case .release(let holder, _): leases[holder] = .some(nil)
      case .revoke(let revocation):
        leases[revocation.holder] = .some(nil)
        input.revocations.append(revocation)
      case .grace(let clock): graces[clock.subject] = clock
      case .standing(let key, let standing): standings[key] = standing
      case .mode(let mode): input.mode = mode
      case .maintenance(let maintenance): input.maintenance = maintenance
      case .reserve(let reservation):
        input.reservations.removeAll { $0.label == reservation.label }
        input.reservations.append(reservation)
      case .unreserve(let label): input.reservations.removeAll { $0.label == label }
      default: break
      }
    }
  }

  /// All of it as one input, from which later changes are kept apart again.
  mutating func settle() -> LicensingInput {
    if !stations.isEmpty {
      for index in input.stations.indices {
        if let new = stations[input.stations[index].key] { input.stations[index] = new }
      }
      let known = Set(input.stations.map(\.key))
      let new = stations.values.filter { !known.contains($0.key) }
      input.stations += new
    }
    if !leases.isEmpty {
      input.leases.removeAll { leases[$0.holder] != nil }
      input.leases += leases.values.compactMap { $0 }
    }
    if !graces.isEmpty {
      input.graces.removeAll { graces[$0.subject] != nil }
      input.graces += graces.values
    }
    input.standings.merge(standings) { $1 }
    (stations, leases, graces, standings) = ([:], [:], [:], [:])
    return input
  }
}
