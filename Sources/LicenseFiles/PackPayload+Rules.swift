import StationModel

extension PackPayload {
  static let counts = 1...1_000_000
  /// From 1970 to the end of the year 9998.
  static let seconds: Range<Int64> = 0..<253_370_764_800
  static let products = 0...9999
  static let mostFeatures = 32
  static let mostReplaced = 64

  /// The rules that issuing and reading share.
  func check() throws(PackError) {
    guard isPackID(id) else { throw .badPayload("the id \(quoted(id)) is not \(packIDForm)") }
    guard isPlainName(iss) else {
      throw .badPayload("the issuer \(quoted(iss)) is not 1 to 64 plain characters")
    }
    if let kind, LicenseKind(rawValue: kind) == nil {
      throw .badPayload("the kind \(quoted(kind)) is neither \"device\" nor \"user\"")
    }
    guard Self.counts.contains(count) else {
      throw .badPayload("the count \(count) is not between 1 and 1000000")
    }
    try checkCoverage()
    try checkDates()
    if let product, !Self.products.contains(product) {
      throw .badPayload("the product version \(product) is not between 0 and 9999")
    }
    try checkFeatures()
    try checkBinding()
    try checkReplaced()
  }

  private func checkCoverage() throws(PackError) {
    guard !covers.isEmpty else { throw .badPayload("it covers no kind of station") }
    for kind in covers where StationKind(rawValue: kind) == nil {
      throw .badPayload("it covers \(quoted(kind)), which is no kind of station")
    }
    guard Set(covers).count == covers.count else {
      throw .badPayload("it covers one kind of station twice")
    }
  }

  private func checkDates() throws(PackError) {
    for (name, time) in [("nbf", nbf), ("exp", exp), ("iat", iat)] {
      guard time.map(Self.seconds.contains) ?? true else {
        throw .badPayload("the date \(quoted(name)) is not between the years 1970 and 9998")
      }
    }
    if let exp, exp <= nbf { throw .badPayload("it ends before it begins") }
  }

  private func checkFeatures() throws(PackError) {
    guard let features else { return }
    guard (1...Self.mostFeatures).contains(features.count) else {
      throw .badPayload("it has \(features.count) features, not 1 to \(Self.mostFeatures)")
    }
    var seen: Set<String> = []
    for word in features {
      guard isFeature(word) else {
        throw .badPayload("the feature \(quoted(word)) is not 1 to 64 of a-z 0-9 . -")
      }
      guard seen.insert(word).inserted else {
        throw .badPayload("the feature \(quoted(word)) is there twice")
      }
    }
  }

  private func checkBinding() throws(PackError) {
    if host != nil, site != nil { throw .badPayload("it is bound to a host and to a site") }
    if let host, !HostID.isValid(host) {
      throw .badPayload("the host \(quoted(host)) is not an id of 32 hexadecimal digits")
    }
    if let site, !isPlainName(site) {
      throw .badPayload("the site \(quoted(site)) is not 1 to 64 plain characters")
    }
  }

  private func checkReplaced() throws(PackError) {
    guard let replaces else { return }
    guard (1...Self.mostReplaced).contains(replaces.count) else {
      throw .badPayload("it replaces \(replaces.count) packs, not 1 to \(Self.mostReplaced)")
    }
    var seen: Set<String> = []
    for other in replaces {
      guard isPackID(other) else {
        throw .badPayload("it replaces \(quoted(other)), which is not \(packIDForm)")
      }
      guard other != id else { throw .badPayload("it replaces itself") }
      guard seen.insert(other).inserted else {
        throw .badPayload("it replaces \(quoted(other)) twice")
      }
    }
  }
}
