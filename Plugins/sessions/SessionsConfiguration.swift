import PluginKit
import Seats

/// `sessions.json`. Everything may be left out.
struct SessionsConfiguration: ConfigurationFields, Equatable {
  /// The PAM services of remote desktop servers, as patterns. They count although logind takes their
  /// sessions for local ones, which it does wherever the server does not tell PAM about the other
  /// computer.
  var services = NamePatterns(RemoteDesktops.services)
  /// Accounts whose sessions never count, as patterns.
  var leaveOut = NamePatterns([])
  /// Another message bus than the system's.
  var bus: String?

  static let keys = ["services", "leaveOut", "bus"]

  init() {}

  private enum Key: String, CodingKey { case services, leaveOut, bus }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    services = try fields.decodeIfPresent(NamePatterns.self, forKey: .services) ?? services
    leaveOut = try fields.decodeIfPresent(NamePatterns.self, forKey: .leaveOut) ?? leaveOut
    bus = try fields.decodeIfPresent(String.self, forKey: .bus)
  }
}
