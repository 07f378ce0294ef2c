import Licensing
import StationModel

/// What the packs offer.
extension ReferenceModel {
  /// One pack as it is offered now.
  struct Offer {
    var pack: Pack
    /// Which source, in their order.
    var source: Int
    var isReachable: Bool
    var isTrusted: Bool
    /// The first moment at which it is no longer valid; `.max` for never.
    var end: Timestamp
    /// The pack that takes its place then, before its own end.
    var heir: String?

    func isOlder(than other: Offer) -> Bool {
      (pack.addedAt, pack.id) < (other.pack.addedAt, other.pack.id)
    }
  }

  /// Each pack of the first source that lists it, without the refused ones.
  static func offers(_ input: LicensingInput) -> [Offer] {
    var seen: Set<String> = []
    var offers: [Offer] = []
    for (index, source) in input.sources.enumerated() {
      for pack in source.packs where seen.insert(pack.id).inserted {
        guard source.refused[pack.id] == nil else { continue }
        offers.append(
          Offer(
            pack: pack, source: index, isReachable: source.state == .reachable,
            isTrusted: source.untrusted[pack.id] == nil,
            end: pack.validUntil ?? Timestamp(milliseconds: .max), heir: nil))
      }
    }
    let plain = offers
    for index in offers.indices {
      let old = plain[index]
      let heirs = plain.filter {
        replaces($0, old) && begin($0) < old.end
          && !($0.isOlder(than: old) && leads(old, $0, plain))
      }
      // The first to begin, then the lowest id.
      if let heir = heirs.min(by: { (begin($0), $0.pack.id) < (begin($1), $1.pack.id) }) {
        offers[index].heir = heir.pack.id
        offers[index].end = begin(heir)
      }
    }
    return offers
  }

  private static func begin(_ offer: Offer) -> Timestamp {
    max(offer.pack.validFrom, offer.pack.addedAt)
  }

  private static func replaces(_ new: Offer, _ old: Offer) -> Bool {
    new.pack.id != old.pack.id && new.pack.replaces.contains(old.pack.id) && new.isTrusted
      && new.source == old.source && new.pack.issuer == old.pack.issuer
  }

  /// Whether one replaces the other, be it by packs in between.
  private static func leads(_ from: Offer, _ goal: Offer, _ all: [Offer]) -> Bool {
    var seen: Set<String> = []
    var open = [from]
    while let one = open.popLast() {
      for next in all where replaces(one, next) && seen.insert(next.pack.id).inserted {
        open.append(next)
      }
    }
    return seen.contains(goal.pack.id)
  }

  func offer(_ id: String) -> Offer? { offers.first { $0.pack.id == id } }

  /// Why no lease of this pack counts, and whether that source can be asked.
  func refusal(_ id: String) -> (why: String, isReachable: Bool)? {
    for source in input.sources where source.packs.contains(where: { $0.id == id }) {
      return source.refused[id].map { ($0, source.state == .reachable) }
    }
    return nil
  }

  /// The pack in which its leases go on now: itself, or what has taken its place since.
  func home(of offer: Offer) -> Offer {
    guard now >= offer.end, let heir = offer.heir.flatMap(self.offer) else { return offer }
    return home(of: heir)
  }

  // MARK: Numbers

  /// How many licenses the pack has now, held ones included.
  func valid(_ offer: Offer, _ kind: LicenseKind) -> Int {
    let isValid = offer.pack.validFrom <= now && now < offer.end
    return offer.isTrusted && isValid ? offer.pack.licenses(of: kind) : 0
  }

  /// How many it may give.
  func licenses(_ offer: Offer, _ kind: LicenseKind) -> Int {
    offer.isReachable ? valid(offer, kind) : 0
  }

  func holders(of offer: Offer, _ kind: LicenseKind) -> Int {
    held.values.filter { $0.pack == offer.pack.id && $0.holder.kind == kind }.count
  }

  func free(_ offer: Offer, _ kind: LicenseKind) -> Int {
    licenses(offer, kind) - holders(of: offer, kind)
      - keptBack.filter { $0.pack == offer.pack.id }.count
  }

  /// Packs with a free license that suit, the preferred one first: earlier source, narrower coverage,
  /// sooner end, lower id.
  func freeOffers(_ kind: LicenseKind, covering suits: (Set<StationKind>) -> Bool) -> [Offer] {
    offers.filter { free($0, kind) > 0 && suits($0.pack.coverage) }.sorted { left, right in
      (left.source, left.pack.coverage.count, left.end, left.pack.id)
        < (right.source, right.pack.coverage.count, right.end, right.pack.id)
    }
  }

  /// The preferred one of which a lease is not due for renewal at once; else the one that ends last.
  func choice(_ kind: LicenseKind, covering suits: (Set<StationKind>) -> Bool) -> Offer? {
    let all = freeOffers(kind, covering: suits)
    let last = all.map(\.end).max()
    return all.first { $0.end - now > window(kind) } ?? all.first { $0.end == last }
  }

  func choice(for holder: Holder) -> Offer? {
    let kinds = kinds(holder)
    return choice(holder.kind) { $0.isSuperset(of: kinds) }
  }

  /// Never more than half of the shortest term.
  func window(_ kind: LicenseKind) -> Span {
    let term = kind == .user ? terms.userTerm : .days(Int64(terms.termDays.lowerBound))
    return min(terms.renewalWindow, Span(milliseconds: term.milliseconds / 2))
  }
}
