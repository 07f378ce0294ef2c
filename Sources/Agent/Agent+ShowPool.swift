import AgentInterface
import Configuration
import Enrollment
import Ledger
import LicenseFiles
import Licensing
import Notices
import Seats
import StationModel

/// The license pool as it is shown on the bus.
extension Agent {
  func licensingView(_ plan: Plan) -> LicensingView {
    let grace = book.graces.first { $0.subject == .host }
    let pool = plan.licensing.pool
    return LicensingView(
      mode: book.mode.rawValue, licenses: pool.total, licensesUsed: pool.used,
      licensesReserved: pool.reserved, stationsShort: pool.short, peopleOver: pool.over,
      sources: sources(of: book).map { source in
        let picture = source.picture
        return SourceView(
          name: picture.name, state: picture.state.name, why: picture.state.why)
      },
      hostGraceStarted: WireTime(grace?.startedAt), hostGraceEnds: WireTime(grace?.deadline),
      hostGraceEnded: WireTime(grace?.endedAt), hostID: packPlace.host ?? "",
      site: settings.site, people: people(plan), peopleUnknown: peopleUnknown,
      reservations: book.reservations.map { reservation in
        ReservationView(
          label: reservation.label, kind: reservation.kind.rawValue, least: reservation.least,
          most: reservation.most, held: held(by: reservation, plan))
      },
      revocations: book.revocations.filter { $0.stands(at: clock.now) }.map { revocation in
        RevocationView(
          holder: revocation.holder.text, pack: revocation.pack,
          revokedAt: WireTime(revocation.revokedAt), until: WireTime(revocation.until))
      }, ledgerTroubles: ledgerTroubles.map { "\($0.message) \($0.advice)" },
      backupFolder: backupFolder)
  }

  /// Under `per-user` as licensing decided; otherwise only who is where.
  private func people(_ plan: Plan) -> [PersonView] {
    if book.mode == .perUser {
      return plan.licensing.people.map { person in
        PersonView(
          name: person.name, stations: person.stations.map(\.text), pack: person.lease?.pack,
          leaseExpires: WireTime(person.lease?.expiresAt))
      }
    }
    var places: [String: [String]] = [:]
    for station in plan.roster.stations {
      for user in station.users { places[user, default: []].append(station.key.text) }
    }
    return places.sorted { $0.key < $1.key }.map { name, stations in
      PersonView(name: name, stations: stations.sorted(), pack: nil, leaseExpires: nil)
    }
  }

  var peopleUnknown: String? {
    switch sessionPicture {
    case .known: nil
    case .unknown(let why): oneSentence(why)
    }
  }

  func held(by reservation: Reservation, _ plan: Plan) -> Int {
    let holders = Set(book.leases.compactMap(\.holder.station))
    return plan.roster.stations.count { station in
      station.record.kind == reservation.kind && station.record.labels.contains(reservation.label)
        && holders.contains(station.key)
    }
  }

  func packView(_ pack: Pack, used: Int) -> PackView {
    let (state, reason) = standing(of: pack)
    let binding: String? =
      switch pack.binding {
      case .host(let id): "host \(id)"
      case .site(let name): "site \(name)"
      case nil: nil
      }
    return PackView(
      id: pack.id, issuer: pack.issuer, keyID: pack.keyID, kind: pack.kind.rawValue,
      count: pack.count, removed: pack.removed, converted: pack.converted,
      used: used, covers: pack.coverage.map(\.rawValue).sorted(),
      validFrom: WireTime(pack.validFrom), validUntil: WireTime(pack.validUntil), state: state,
      reason: reason, product: pack.product, features: pack.features, binding: binding,
      replaces: pack.replaces, convertible: pack.isConvertible)
  }

  private func standing(of pack: Pack) -> (state: String, reason: String?) {
    if let why = standing.refused[pack.id] { return ("refused", why) }
    if let why = standing.untrusted[pack.id] { return ("untrusted", why) }
    let now = clock.now
    let successor = book.packs.map(\.pack).first { other in
      other.replaces.contains(pack.id) && other.issuer == pack.issuer
        && max(other.validFrom, other.addedAt) <= now && standing.refused[other.id] == nil
        && standing.untrusted[other.id] == nil
    }
    if let successor { return ("replaced", "pack \(successor.id) has taken its place") }
    if now < pack.validFrom { return ("not-yet-valid", nil) }
    return (pack.isValid(at: now) ? "valid" : "expired", nil)
  }
}
