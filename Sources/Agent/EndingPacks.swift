import Licensing
import Notices
import StationModel

/// Packs whose licenses are in use and that come to their end without others to take their place.
///
/// - Parameter used: leases that count, by pack.
func endingPacks(
  _ sources: [SourcePicture], used: [String: Int], kind: LicenseKind, now: Timestamp
) -> [EndingPack] {
  let packs = sources.flatMap { source in
    source.packs.filter { source.refused[$0.id] == nil && source.untrusted[$0.id] == nil }
  }
  let inUse = used.values.reduce(0, +)
  return packs.compactMap { pack -> EndingPack? in
    guard let end = pack.validUntil, pack.isValid(at: now), let held = used[pack.id], held > 0
    else { return nil }
    let later = packs.filter { other in
      other.isValid(at: end)
        && !packs.contains { $0.replaces.contains(other.id) && $0.isValid(at: end) }
    }
    let left = later.reduce(0) { sum, other in
      sum.addingReportingOverflow(other.licenses(of: kind)).partialValue
    }
    let short = min(held, inUse - min(inUse, left))
    guard short > 0 else { return nil }
    return EndingPack(id: pack.id, issuer: pack.issuer, end: end, held: held, short: short)
  }.sorted { ($0.end, $0.id) < ($1.end, $1.id) }
}

extension LicensingDecision {
  /// Leases that count, by pack.
  var usedByPack: [String: Int] {
    var used: [String: Int] = [:]
    for state in states.values {
      if case .licensed(let lease) = state, lease.holder.kind == .device {
        used[lease.pack, default: 0] += 1
      }
    }
    for person in people {
      if let lease = person.lease { used[lease.pack, default: 0] += 1 }
    }
    return used
  }
}
