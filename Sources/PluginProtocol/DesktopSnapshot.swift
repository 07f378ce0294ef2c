public import StationModel

/// All desktops of a plugin at one moment, and how the plugin is. Reading one checks every rule of
/// docs/plugins.md and throws `invalidParams` with the field at fault; a snapshot is taken as a whole
/// or not at all.
public struct DesktopSnapshot: Sendable, Equatable, Codable {
  /// Grows with each snapshot of one run of the plugin, 0 to 2^53 - 1.
  public var revision: Int64
  public var report: DesktopReport

  public init(revision: Int64, report: DesktopReport) {
    self.revision = revision
    self.report = report
  }

  private enum Key: String, CodingKey { case revision, health, desktops }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    revision = try fields.decode(Int64.self, forKey: .revision)
    guard (0...Contract.revisionLimit).contains(revision) else {
      throw PluginError(.invalidParams, "revision is not between 0 and \(Contract.revisionLimit)")
    }
    let health =
      try fields.decodeIfPresent(WireHealth.self, forKey: .health)?.health(at: "health") ?? .ready
    // Who does not work need not know its desktops, and must not say that there are none.
    let mayNotKnow = health.state == .starting || health.state == .failed
    if mayNotKnow, !fields.contains(.desktops) {
      report = DesktopReport(health: health, desktops: nil)
    } else {
      report = DesktopReport(health: health, desktops: try DesktopList(from: decoder).desktops)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(revision, forKey: .revision)
    if report.health != .ready { try fields.encode(WireHealth(report.health), forKey: .health) }
    if let desktops = report.desktops { try DesktopList(desktops).encode(to: encoder) }
  }
}

/// What a plugin has to say: how it is, and all its desktops.
public struct DesktopReport: Sendable, Equatable {
  public var health: Health
  /// Nil while they are not known, which only a plugin that is `starting` or `failed` may say: it is
  /// not the same as having none.
  public var desktops: [Desktop]?

  public init(health: Health = .ready, desktops: [Desktop]?) {
    self.health = health
    self.desktops = desktops
  }

  /// Checks it by the rules that its reader will apply. Throws `invalidParams`.
  public func check() throws(PluginError) {
    _ = try WireHealth(health).health(at: "health")
    if let desktops {
      try DesktopList(desktops).check()
    } else if health.state == .ready || health.state == .degraded {
      throw PluginError(
        .invalidParams, "desktops is missing while health is \(health.state.rawValue)")
    }
  }
}

/// `{"desktops": […]}`: the list by itself, under the same rules.
public struct DesktopList: Sendable, Equatable, Codable {
  public var desktops: [Desktop]

  public init(_ desktops: [Desktop]) { self.desktops = desktops }

  private enum Key: String, CodingKey { case desktops }

  public init(from decoder: any Decoder) throws {
    var list = try decoder.container(keyedBy: Key.self).nestedUnkeyedContainer(forKey: .desktops)
    var seen: [String: Int] = [:]
    desktops = []
    while !list.isAtEnd {
      let index = list.currentIndex
      guard index < Contract.desktopLimit else {
        throw PluginError(.invalidParams, "desktops holds more than \(Contract.desktopLimit)")
      }
      let desktop = try list.decode(WireDesktop.self).desktop(at: "desktops[\(index)]")
      if let first = seen.updateValue(index, forKey: desktop.id) {
        throw PluginError(
          .invalidParams,
          "desktops[\(index)].id is the same as desktops[\(first)].id: \(desktop.id)")
      }
      desktops.append(desktop)
    }
  }

  /// Checks a list by the rules that its reader will apply. Throws `invalidParams`.
  public func check() throws(PluginError) {
    guard desktops.count <= Contract.desktopLimit else {
      throw PluginError(.invalidParams, "desktops holds more than \(Contract.desktopLimit)")
    }
    var seen: Set<String> = []
    for (index, desktop) in desktops.enumerated() {
      _ = try WireDesktop(desktop).desktop(at: "desktops[\(index)]")
      guard seen.insert(desktop.id).inserted else {
        throw PluginError(.invalidParams, "desktops[\(index)].id is there twice: \(desktop.id)")
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(desktops.map(WireDesktop.init), forKey: .desktops)
  }
}
