public import StationModel

/// The revocation that takes this holder's license away, if it may be taken: of each pack only some
/// percent may stand revoked at once. Changes nothing itself: commit it as `Change.revoke`.
public func revoke(
  _ holder: Holder, in input: LicensingInput
) throws(RevocationRefusal) -> Revocation {
  guard input.terms.revocationCap > 0 else { throw .off }
  guard let lease = input.leases.filter({ $0.holder == holder }).min(by: { $0.comes(before: $1) })
  else { throw .noLease }
  guard let (source, pack) = input.listed(lease.pack) else {
    if let missing = input.sources.first(where: { $0.state != .reachable }) {
      throw .sourceNotReachable(why: missing.state.why ?? "")
    }
    throw .noLease
  }
  // Of a pack that does not count no lease does.
  guard source.refused[pack.id] == nil else { throw .noLease }
  if let why = source.state.why { throw .sourceNotReachable(why: why) }
  let until = min(lease.expiresAt, pack.end)
  guard input.now < until else { throw .noLease }

  let limit = revocationLimit(
    cap: input.terms.revocationCap, licenses: pack.licenses(of: holder.kind))
  var standing: [Revocation] = []
  for other in input.revocations
  where other.pack == pack.id && other.stands(at: input.now) && !standing.contains(other) {
    standing.append(other)
  }
  if standing.count >= limit {
    let ends = standing.map(\.until).sorted()
    throw .limit(
      pack: pack.id, limit: limit, revoked: standing.count,
      possibleAgain: ends[standing.count - limit])
  }
  return Revocation(holder: holder, pack: pack.id, revokedAt: input.now, until: until)
}

/// So many licenses of a pack may stand revoked at once: some percent, rounded down, but one always.
func revocationLimit(cap: Int, licenses: Int) -> Int {
  let percent = min(max(cap, 0), 100)
  // In two parts, since the product may be too large.
  return max(1, licenses / 100 * percent + licenses % 100 * percent / 100)
}

extension LicensingInput {
  /// The pack with this id as the first source that lists it has it.
  func listed(_ id: String) -> (source: SourcePicture, pack: Pack)? {
    for source in sources {
      if let pack = source.packs.filter({ $0.id == id }).min(by: { $0.comes(before: $1) }) {
        return (source, pack)
      }
    }
    return nil
  }
}
