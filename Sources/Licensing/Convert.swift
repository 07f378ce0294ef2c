public import StationModel

/// How many licenses of this kind the pack has that nobody holds: so many can be removed, or
/// converted if the pack allows that.
public func unissued(_ pack: Pack, of kind: LicenseKind, in input: LicensingInput) -> Int {
  let holders = Set(
    input.leases.lazy.filter { $0.pack == pack.id && $0.holder.kind == kind }.map(\.holder))
  return max(0, pack.licenses(of: kind) - holders.count)
}

/// What ``Pack/converted`` becomes when so many licenses are turned into the other kind. Changes
/// nothing itself: commit it as `Change.convertPack`.
public func convert(
  _ id: String, count: Int, to kind: LicenseKind, in input: LicensingInput
) throws(ConversionRefusal) -> Int {
  guard let pack = input.listed(id)?.pack else { throw .noPack(id) }
  guard pack.isConvertible else { throw .notConvertible(id) }
  guard count > 0 else { throw .noCount }
  let there = pack.licenses(of: kind.other)
  guard count <= there else { throw .tooFew(pack: id, kind: kind.other, there: there) }
  let free = unissued(pack, of: kind.other, in: input)
  guard count <= free else { throw .held(pack: id, kind: kind.other, free: free) }
  let converted = pack.licenses(of: pack.kind.other)
  return kind == pack.kind ? converted - count : converted + count
}
