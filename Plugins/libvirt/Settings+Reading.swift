import PluginKit
import PluginProtocol
import StationModel

extension Settings: ConfigurationFields {
  static let keys = ["uri", "choose", "templates", "graphics-host"]

  private enum Key: String, CodingKey {
    case uri, choose, templates
    case graphicsHost = "graphics-host"
  }

  init(from decoder: any Decoder) throws {
    self.init()
    let fields = try decoder.container(keyedBy: Key.self)
    if let uri = try fields.decodeIfPresent(String.self, forKey: .uri) {
      guard uri.contains(":"), uri.utf8.count <= 1024, uri.utf8.allSatisfy({ $0 > 0x20 }) else {
        throw PluginError(
          .invalidParams, "uri is not a libvirt URI, such as qemu:///system or qemu:///session")
      }
      self.uri = uri
    }
    if fields.contains(.choose) {
      choice = try fields.decode(Choosing.self, forKey: .choose).choice
    }
    if let patterns = try fields.decodeIfPresent([String].self, forKey: .templates) {
      templates = try Choosing.checked(patterns, "templates")
    }
    if let host = try fields.decodeIfPresent(String.self, forKey: .graphicsHost) {
      // Whatever a snapshot would not take as a host.
      var desktop = Desktop(id: "a", name: "a", kind: "vm", state: .running)
      desktop.address = DesktopAddress(.vnc, .network(host: host, port: 1))
      guard (try? DesktopReport(desktops: [desktop]).check()) != nil else {
        throw PluginError(.invalidParams, "graphics-host is not a host's name or address")
      }
      graphicsHost = host
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
        guard let fields = try? [String: [String]](from: decoder), fields.count == 1,
          let patterns = fields["names"]
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
}
