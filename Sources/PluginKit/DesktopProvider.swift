public import StationModel

/// What the author of a plugin writes; ``PluginMain`` does the rest.
public protocol DesktopProvider: Sendable {
  /// The plugin's name as people should see it.
  var name: String { get }
  var version: String { get }

  /// Complete lists of desktops: the first as soon as it is known, then one after every change.
  ///
  /// Lists that follow fast are coalesced. A list that breaks the rules of docs/plugins.md is
  /// logged and left out. If the stream throws or ends, the plugin ends with status 1, and the
  /// agent starts it again after a while.
  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<[Desktop], any Error>

  /// The agent (re)started the plugin and counts on these desktops only. Let go of what is held
  /// for others; never stop a desktop that somebody uses.
  func keep(_ ids: Set<String>) async
}

extension DesktopProvider {
  /// Holds nothing, so there is nothing to let go.
  public func keep(_ ids: Set<String>) async {}
}
