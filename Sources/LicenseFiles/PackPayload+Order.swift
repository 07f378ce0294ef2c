import StationModel

extension PackPayload {
  /// Of the lowest version that can say it, so that older agents can read what concerns them.
  init(_ order: PackOrder) {
    v = order.version
    id = order.id
    iss = order.issuer
    count = order.count
    covers = order.coverage.map(\.rawValue).sorted()
    nbf = order.validFrom.seconds
    exp = order.validUntil?.seconds
    iat = order.issuedAt.seconds
    kind = order.version == 1 ? nil : order.kind.rawValue
    product = order.product
    features = order.features.isEmpty ? nil : order.features.sorted()
    switch order.binding {
    case .host(let id): host = id
    case .site(let name): site = name
    case nil: break
    }
    replaces = order.replaces.isEmpty ? nil : order.replaces.sorted()
    convertible = order.isConvertible ? true : nil
  }

  /// Only for what passed `check`.
  var order: PackOrder {
    PackOrder(
      id: id, issuer: iss, kind: licenseKind, count: count, coverage: coverage,
      validFrom: Timestamp(seconds: nbf), validUntil: exp.map { Timestamp(seconds: $0) },
      issuedAt: Timestamp(seconds: iat), product: product, features: (features ?? []).sorted(),
      binding: binding, replaces: (replaces ?? []).sorted(), isConvertible: convertible ?? false)
  }

  /// Only for what passed `check`.
  func pack(keyID: String, addedAt: Timestamp) -> Pack {
    Pack(
      id: id, issuer: iss, keyID: keyID, kind: licenseKind, count: count, coverage: coverage,
      validFrom: Timestamp(seconds: nbf), validUntil: exp.map { Timestamp(seconds: $0) },
      product: product, features: (features ?? []).sorted(), binding: binding,
      replaces: (replaces ?? []).sorted(), isConvertible: convertible ?? false, addedAt: addedAt)
  }

  private var licenseKind: LicenseKind { kind.flatMap(LicenseKind.init) ?? .device }
  private var coverage: Set<StationKind> { Set(covers.compactMap(StationKind.init)) }
  private var binding: PackBinding? {
    host.map(PackBinding.host) ?? site.map(PackBinding.site)
  }
}
