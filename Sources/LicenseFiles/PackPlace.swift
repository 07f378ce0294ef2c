import StationModel

/// Where a pack is to be used: what its binding and its product version are held against.
public struct PackPlace: Sendable, Equatable {
  /// As ``HostID`` makes it; nil on a computer without a machine id, which takes no pack that is bound
  /// to a host.
  public var host: String?
  /// As the configuration names it, byte for byte; nil if it names none.
  public var site: String?
  /// The major version of this product.
  public var product: Int

  public init(host: String?, site: String?, product: Int) {
    self.host = host
    self.site = site
    self.product = product
  }

  /// The major version of a text like `1.4.2`; nil if it does not begin with a number.
  public static func major(of version: String) -> Int? {
    version.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).first
      .flatMap { Int($0) }
  }

  /// Throws `otherHost`, `otherSite` or `otherProduct` for a pack that may not be used here.
  func check(_ pack: Pack) throws(PackError) {
    switch pack.binding {
    case .host(let id):
      guard let host, isSame(id, host) else { throw .otherHost(id, here: host) }
    case .site(let name):
      guard let site, isSame(name, site) else { throw .otherSite(name, here: site) }
    case nil: break
    }
    if let last = pack.product, last < product {
      throw .otherProduct(forVersion: last, this: product)
    }
  }
}
