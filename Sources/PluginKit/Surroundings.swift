import Glibc
import PluginProtocol

/// What the agent gives a plugin to live in. Nil where the plugin was started by something else.
public struct Surroundings: Sendable, Equatable {
  /// The folder that is the plugin's own to write in; it is also the working folder.
  public var stateFolder: String?
  /// The folder with the plugin's manifest and configuration. Read only, as a rule.
  public var configurationFolder: String?

  public init(stateFolder: String?, configurationFolder: String?) {
    self.stateFolder = stateFolder
    self.configurationFolder = configurationFolder
  }

  /// As the environment says.
  public static var current: Surroundings {
    Surroundings(
      stateFolder: value(Contract.Variable.state),
      configurationFolder: value(Contract.Variable.configuration))
  }

  /// An absolute path as it is; a relative one within the configuration's folder, if that is known.
  public func configurationPath(_ path: String) -> String {
    guard !path.hasPrefix("/"), let configurationFolder else { return path }
    return configurationFolder + "/" + path
  }

  private static func value(_ name: String) -> String? {
    guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
    return text
  }
}
