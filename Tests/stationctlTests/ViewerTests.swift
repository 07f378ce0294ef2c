import AgentInterface
import Glibc
import StationModel
import Testing

@testable import stationctl

/// Which viewer opens which address, and with which words.
@Suite struct ViewerTests {
  private static let x = Viewer.Screen { $0 == "DISPLAY" ? ":0" : nil }
  private static let wayland = Viewer.Screen { $0 == "WAYLAND_DISPLAY" ? "wayland-0" : nil }

  private static func line(
    _ url: String, _ installed: [String], isFullScreen: Bool = false, on screen: Viewer.Screen = x,
    isSocket: Bool = true
  ) throws -> String {
    let address = try #require(DesktopAddress(url: url))
    let command = try viewerCommand(
      address, isFullScreen: isFullScreen, on: screen,
      isSocket: { _ in isSocket }, find: { installed.contains($0) ? "/usr/bin/" + $0 : nil })
    return shellLine([command.program] + command.arguments)
  }

  private static let all = Viewer.allCases.map(\.rawValue)

  @Test(arguments: [
    ("vnc://127.0.0.1:5901", all, "/usr/bin/vncviewer -fullscreen 127.0.0.1::5901"),
    ("vnc://[::1]:5901", all, "/usr/bin/vncviewer -fullscreen '[::1]::5901'"),
    ("vnc+unix:///run/d.sock", all, "/usr/bin/vncviewer -fullscreen /run/d.sock"),
    (
      "vnc://lab:5901", ["remote-viewer", "gvncviewer"],
      "/usr/bin/remote-viewer --full-screen -- vnc://lab:5901"
    ),
    ("vnc://lab:5901", ["gvncviewer"], "/usr/bin/gvncviewer -- lab:1"),
    (
      "vnc://lab:5901", ["gvncviewer", "remmina"],
      "/usr/bin/remmina --enable-fullscreen --connect=vnc://lab:5901"
    ),
    ("spice://lab:5902", all, "/usr/bin/remote-viewer --full-screen -- spice://lab:5902"),
    (
      "spice+unix:///run/s.sock", all,
      "/usr/bin/remote-viewer --full-screen -- spice+unix:///run/s.sock"
    ),
    ("rdp://lab:3389", all, "/usr/bin/xfreerdp3 /v:lab:3389 /f"),
    ("rdp://[fe80::1%eth0]:3389", ["xfreerdp"], "/usr/bin/xfreerdp '/v:[fe80::1%eth0]:3389' /f"),
  ])
  func theBestViewerThatIsInstalledIsTaken(url: String, installed: [String], line: String) throws {
    #expect(try Self.line(url, installed, isFullScreen: true) == line)
  }

  @Test func withoutXOnlyWhatKnowsWaylandIsTaken() throws {
    #expect(
      try Self.line("rdp://lab:3389", Self.all, on: Self.wayland)
        == "/usr/bin/wlfreerdp3 /v:lab:3389")
    #expect(
      try Self.line("vnc://lab:5901", Self.all, on: Self.wayland)
        == "/usr/bin/remote-viewer -- vnc://lab:5901")
  }

  @Test(arguments: [
    ("vnc://lab:80", ["gvncviewer"], "sudo apt install tigervnc-viewer"),
    ("vnc://[::1]:5901", ["gvncviewer"], "tigervnc-viewer"),
    ("vnc+unix:///run/d.sock", ["remote-viewer", "remmina"], "tigervnc-viewer"),
    ("spice+unix:///run/s.sock", ["remmina", "vncviewer"], "virt-viewer"),
    ("rdp://lab:3389", [], "freerdp"),
  ])
  func whereNoneFitsThePackageIsNamed(url: String, installed: [String], package: String) {
    let failure = #expect(throws: Failure.self) { try Self.line(url, installed) }
    #expect(failure?.nextStep.contains(package) == true, "\(failure?.nextStep ?? "-")")
  }

  /// TigerVNC would read a regular file as settings of its own.
  @Test func noViewerIsGivenAPathThatIsNoSocket() throws {
    for url in ["vnc+unix:///run/d.sock", "spice+unix:///run/d.sock"] {
      let failure = #expect(throws: Failure.self) {
        try Self.line(url, Self.all, isSocket: false)
      }
      #expect(failure?.message.contains("no socket at /run/d.sock") == true)
    }
    #expect(try Self.line("vnc://lab:5901", Self.all, isSocket: false).contains("lab::5901"))
  }

  @Test func onlyASocketIsASocket() {
    let path = "/tmp/viewer-test-\(getpid())"
    unlink(path)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    defer { unlink(path) }
    #expect(isSocket(path))
    for other in ["/tmp", "/dev/null", "/etc/passwd", path + "-nothing"] {
      #expect(!isSocket(other))
    }
  }

  @Test(arguments: [
    "vnc://-x:1", "vnc://a b:1", "vnc://a;b:1", "vnc://:1", "vnc://a:0", "vnc://a:65536",
    "vnc://a:", "vnc://a", "vnc://a:1/x", "vnc://a:b:1", "vnc://[-x]:1", "ftp://a:1", "vnc:a:1",
    "vnc+unix://run/x", "vnc+unix:///", "vnc+unix:///run/$(x)", "vnc+unix:///run/a b", "", "://",
    "vnc://a@b:1", "vnc://é:1", "vnc://a:+1", "vnc://a\n:1",
  ])
  func whatCouldBeAnythingElseIsNoAddress(url: String) {
    #expect(DesktopAddress(url: url) == nil)
  }

  @Test(arguments: [
    "vnc://127.0.0.1:5901", "spice://[::1]:5902", "rdp://lab-3.school_x:3389",
    "vnc+unix:///run/user/1000/a-b@c:1.sock",
  ])
  func anAddressIsReadAsItWasWritten(url: String) {
    #expect(DesktopAddress(url: url)?.url == url)
  }

  // MARK: Whether a desktop can be seen

  private static func desktop(
    state: String = "running", template: Bool = false, address: String? = "vnc://lab:5901"
  ) -> DesktopView {
    DesktopView(
      plugin: "vms", id: "a", name: "Desk", kind: "vm", state: state, template: template,
      network: false, stale: false, station: nil, boundTo: 3, boundKey: "k", user: nil,
      client: nil, address: address, health: "ready", healthReason: nil, labels: [])
  }

  @Test(arguments: [
    (desktop(state: "stopped"), "is stopped", "stationctl desktop start vms/a"),
    (desktop(state: "starting"), "just starting", "again"),
    (desktop(state: "failed"), "has failed", "start vms/a"),
    (desktop(state: "unknown"), "its plugin is away", "plugin show vms"),
    (desktop(template: true), "template", "Assign"),
    (desktop(address: nil), "has no address", "desktop show vms/a"),
    (desktop(address: "vnc://-x:1"), "not given to any viewer", "addresses"),
  ])
  func whatCannotBeSeenSaysWhyAndWhatToDo(desktop: DesktopView, what: String, step: String) {
    let failure = #expect(throws: Failure.self) { try sight(of: desktop) }
    #expect(failure?.message.contains(what) == true, "\(failure?.message ?? "-")")
    #expect(failure?.nextStep.contains(step) == true, "\(failure?.nextStep ?? "-")")
  }

  @Test func whatRunsAndHasAnAddressCanBeSeen() throws {
    #expect(try sight(of: Self.desktop()).url == "vnc://lab:5901")
  }

  @Test func aShellReadsTheLineAsItIs() {
    #expect(
      shellLine(["/usr/bin/x", "-a", "", "a b", "it's"]) == "/usr/bin/x -a '' 'a b' 'it'\\''s'")
  }
}
