import DBus
import Glibc
import RigKit

/// A notification server of Debian's on an X screen of its own, and the shipped session agent beside it.
final class RealDesktop: @unchecked Sendable {
  enum Kind: String, Sendable {
    case dunst
    case xfce4 = "xfce4-notifyd"
  }

  let room: Classroom
  private let kind: Kind
  private let folder: String
  private let display: Child
  private let bus: Child
  private let address: String
  private let displayName: String
  private let monitor: Child
  private(set) var server: Child
  private var notifier: Child?
  /// The screen before anything was shown.
  let empty: Framebuffer

  static let isPossible: Bool = {
    let programs: [String] = ["/usr/bin/Xvfb", "/usr/bin/dunst", xfce]
    return programs.allSatisfy { access($0, X_OK) == 0 }
  }()
  private static let xfce = "/usr/lib/\(triplet)/xfce4/notifyd/xfce4-notifyd"
  private static let xfconf = "/usr/lib/\(triplet)/xfce4/xfconf/xfconfd"
  #if arch(arm64)
    private static let triplet = "aarch64-linux-gnu"
  #else
    private static let triplet = "x86_64-linux-gnu"
  #endif

  static func open(
    _ kind: Kind, _ recording: String, body: (Classroom, RealDesktop) async throws -> Void
  ) async throws {
    try await Classroom.open(recording) { room in
      let desktop = try RealDesktop(kind, room)
      do {
        try await body(room, desktop)
        desktop.close()
      } catch {
        let logs = [desktop.notifier?.output ?? "", desktop.server.output, desktop.told]
        desktop.close()
        throw RigError(
          "\(error)\nThe session agent, the server, the bus:\n" + logs.joined(separator: "\n"))
      }
    }
  }

  private init(_ kind: Kind, _ room: Classroom) throws {
    (self.kind, self.room) = (kind, room)
    folder = room.desk.folder + "/desktop"
    for path in [folder, folder + "/services", folder + "/config", folder + "/run"] {
      mkdir(path, 0o700)
    }
    let display = try Child(
      "Xvfb",
      ["-displayfd", "1", "-screen", "0", "640x480x24", "-fbdir", folder, "-nolisten", "tcp"],
      environment: [:], logPath: room.desk.log("xvfb"))
    self.display = display
    try waitUntil("the X screen is there") { display.output.contains("\n") }
    let number = display.output.split(separator: "\n").compactMap { Int($0) }.last
    guard let number else { throw RigError("Xvfb: \(display.output)") }
    displayName = ":\(number)"
    // xfce4-notifyd asks it for its settings; it keeps them where no person has theirs.
    try writeText(
      """
      [D-BUS Service]
      Name=org.xfce.Xfconf
      Exec=/usr/bin/env HOME=\(folder) XDG_CONFIG_HOME=\(folder)/config \(Self.xfconf)
      """, to: folder + "/services/org.xfce.Xfconf.service")
    (bus, address) = try Desk.startBus(
      room.desk.folder, "desktop", policy: .session(services: folder + "/services"))
    monitor = try Child(
      "dbus-monitor", ["--address", address, "interface='org.freedesktop.Notifications'"],
      environment: [:], logPath: room.desk.log("monitor"))
    empty = try Framebuffer(file: folder + "/Xvfb_screen0")
    try Self.installIcon(folder)
    try Self.configureDunst(folder)
    server = try Self.start(kind, room, folder, displayName, address)
  }

  /// As the package does.
  private static func installIcon(_ folder: String) throws {
    var path = folder
    for part in ["share", "icons", "hicolor", "scalable", "apps"] {
      path += "/" + part
      mkdir(path, 0o755)
    }
    let icon = Rigs.project + "/Packaging/icons/stationmaster.svg"
    guard symlink(icon, path + "/stationmaster.svg") == 0 else { throw RigError("no icon") }
  }

  private static func configureDunst(_ folder: String) throws {
    let icons = Rigs.project + "/Packaging/icons"
    try writeText(
      """
      [global]
      font = DejaVu Sans 10
      width = 420
      height = 300
      origin = top-right
      offset = 20x20
      icon_path = \(icons)
      min_icon_size = 32
      max_icon_size = 48
      dmenu = \(folder)/menu
      """, to: folder + "/dunstrc")
    // The person's choice in the menu of buttons.
    try writeText(
      "#!/bin/sh\ngrep -m1 -F -f \(folder)/choice\n", to: folder + "/menu")
    chmod(folder + "/menu", 0o700)
  }

  private static func environment(
    _ folder: String, _ display: String, _ address: String
  ) -> [String: String] {
    [
      "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": address, "HOME": folder,
      "XDG_CONFIG_HOME": folder + "/config", "XDG_RUNTIME_DIR": folder + "/run",
      "XDG_DATA_DIRS": folder + "/share:/usr/share",
      "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1", "LANG": "C.UTF-8",
    ]
  }

  private static func start(
    _ kind: Kind, _ room: Classroom, _ folder: String, _ display: String, _ address: String
  ) throws -> Child {
    let (program, words) =
      kind == .dunst ? ("dunst", ["-conf", folder + "/dunstrc"]) : (xfce, [])
    return try Child(
      program, words, environment: environment(folder, display, address),
      logPath: room.desk.log(kind.rawValue))
  }

  func killServer() { server.end(SIGKILL) }

  func startServer() throws {
    server = try Self.start(kind, room, folder, displayName, address)
  }

  /// Starts the session agent of a reader with this locale, which need not be installed.
  func startNotifier(_ locale: String = "C.UTF-8") throws {
    var environment = Self.environment(folder, displayName, address)
    environment.merge(room.desk.clientEnvironment) { $1 }
    environment["LC_ALL"] = locale
    notifier = try Child(
      Desk.programs + "/station-notifier", ["--log-level", "debug"], environment: environment,
      logPath: room.desk.log("notifier"))
  }

  private func close() {
    for child in [notifier, server, monitor, bus, display] {
      if let child, !child.hasEnded { child.end(SIGTERM) }
    }
  }

  // MARK: What is to be seen

  /// All that the server was asked and has said.
  var told: String { monitor.output }

  var screen: Framebuffer {
    get throws { try Framebuffer(file: folder + "/Xvfb_screen0") }
  }

  /// Waits until the screen is another one, and at rest: the same at two looks.
  @discardableResult
  func see(
    _ what: String, other: Framebuffer? = nil, _ condition: (Framebuffer) -> Bool = { _ in true }
  ) throws -> Framebuffer {
    var last: Framebuffer?
    try waitUntil(what) {
      let now = try screen
      defer { last = now }
      return now == last && now != (other ?? empty) && condition(now)
    }
    guard let last else { throw RigError(what) }
    return last
  }

  func seeNothing(_ what: String) throws {
    try waitUntil(what) { try screen == empty }
  }

  /// Keeps what differs from the empty screen in the folder that the environment names, if it does.
  func keep(_ picture: Framebuffer, as name: String) throws {
    guard let target = getenv("STATIONMASTER_PICTURES"),
      let area = picture.difference(from: empty)
    else { return }
    let map = folder + "/picture.ppm"
    try picture.write(area, margin: 8, to: map)
    let result = try run(
      Rigs.project + "/Tests/Pictures/to-png",
      [map, String(cString: target) + "/" + name + ".png"], environment: [:],
      logPath: room.desk.log("to-png"))
    guard result.code == 0 else { throw RigError(result.output) }
  }

  // MARK: What a person does

  /// With dunst's own command.
  @discardableResult
  func dunstctl(_ words: String...) throws -> String {
    let result = try run(
      "dunstctl", words, environment: Self.environment(folder, displayName, address),
      logPath: room.desk.log("dunstctl"))
    guard result.code == 0 else { throw RigError("dunstctl \(words): \(result.output)") }
    return result.output
  }

  /// Chooses a button of dunst's in its menu.
  func choose(_ label: String) throws {
    try writeText(label + "\n", to: folder + "/choice")
    try dunstctl("context")
  }

  /// Moves the pointer there and presses its left button.
  func click(_ x: Int, _ y: Int) throws {
    let result = try run(
      "xdotool", ["mousemove", "\(x)", "\(y)", "click", "1"],
      environment: Self.environment(folder, displayName, address),
      logPath: room.desk.log("xdotool"))
    guard result.code == 0 else { throw RigError("xdotool: \(result.output)") }
  }
}
