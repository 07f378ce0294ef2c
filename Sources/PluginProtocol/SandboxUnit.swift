/// The names of `stationmaster-plugin@.service` (Packaging/systemd) and what belongs to it.
public enum SandboxUnit {
  static let userPrefix = "sm-plugin-"

  /// The unit of a plugin.
  public static func name(_ plugin: String) -> String { "stationmaster-plugin@\(plugin).service" }
  /// The user that it runs as, which is there only meanwhile.
  public static func user(_ plugin: String) -> String { userPrefix + plugin }
  /// The folder that is the plugin's own.
  public static func stateFolder(_ plugin: String) -> String {
    "/var/lib/stationmaster-plugins/" + plugin
  }

  /// Where the agent of this computer listens for plugins.
  public static let socketFolder = "/run/stationmaster/plugins"
  /// The sockets of a plugin's standard input, output and error.
  public static func sockets(_ plugin: String, in folder: String) -> [String] {
    ["in", "out", "log"].map { "\(folder)/\(plugin).\($0)" }
  }
}
