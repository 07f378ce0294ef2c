import PluginKit
import PluginProtocol
import StationModel

/// `machines.json`.
struct MachinesConfiguration: ConfigurationFields, Equatable {
  /// The machines that are desktops, by patterns. Never left out: what else runs in containers on this
  /// host needs no license.
  var choose: NamePatterns
  /// Those that are only copied. So is every image that is marked read-only.
  var templates = NamePatterns([])
  /// What serves the screens inside; the first entry that fits a machine counts.
  var addresses: [Screen] = []
  /// Where images appear and vanish, to be watched.
  var folder = "/var/lib/machines"
  /// Another message bus than the system's.
  var bus: String?

  struct Screen: Decodable, Equatable {
    var machines: NamePatterns
    var type: DesktopAddress.Kind
    /// In the machine.
    var port: Int
  }

  static let keys = ["choose", "templates", "addresses", "folder", "bus"]

  init(choose: NamePatterns) { self.choose = choose }

  func isTemplate(_ name: String, isReadOnly: Bool) -> Bool {
    isReadOnly || templates.fit(name)
  }

  func screen(of name: String) -> Screen? {
    addresses.first { $0.machines.fit(name) }
  }

  private enum Key: String, CodingKey { case choose, templates, addresses, folder, bus }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    choose = try fields.decode(NamePatterns.self, forKey: .choose)
    templates = try fields.decodeIfPresent(NamePatterns.self, forKey: .templates) ?? templates
    addresses = try fields.decodeIfPresent([Screen].self, forKey: .addresses) ?? addresses
    folder = try fields.decodeIfPresent(String.self, forKey: .folder) ?? folder
    bus = try fields.decodeIfPresent(String.self, forKey: .bus)
    for (index, screen) in addresses.enumerated() where !(1...65535).contains(screen.port) {
      throw PluginError(.invalidParams, "addresses[\(index)].port is not between 1 and 65535")
    }
  }
}
