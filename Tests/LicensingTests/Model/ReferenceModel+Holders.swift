import Licensing
import StationModel

/// Who may hold licenses, who needs one, and whose turn it is.
extension ReferenceModel {
  /// Somebody who may hold a license.
  struct Claimant {
    /// If it is a station.
    var station: Station?
    /// Where the person sits and a license is needed.
    var seats: [Station]
    /// What a license must cover.
    var kinds: Set<StationKind>
    var isInNeed: Bool
    var isRevoked: Bool
  }

  func claimant(_ holder: Holder) -> Claimant {
    let station = input.stations.first { .station($0.key) == holder }
    let seats = input.stations.filter {
      $0.need == .needed && holder.user.map($0.users.contains) ?? false
    }
    let kinds = Set((station.map { [$0] } ?? seats).map(\.record.kind))
    return Claimant(
      station: station, seats: seats, kinds: kinds,
      isInNeed: station.map { $0.need == .needed } ?? !seats.isEmpty,
      isRevoked: input.revocations.contains { $0.holder == holder && now < $0.until })
  }

  /// Everybody who is there or holds a lease.
  static func holders(_ input: LicensingInput) -> Set<Holder> {
    Set(input.stations.map { .station($0.key) })
      .union(input.stations.flatMap(\.users).map { .user($0) })
      .union(input.leases.map(\.holder))
  }

  func station(_ holder: Holder) -> Station? { claimants[holder]?.station }
  func isInNeed(_ holder: Holder) -> Bool { claimants[holder]?.isInNeed ?? false }
  func isRevoked(_ holder: Holder) -> Bool { claimants[holder]?.isRevoked ?? false }
  func kinds(_ holder: Holder) -> Set<StationKind> { claimants[holder]?.kinds ?? [] }

  func order(_ kind: LicenseKind) -> [Holder] { orders[kind] ?? [] }

  /// Everybody of that kind. In need first, then those of whom no license stands revoked, then by turn.
  func sorted(_ kind: LicenseKind) -> [Holder] {
    let all = claimants.keys.filter { $0.kind == kind && ($0.kind == .user || station($0) != nil) }
    let places = all.map { holder in
      let first: [Place] = [
        .number(isInNeed(holder) ? 0 : 1), .number(isRevoked(holder) ? 1 : 0),
      ]
      return (holder: holder, place: first + turn(holder))
    }
    return places.sorted { $0.place.lexicographicallyPrecedes($1.place) }.map(\.holder)
  }

  /// All stations, by turn alone.
  var byTurn: [Holder] {
    input.stations.sorted { turn($0).lexicographicallyPrecedes(turn($1)) }.map { .station($0.key) }
  }

  /// One part of a place in a queue.
  enum Place: Comparable {
    case number(Int64)
    case text(String)
  }

  /// Priority, age, number, key; of a person that of the best station where they sit, then the name.
  private func turn(_ holder: Holder) -> [Place] {
    switch holder {
    case .station: station(holder).map(turn) ?? []
    case .user(let name):
      ((claimants[holder]?.seats ?? []).map(turn).min { $0.lexicographicallyPrecedes($1) } ?? [])
        + [.text(name)]
    }
  }

  private func turn(_ station: Station) -> [Place] {
    let record = station.record
    return [
      .number(-Int64(record.priority)), .number(record.enrolledAt.milliseconds),
      .number(Int64(record.number)), .text(record.key.text),
    ]
  }

  /// A license from now on. A station's term looks random: a copy of the documented formula (FNV-1a of
  /// station, pack and time).
  func newLease(_ offer: Offer, _ holder: Holder) -> Lease {
    var term = terms.userTerm
    if case .station(let key) = holder {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      var bytes = Array(key.text.utf8) + [0] + Array(offer.pack.id.utf8) + [0]
      for byte in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: now.milliseconds >> (8 * byte)))
      }
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      term = .days(Int64(terms.termDays.lowerBound) + Int64(hash % UInt64(terms.termDays.count)))
    }
    return Lease(
      holder: holder, pack: offer.pack.id, grantedAt: now, expiresAt: min(now + term, offer.end))
  }
}
