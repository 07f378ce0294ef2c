/// A program and its version. Both are made fit for a terminal when they are read.
public struct Program: Sendable, Equatable, Codable {
  public var name: String
  public var version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  private enum Key: String, CodingKey { case name, version }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    name = PlainText.line(try fields.decode(String.self, forKey: .name), limit: 64)
    version = PlainText.line(try fields.decode(String.self, forKey: .version), limit: 64)
  }
}

/// The host's first request.
public struct InitializeParams: Sendable, Equatable, Codable {
  /// What the host speaks; the plugin picks one.
  public var `protocol`: VersionRange
  public var agent: Program
  /// Absolute path of the folder that is the plugin's own to write in.
  public var stateFolder: String

  public init(protocol: VersionRange, agent: Program, stateFolder: String) {
    self.protocol = `protocol`
    self.agent = agent
    self.stateFolder = stateFolder
  }
}

/// The plugin's answer to `initialize`.
public struct InitializeResult: Sendable, Equatable, Codable {
  /// The version that the plugin picked.
  public var `protocol`: Int
  public var plugin: Program
  /// What the plugin can do beyond the contract's core. Unknown words are ignored.
  public var capabilities: [String]

  public init(protocol: Int, plugin: Program, capabilities: [String]) {
    self.protocol = `protocol`
    self.plugin = plugin
    self.capabilities = capabilities
  }
}

/// Which desktops the agent still counts on. What a plugin holds for others, assignments above all, it
/// lets go.
public struct GCParams: Sendable, Equatable, Codable {
  public var keep: [String]

  public init(keep: [String]) { self.keep = keep }
}

/// `{}`: the parameters of `desktops.watch`, the result of `gc` and of operations.
public struct Nothing: Sendable, Equatable, Codable {
  public init() {}

  private enum Key: CodingKey {}

  /// Takes any object, since unknown fields are ignored, and nothing else.
  public init(from decoder: any Decoder) throws {
    _ = try decoder.container(keyedBy: Key.self)
  }

  public func encode(to encoder: any Encoder) throws {
    _ = encoder.container(keyedBy: Key.self)
  }
}
