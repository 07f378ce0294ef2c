import PluginKit

/// `sessions.json`. Everything may be left out.
struct SessionsConfiguration: ConfigurationFields, Equatable {
  /// The PAM services of remote desktop servers, as patterns. They count although logind takes their
  /// sessions for local ones, which it does wherever the server does not tell PAM about the other
  /// computer.
  var services = NamePatterns(Self.knownServices)
  /// Accounts whose sessions never count, as patterns.
  var leaveOut = NamePatterns([])
  /// Another message bus than the system's.
  var bus: String?

  /// - `xrdp-sesman`: xrdp. Version 0.9 says nothing about the other computer, 0.10 its address.
  ///   `sesman` and `xrdp` are the names of older and of other packages.
  /// - `tigervnc`: TigerVNC's own service. `vncserver` is what it was called elsewhere.
  /// - `gdm-*`: GNOME's remote login (GDM 46 and later) has the services of a local sign-in; the
  ///   missing seat tells it apart.
  static let knownServices = [
    "xrdp-sesman", "xrdp", "sesman", "tigervnc", "vncserver", "gnome-remote-desktop", "gdm-*",
  ]

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
