import FoundationEssentials
import Glibc
import PluginProtocol

/// What an administrator may write into a plugin's configuration.
public protocol ConfigurationFields: Decodable {
  /// Every key that the file may hold. Another one is an error: it was meant for something.
  static var keys: [String] { get }
}

/// The JSON file in which an administrator says what a plugin shall do.
public enum ConfigurationFile {
  /// The largest file in bytes that is read.
  public static let sizeLimit = 256 << 10

  /// Waits until the file is there, for five seconds at most. A package puts its settings in place a
  /// moment after its programs (dpkg: when it is configured), and the agent may have started these in
  /// between. Blocks; for the start of a program.
  public static func waitUntilThere(_ path: String) {
    for _ in 0..<50 where access(path, F_OK) != 0 && errno == ENOENT { poll(nil, 0, 100) }
  }

  /// Reads it. Nil if there is no such file; throws with the path and the place of the error.
  public static func read<Fields: ConfigurationFields>(
    _ path: String, as type: Fields.Type
  ) throws(FileTrouble) -> Fields? {
    guard let bytes = try SmallFile.read(path, limit: sizeLimit) else { return nil }
    do {
      return try JSONDecoder().decode(Strict<Fields>.self, from: Data(bytes)).fields
    } catch {
      throw FileTrouble(path, PluginError(decoding: error, from: bytes).message)
    }
  }
}

/// Refuses what is misspelt before it reads what is right.
private struct Strict<Fields: ConfigurationFields>: Decodable {
  var fields: Fields

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    for key in try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue).sorted()
    where !Fields.keys.contains(key) {
      throw PluginError(
        .invalidParams,
        "\"" + PlainText.line(key, limit: 40) + "\" is not one of its keys: "
          + Fields.keys.joined(separator: ", "))
    }
    fields = try Fields(from: decoder)
  }
}
