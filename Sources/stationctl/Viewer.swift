import StationModel

/// A program that shows a desktop. The order of the cases is that in which they are taken.
enum Viewer: String, CaseIterable {
  case vncviewer
  case remoteViewer = "remote-viewer"
  case xfreerdp3, xfreerdp
  case wlfreerdp3 = "wlfreerdp3"
  case wlfreerdp
  case remmina, gvncviewer

  /// The arguments that show the desktop at that address; nil if this program cannot.
  ///
  /// No password is among them, and no address can be taken for an option: `DesktopAddress(url:)` lets
  /// none begin with a hyphen, and where a program knows `--`, the address stands behind it.
  func arguments(_ address: DesktopAddress, isFullScreen: Bool, on screen: Screen) -> [String]? {
    switch (self, address.type, address.place) {
    case (.vncviewer, .vnc, .network(let host, let port)):
      guard screen.hasX else { return nil }
      return (isFullScreen ? ["-fullscreen"] : []) + ["\(bracketed(host))::\(port)"]
    case (.vncviewer, .vnc, .socket(let path)):
      guard screen.hasX else { return nil }
      return (isFullScreen ? ["-fullscreen"] : []) + [path]
    case (.remoteViewer, .spice, _), (.remoteViewer, .vnc, .network):
      return (isFullScreen ? ["--full-screen"] : []) + ["--", address.url]
    case (.xfreerdp3, .rdp, .network(let host, let port)),
      (.xfreerdp, .rdp, .network(let host, let port)):
      return screen.hasX ? freeRDP(host, port, isFullScreen) : nil
    case (.wlfreerdp3, .rdp, .network(let host, let port)),
      (.wlfreerdp, .rdp, .network(let host, let port)):
      return screen.hasWayland ? freeRDP(host, port, isFullScreen) : nil
    case (.remmina, _, .network):
      return (isFullScreen ? ["--enable-fullscreen"] : []) + ["--connect=" + address.url]
    // It knows displays only, counted from port 5900, cannot do full screen, and takes every colon for
    // the display's.
    case (.gvncviewer, .vnc, .network(let host, let port)):
      guard port >= 5900, !host.contains(":") else { return nil }
      return ["--", "\(host):\(port - 5900)"]
    default: return nil
    }
  }

  private func freeRDP(_ host: String, _ port: Int, _ isFullScreen: Bool) -> [String] {
    ["/v:\(bracketed(host)):\(port)"] + (isFullScreen ? ["/f"] : [])
  }

  private func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  /// What this session can show windows on.
  struct Screen: Equatable {
    var hasX: Bool
    var hasWayland: Bool
    var isThere: Bool { hasX || hasWayland }

    /// By the environment of a program in the session.
    init(_ environment: (String) -> String?) {
      hasX = environment("DISPLAY")?.isEmpty == false
      hasWayland = environment("WAYLAND_DISPLAY")?.isEmpty == false
    }
  }
}

/// What is started: a program by its path, and its arguments without the name.
struct ViewerCommand: Equatable, Encodable {
  var program: String
  var arguments: [String]
}

/// The command that shows a desktop, by the best of the viewers that are installed. Pure.
///
/// - Parameters:
///   - isSocket: is there a socket at this path now?
///   - find: the path of a program, nil if it is not installed.
func viewerCommand(
  _ address: DesktopAddress, isFullScreen: Bool, on screen: Viewer.Screen,
  isSocket: (String) -> Bool, find: (String) -> String?
) throws(Failure) -> ViewerCommand {
  // TigerVNC takes a regular file for settings of its own, which can name programs to run.
  if case .socket(let path) = address.place, !isSocket(path) {
    throw Failure(
      .refused, "There is no socket at \(path), or it cannot be seen, so no viewer is given it.",
      nextStep: "See what is there: stat \(path)")
  }
  for viewer in Viewer.allCases {
    guard
      let arguments = viewer.arguments(address, isFullScreen: isFullScreen, on: screen),
      let program = find(viewer.rawValue)
    else { continue }
    return ViewerCommand(program: program, arguments: arguments)
  }
  throw Failure(
    .refused, "No program that shows \(address.words) is installed.",
    nextStep: "Install one: sudo apt install \(address.packages)")
}

extension DesktopAddress {
  fileprivate var words: String {
    let isSocket = if case .socket = place { true } else { false }
    return type.rawValue.uppercased() + (isSocket ? " through a socket" : "")
  }

  /// Debian's packages, the first of which is enough.
  fileprivate var packages: String {
    switch (type, place) {
    case (.vnc, .socket): "tigervnc-viewer"
    case (.vnc, .network): "tigervnc-viewer (or virt-viewer, remmina, gvncviewer)"
    case (.spice, _): "virt-viewer"
    case (.rdp, .network): "freerdp3-x11 (Debian 12: freerdp2-x11; or remmina)"
    case (.rdp, .socket): "none is known for RDP through a socket"
    }
  }
}
