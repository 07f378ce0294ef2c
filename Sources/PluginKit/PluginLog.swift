import Glibc
public import PluginProtocol

/// The log of a plugin is its standard error; the agent shows it under the plugin's name.
public enum PluginLog {
  /// Writes one line with the level in front that sd-daemon(3) describes.
  public static func write(_ level: LogLevel, _ text: String) {
    let line = "<\(level.rawValue)>" + PlainText.line(text, limit: 4000) + "\n"
    Descriptors.writeAll(Array(line.utf8), to: STDERR_FILENO)
  }
}
