import Licensing
import StationModel

/// Reservations: the most that stations with a label may have, and what is kept for them.
extension ReferenceModel {
  /// Stations only.
  var reservations: [Reservation] {
    kind == .device ? input.reservations.sorted { $0.label < $1.label } : []
  }

  func counts(_ holder: Holder, for reservation: Reservation) -> Bool {
    guard let record = station(holder)?.record else { return false }
    return record.kind == reservation.kind && record.labels.contains(reservation.label)
  }

  func holders(for reservation: Reservation) -> [Holder] {
    queue.filter { held[$0] != nil && counts($0, for: reservation) }
  }

  func outstanding(_ reservation: Reservation) -> Int {
    max(0, reservation.least - holders(for: reservation).count)
  }

  /// A label of the station has all that it may have.
  func isAtMost(_ holder: Holder) -> Bool {
    reservations.contains { reservation in
      guard let most = reservation.most, counts(holder, for: reservation) else { return false }
      return holders(for: reservation).count >= most
    }
  }

  mutating func applyMost() {
    for reservation in reservations {
      for holder in holders(for: reservation).dropFirst(reservation.most ?? .max)
      where isMovable(holder) {
        release(holder)
        happened.insert(.beyondMost)
      }
    }
  }

  mutating func serveClaimants() {
    keptBack = []
    var before = held
    repeat {
      before = held
      for reservation in reservations {
        for holder in waiting where counts(holder, for: reservation) {
          guard outstanding(reservation) > 0, !isAtMost(holder) else { continue }
          if let offer = choice(for: holder) {
            give(offer, to: holder, .claimed)
          } else if let other = queue.reversed().first(where: { canSpare($0, for: holder) }),
            let offer = held[other].flatMap({ offer($0.pack) })
          {
            release(other)
            give(offer, to: holder, .tookFromAnother)
          }
        }
      }
    } while held != before
  }

  /// Its pack would suit, and no label needs it.
  private func canSpare(_ other: Holder, for holder: Holder) -> Bool {
    guard let offer = held[other].flatMap({ offer($0.pack) }), licenses(offer, .device) > 0,
      offer.pack.coverage.isSuperset(of: kinds(holder))
    else { return false }
    return !reservations.contains {
      counts(other, for: $0) && holders(for: $0).count <= $0.least
    }
  }

  mutating func keepBack() {
    for reservation in reservations {
      for _ in 0..<outstanding(reservation) {
        guard let offer = choice(.device, covering: { $0.contains(reservation.kind) }) else {
          break
        }
        keptBack.append((reservation.label, offer.pack.id))
        happened.insert(.keptBack)
      }
    }
  }
}
