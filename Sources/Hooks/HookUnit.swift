import DBus
import StationModel

/// systemd's manager, as far as runs need it (org.freedesktop.systemd1(5)).
enum HookUnit {
  static let name = "org.freedesktop.systemd1"
  static let path = "/org/freedesktop/systemd1"
  static let manager = "org.freedesktop.systemd1.Manager"
  /// systemd tells whoever started a job of its end, also without a subscription.
  static let rule =
    "type='signal',sender='\(name)',path='\(path)',interface='\(manager)',member='JobRemoved'"

  /// `stationmaster-hook@0123456789abcdef.service`
  static func of(_ recipient: Recipient, _ id: String) -> String {
    "stationmaster-\(recipient == .mail ? "mail" : "hook")@\(id).service"
  }

  /// The id of the run; nil for other units.
  static func id(_ unit: String) -> String? {
    guard unit.hasPrefix("stationmaster-hook@") || unit.hasPrefix("stationmaster-mail@"),
      unit.hasSuffix(".service")
    else { return nil }
    return String(unit.dropFirst(19).dropLast(8))
  }
}
