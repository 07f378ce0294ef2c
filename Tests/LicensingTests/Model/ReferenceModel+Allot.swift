import Licensing
import StationModel

/// Who is given what.
extension ReferenceModel {
  var kind: LicenseKind { input.mode.kind ?? .device }
  var queue: [Holder] { order(kind) }

  /// In need and without a license, in order.
  var waiting: [Holder] { queue.filter { isInNeed($0) && held[$0] == nil } }

  mutating func allot() {
    applyMost()
    var before = held
    repeat {
      before = held
      prepare()
      grant(revoked: false)
      makeRoom(revoked: false)
      grant(revoked: true)
      makeRoom(revoked: true)
    } while held != before
  }

  /// What a renewal frees is reserved before others are given it.
  private mutating func prepare() {
    var before = held
    repeat {
      before = held
      serveClaimants()
      keepBack()
      seatWhole()
      renew()
    } while held != before
  }

  /// Its license may be renewed, changed or taken: the source answers.
  func isMovable(_ holder: Holder) -> Bool {
    held[holder].flatMap { offer($0.pack) }?.isReachable ?? false
  }

  mutating func give(_ offer: Offer, to holder: Holder, _ event: Event) {
    held[holder] = newLease(offer, holder)
    happened.insert(event)
  }

  // MARK: Renewals

  /// Whose license covers only some of the stations where they sit changes to one for all of them.
  private mutating func seatWhole() {
    guard kind == .user else { return }
    var before = held
    repeat {
      before = held
      for holder in queue where isMovable(holder) && isInNeed(holder) && !isWhole(holder) {
        if let offer = choice(for: holder) { give(offer, to: holder, .seatedWhole) }
      }
    } while held != before
  }

  private func isWhole(_ holder: Holder) -> Bool {
    held[holder].flatMap { offer($0.pack) }?.pack.coverage.isSuperset(of: kinds(holder)) ?? true
  }

  private func isEnding(_ end: Timestamp) -> Bool { end - now <= window(kind) }

  private func isDue(_ holder: Holder) -> Bool {
    guard isInNeed(holder), isMovable(holder), let lease = held[holder] else { return false }
    return isEnding(end(of: lease)) || kind == .user && now - lease.grantedAt > terms.userExtension
  }

  private mutating func renew() {
    let due = queue.filter(isDue)
    for holder in due { renew(holder) }
    // What they gave up may suit those that found nothing: the longest pack first.
    let still = due.filter(isDue)
    let ends = Dictionary(uniqueKeysWithValues: still.map { ($0, packEnd($0)) })
    for end in Set(ends.values).sorted(by: >) {
      for holder in still where ends[holder] == end { renew(holder) }
    }
  }

  private func packEnd(_ holder: Holder) -> Timestamp {
    held[holder].flatMap { offer($0.pack) }?.end ?? now
  }

  /// In its own pack, or in one that lasts longer if that one soon ends.
  private mutating func renew(_ holder: Holder) {
    guard let lease = held[holder], let own = offer(lease.pack) else { return }
    let fresh = newLease(own, holder)
    let old = end(of: lease)
    let best = own.isTrusted ? max(old, fresh.expiresAt) : old
    let (kinds, isWhole) = (kinds(holder), isWhole(holder))
    let other = choice(kind) { isWhole ? $0.isSuperset(of: kinds) : !$0.isDisjoint(with: kinds) }
    if isEnding(best), let other, other.end > best {
      give(other, to: holder, .changedPack)
    } else if best > old {
      give(own, to: holder, .renewed)
    }
  }

  // MARK: Grants

  private func waits(_ holder: Holder, _ revoked: Bool) -> Bool {
    isRevoked(holder) == revoked && !isAtMost(holder)
  }

  private mutating func grant(revoked: Bool) {
    for holder in waiting where waits(holder, revoked) {
      let kinds = kinds(holder)
      if let offer = choice(for: holder) {
        give(offer, to: holder, .granted)
      } else if let offer = choice(kind, covering: { !$0.isDisjoint(with: kinds) }) {
        give(offer, to: holder, .coversSomeSeats)
      }
    }
  }

  /// Is there a holder who can change to a pack that lasts as long, so that its license suits one who
  /// has none?
  private mutating func makeRoom(revoked: Bool) {
    var before = held
    repeat {
      before = held
      for holder in waiting where waits(holder, revoked) {
        for other in queue {
          guard let way = way(for: holder, from: other) else { continue }
          held[other] = way.lease
          give(way.old, to: holder, .madeRoom)
          break
        }
      }
    } while held != before
  }

  /// The pack whose license becomes free, and the lease for which its holder gives it up.
  private func way(for holder: Holder, from other: Holder) -> (old: Offer, lease: Lease)? {
    let (mine, theirs) = (kinds(holder), kinds(other))
    guard !theirs.isEmpty, theirs != mine, let lease = held[other], let old = offer(lease.pack),
      licenses(old, kind) > 0, old.pack.coverage.isSuperset(of: mine)
    else { return nil }
    let news = freeOffers(kind) { $0.isSuperset(of: theirs) }
    guard let new = news.first(where: { $0.end >= end(of: lease) }) else { return nil }
    return (
      old,
      Lease(
        holder: other, pack: new.pack.id, grantedAt: max(lease.grantedAt, new.pack.validFrom),
        expiresAt: end(of: lease))
    )
  }
}
