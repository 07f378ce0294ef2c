public import PluginProtocol

/// What the author of a plugin writes; ``PluginMain`` does the rest.
public protocol DesktopProvider: Sendable {
  /// The plugin's name as people should see it.
  var name: String { get }
  var version: String { get }
  /// What it can do besides listing desktops. Only what is listed here is ever asked.
  var capabilities: Set<Contract.Capability> { get }

  /// How the plugin is and all its desktops: the first report as soon as there is something to say
  /// (within 10 s, if need be that it is `starting`), then one after every change.
  ///
  /// Reports that follow fast are coalesced. One that breaks the rules of docs/plugins.md is logged
  /// and left out. If the stream throws or ends, the plugin ends with status 1, and the agent starts
  /// it again after a while; what can come back by itself is better told as `failed`.
  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error>

  /// The agent (re)started the plugin and counts on these desktops only. Let go of what is held for
  /// others, their assignments above all; never stop or delete a desktop.
  func keep(_ ids: Set<String>) async

  /// Does it, or begins it: to return says "accepted", and the next report shows what became of it.
  /// Called once for each operation id, for one operation of a desktop at a time, and cancelled when
  /// nobody waits any more. Throw with the code whose row in docs/plugins.md says what the host
  /// shall do.
  func perform(_ operation: Operation) async throws(PluginError)
}

extension DesktopProvider {
  public var capabilities: Set<Contract.Capability> { [] }

  /// Holds nothing, so there is nothing to let go.
  public func keep(_ ids: Set<String>) async {}

  public func perform(_ operation: Operation) async throws(PluginError) {
    throw PluginError(.methodNotFound, "there is no such method")
  }
}
