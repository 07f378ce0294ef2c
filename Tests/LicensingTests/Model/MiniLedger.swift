import Licensing
import StationModel

/// What the ledger keeps and what it refuses, as far as licenses go.
struct MiniLedger: Equatable {
  var leases: [Holder: Lease] = [:]
  var graces: [GraceClock.Subject: GraceClock] = [:]
  var revocations: [Revocation] = []
  var reservations: [String: Reservation] = [:]
  var standings: [StationKey: LicenseStanding] = [:]
  var highWater = Timestamp(milliseconds: .min)

  /// Applies all of it; says why if the real ledger would refuse.
  mutating func commit(_ changes: [Change], packs: [Pack], at now: Timestamp) -> String? {
    var moved: Set<Holder> = []
    for change in changes {
      switch change {
      case .lease(let lease, _):
        guard moved.insert(lease.holder).inserted else { return "two leases for \(lease.holder)" }
        guard lease.grantedAt < lease.expiresAt else { return "a lease without time: \(lease)" }
        leases[lease.holder] = lease
      case .release(let holder, _):
        guard leases.removeValue(forKey: holder) != nil else {
          return "a release of what nobody holds: \(holder)"
        }
      case .grace(let clock):
        if let why = put(clock) { return why }
      case .standing(let key, let standing):
        guard standings.updateValue(standing, forKey: key) != standing else {
          return "a standing that was so before: \(key)"
        }
      default: return "a change that is not for a decision to make: \(change)"
      }
    }
    for holder in moved {
      guard let lease = leases[holder] else { return "\(holder) was released after its lease" }
      guard let pack = packs.first(where: { $0.id == lease.pack }) else {
        return "a lease of a pack that is not there: \(lease)"
      }
      let held = leases.values.filter { $0.pack == pack.id && $0.holder.kind == holder.kind }.count
      guard held <= pack.licenses(of: holder.kind) else {
        return "\(held) leases of \(pack.licenses(of: holder.kind)) licenses of pack \(pack.id)"
      }
    }
    highWater = max(highWater, now)
    return nil
  }

  private mutating func put(_ clock: GraceClock) -> String? {
    if let known = graces[clock.subject] {
      var same = known
      same.endedAt = clock.endedAt
      guard same == clock else { return "a grace that began has other dates: \(clock)" }
      guard known.endedAt == nil else { return "a grace that ended ends again: \(clock)" }
      guard clock.endedAt != nil else { return "a grace that is kept already: \(clock)" }
      guard clock.subject == .host else { return "only the host's grace ends early: \(clock)" }
    }
    guard clock.startedAt < clock.endsAt else { return "a grace without time: \(clock)" }
    graces[clock.subject] = clock
    return nil
  }
}
