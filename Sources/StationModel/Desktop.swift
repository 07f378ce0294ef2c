/// A virtual desktop as its plugin last described it.
public struct Desktop: Sendable, Equatable {
  /// Stable within the plugin.
  public var id: String
  public var name: String
  /// The plugin's own word for it: `vm`, `container`, `session`.
  public var kind: String
  public var state: State
  /// A template is never used by a person, so it never needs a license.
  public var isTemplate: Bool

  public enum State: String, Sendable, Codable, CaseIterable {
    case stopped, starting, running, failed
  }

  public init(id: String, name: String, kind: String, state: State, isTemplate: Bool) {
    self.id = id
    self.name = name
    self.kind = kind
    self.state = state
    self.isTemplate = isTemplate
  }
}

/// The desktops of one plugin, and whether they are still vouched for.
public struct DesktopPicture: Sendable, Equatable {
  public var plugin: String
  public var desktops: [Desktop]
  /// The plugin crashed after saying this: its desktops may still run, so they keep their leases.
  public var isStale: Bool

  public init(plugin: String, desktops: [Desktop], isStale: Bool) {
    self.plugin = plugin
    self.desktops = desktops
    self.isStale = isStale
  }
}
