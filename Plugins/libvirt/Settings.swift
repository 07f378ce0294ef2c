import Glibc

/// What the configuration file says.
struct Settings: Sendable, Equatable {
  /// libvirt's name of the hypervisor: `qemu:///system`.
  var uri = "qemu:///system"
  var choice = Choice.tagged
  /// Patterns of names; what they fit is a template even if its tag does not say so.
  var templates: [String] = []
  /// What to say for displays that listen on all addresses.
  var graphicsHost: String?

  /// Which domains are desktops.
  enum Choice: Sendable, Equatable {
    /// Those with an element of ours in their metadata.
    case tagged
    /// Those whose names fit a pattern of fnmatch(3), and the copies of those.
    case named([String])
  }

  func isDesktop(_ domain: DomainDescription) -> Bool {
    switch choice {
    case .tagged: domain.tag != nil
    case .named(let patterns):
      fits(domain.name, patterns + templates)
        || domain.templateName.map { fits($0, patterns + templates) } == true
    }
  }

  func isTemplate(_ domain: DomainDescription) -> Bool {
    domain.tag?.isTemplate == true
      // A copy may have a name that fits as well, but it was made to be used.
      || domain.tag?.origin == nil && fits(domain.name, templates)
  }

  private func fits(_ name: String, _ patterns: [String]) -> Bool {
    patterns.contains { fnmatch($0, name, 0) == 0 }
  }

  var viewpoint: Viewpoint {
    Viewpoint(remoteHost: Self.remoteHost(of: uri), graphicsHost: graphicsHost)
  }

  /// The host in `qemu+ssh://user@host:22/system`; nil for this one (`qemu:///system`).
  static func remoteHost(of uri: String) -> String? {
    guard let start = uri.firstRange(of: "://")?.upperBound else { return nil }
    var host = uri[start...].prefix { $0 != "/" && $0 != "?" }
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    if host.first == "[" {
      host = host.dropFirst().prefix { $0 != "]" }
    } else if let colon = host.firstIndex(of: ":") {
      host = host[..<colon]
    }
    return host.isEmpty || host == "localhost" ? nil : String(host)
  }
}
