import FoundationEssentials
import Glibc
import PluginProtocol
import StationModel

extension Settings {
  /// What is wrong with the file, in a sentence.
  struct Trouble: Error, Equatable, CustomStringConvertible {
    var description: String
  }

  /// Bytes.
  static let sizeLimit = 64 << 10

  init(path: String) throws(Trouble) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Trouble(description: path + ": cannot be opened: " + String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.sizeLimit + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw Trouble(description: path + ": cannot be read: " + String(cString: strerror(errno)))
      }
      if count == 0 { break }
      filled += count
    }
    guard filled <= Self.sizeLimit else {
      throw Trouble(description: path + ": is larger than \(Self.sizeLimit) bytes")
    }
    do throws(PluginError) {
      try self.init(json: Array(bytes[..<filled]))
    } catch {
      throw Trouble(description: path + ": " + error.message)
    }
  }

  /// Throws `parseError` or `invalidParams` with the field at fault.
  init(json: [UInt8]) throws(PluginError) {
    do {
      self = try JSONDecoder().decode(File.self, from: Data(json)).settings
    } catch {
      throw PluginError(decoding: error, from: json)
    }
  }

  /// The file's fields. Unknown ones are errors here: they are typing errors of the person who wrote
  /// the file, and what they meant would be left undone.
  private struct File: Decodable {
    var settings = Settings()

    private enum Key: String, CaseIterable {
      case uri, choose, templates
      case graphicsHost = "graphics-host"
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: AnyKey.self)
      for key in fields.allKeys where Key(rawValue: key.stringValue) == nil {
        throw PluginError(
          .invalidParams,
          "\"\(PlainText.line(key.stringValue, limit: 40))\" is not a field; there are "
            + Key.allCases.map(\.rawValue).joined(separator: ", "))
      }
      if let uri = try fields.decodeIfPresent(String.self, forKey: AnyKey(Key.uri.rawValue)) {
        guard uri.contains(":"), uri.utf8.count <= 1024, uri.utf8.allSatisfy({ $0 > 0x20 }) else {
          throw PluginError(
            .invalidParams, "uri is not a libvirt URI, such as qemu:///system or qemu:///session")
        }
        settings.uri = uri
      }
      if fields.contains(AnyKey(Key.choose.rawValue)) {
        settings.choice = try fields.decode(Choosing.self, forKey: AnyKey(Key.choose.rawValue))
          .choice
      }
      if let patterns = try fields.decodeIfPresent(
        [String].self, forKey: AnyKey(Key.templates.rawValue))
      {
        settings.templates = try Choosing.checked(patterns, "templates")
      }
      if let host = try fields.decodeIfPresent(
        String.self, forKey: AnyKey(Key.graphicsHost.rawValue))
      {
        // Whatever a snapshot would not take as a host.
        var desktop = Desktop(id: "a", name: "a", kind: "vm", state: .running)
        desktop.address = DesktopAddress(.vnc, .network(host: host, port: 1))
        guard (try? DesktopReport(desktops: [desktop]).check()) != nil else {
          throw PluginError(.invalidParams, "graphics-host is not a host's name or address")
        }
        settings.graphicsHost = host
      }
    }
  }

  /// `"tag"`, or `{"names": ["lab-*"]}`.
  private struct Choosing: Decodable {
    var choice: Choice

    private static let sentence = #"choose is neither "tag" nor {"names": ["PATTERN", …]}"#

    init(from decoder: any Decoder) throws {
      if let word = try? decoder.singleValueContainer().decode(String.self) {
        guard word == "tag" else { throw PluginError(.invalidParams, Self.sentence) }
        choice = .tagged
      } else {
        guard let fields = try? decoder.container(keyedBy: AnyKey.self),
          fields.allKeys.map(\.stringValue) == ["names"],
          let patterns = try? fields.decode([String].self, forKey: AnyKey("names"))
        else { throw PluginError(.invalidParams, Self.sentence) }
        choice = .named(try Self.checked(patterns, "choose.names"))
      }
    }

    static func checked(_ patterns: [String], _ field: String) throws -> [String] {
      guard (1...100).contains(patterns.count),
        patterns.allSatisfy({ (1...256).contains($0.utf8.count) })
      else {
        throw PluginError(.invalidParams, field + " is not 1 to 100 patterns of 1 to 256 bytes")
      }
      return patterns
    }
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
