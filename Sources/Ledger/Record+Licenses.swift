import Seal
import StationModel

extension Record {
  /// The token by its hash: whoever reads the history needs to know that it is the same, not have it.
  static func packAdded(_ pack: Pack, token: String) -> Record {
    Record("pack-added") {
      $0.put("pack", pack.id)
      $0.put("issuer", pack.issuer)
      $0.put("key-id", pack.keyID)
      $0.put("license-kind", pack.kind.rawValue)
      $0.put("count", Int64(pack.count))
      $0.put("coverage", pack.coverageText)
      $0.put("valid-from", pack.validFrom)
      $0.put("valid-until", pack.validUntil)
      $0.put("product", pack.product.map(Int64.init))
      if !pack.features.isEmpty { $0.put("features", pack.featuresText) }
      $0.put("host", pack.host)
      $0.put("site", pack.site)
      if !pack.replaces.isEmpty { $0.put("replaces", pack.replacesText) }
      if pack.isConvertible { $0.put("convertible", 1) }
      if pack.removed != 0 { $0.put("removed", Int64(pack.removed)) }
      if pack.converted != 0 { $0.put("converted", Int64(pack.converted)) }
      $0.put("added-at", pack.addedAt)
      $0.put("token-sha256", Seal.hex(Seal.sha256(Array(token.utf8))))
    }
  }

  /// `removed`: how many of the pack are out of the pool in all; nil if the whole pack went.
  static func packRemoved(_ id: String, licenses: Int64, left: Int64, removed: Int64?) -> Record {
    Record("pack-removed") {
      $0.put("pack", id)
      $0.put("licenses", licenses)
      $0.put("left", left)
      $0.put("removed", removed)
    }
  }

  static func packConverted(_ id: String, converted: Int64, former: Int64) -> Record {
    Record("pack-converted") {
      $0.put("pack", id)
      $0.put("converted", converted)
      $0.put("former-converted", former)
    }
  }

  static func lease(_ lease: Lease, isRenewal: Bool) -> Record {
    Record(isRenewal ? "lease-renewed" : "lease-granted", station: lease.holder.station) {
      $0.put("expires-at", lease.expiresAt)
      $0.put("granted-at", lease.grantedAt)
      $0.put("holder", lease.holder.text)
      $0.put("pack", lease.pack)
    }
  }

  static func released(_ holder: Holder, pack: String, why: String) -> Record {
    Record("lease-released", station: holder.station) {
      $0.put("holder", holder.text)
      $0.put("pack", pack)
      $0.put("why", why)
    }
  }

  static func revoked(_ revocation: Revocation) -> Record {
    Record("lease-revoked", station: revocation.holder.station) {
      $0.put("holder", revocation.holder.text)
      $0.put("pack", revocation.pack)
      $0.put("revoked-at", revocation.revokedAt)
      $0.put("until", revocation.until)
    }
  }

  static func reserved(_ reservation: Reservation) -> Record {
    Record("reserved") {
      $0.put("label", reservation.label)
      $0.put("station-kind", reservation.kind.rawValue)
      $0.put("least", Int64(reservation.least))
      $0.put("most", reservation.most.map(Int64.init))
    }
  }

  static func unreserved(_ former: Reservation) -> Record {
    Record("unreserved") {
      $0.put("label", former.label)
      $0.put("station-kind", former.kind.rawValue)
      $0.put("least", Int64(former.least))
      $0.put("most", former.most.map(Int64.init))
    }
  }

  static func grace(_ grace: GraceClock) -> Record {
    Record(grace.endedAt == nil ? "grace-began" : "grace-ended", station: grace.subject.station) {
      $0.put("subject", grace.subject.text)
      $0.put("started-at", grace.startedAt)
      $0.put("ends-at", grace.endsAt)
      $0.put("ended-at", grace.endedAt)
    }
  }

  static func extended(_ extension: GraceExtension) -> Record {
    Record("grace-extended", station: `extension`.subject.station) {
      $0.put("subject", `extension`.subject.text)
      $0.put("until", `extension`.until)
      $0.put("by-ms", `extension`.by.milliseconds)
      $0.put("granted-at", `extension`.grantedAt)
      $0.put("reason", `extension`.reason)
    }
  }

  static func clockMoved(by span: Span) -> Record {
    Record("clock-moved") { $0.put("moved-by", span.milliseconds) }
  }
}
