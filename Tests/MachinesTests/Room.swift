import EventLoop
import Glibc
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

/// The shipped plugin as a process, against a machined that python-dbusmock plays on a private bus.
struct Room {
  var desk: Desk
  var plugin: PluginFolder
  var machined: PretendMachined
  var talk: Talk
  var images: String { desk.folder + "/images" }

  /// The images lab-1, lab-2 and golden, of which golden is a template, and a database that is no
  /// desktop.
  static func open(_ body: (Room) async throws -> Void) async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let machined = try await PretendMachined(desk)
    for name in ["lab-1", "lab-2", "golden", "database"] { try await machined.add(image: name) }
    let plugin = try install(desk)
    let talk = try Talk(plugin, log: desk.log("plugin"))
    try await talk.begin()
    let room = Room(desk: desk, plugin: plugin, machined: machined, talk: talk)
    do {
      try await room.see("the images", ["golden: stopped", "lab-1: stopped", "lab-2: stopped"])
      try await body(room)
    } catch {
      throw RigError("\(error)\n\(await talk.output)\n\(machined.child.output.suffix(2000))")
    }
    #expect(await talk.violations.isEmpty)
    let status = await talk.end()
    #expect(status == 0 || status == -SIGKILL, "its first life, which some tests end")
  }

  static func install(_ desk: Desk) throws -> PluginFolder {
    mkdir(desk.folder + "/images", 0o755)
    return try PluginFolder(
      "machines", on: desk,
      configuration: """
        {
          "bus": "\(desk.address)", "folder": "\(desk.folder)/images",
          "choose": ["lab-*"], "templates": ["golden"],
          "addresses": [{"machines": ["lab-2"], "type": "vnc", "port": 5900}]
        }
        """)
  }

  /// Waits until exactly these are there: id and state.
  @discardableResult
  func see(_ what: String, _ expected: [String]) async throws -> [Desktop] {
    let report = try await talk.see("\(what): \(expected)") { report in
      report.desktops?.map { "\($0.id): \($0.state.rawValue)" } == expected
    }
    return report.desktops ?? []
  }

  /// Waits until one of them is as wanted.
  @discardableResult
  func see(
    _ id: String, _ what: String, _ condition: @escaping @Sendable (Desktop) -> Bool
  ) async throws -> Desktop {
    let report = try await talk.see("\(id): \(what)") { report in
      report.desktops?.contains { $0.id == id && condition($0) } == true
    }
    return try #require(report.desktops?.first { $0.id == id })
  }

  /// machined ends by itself only when nobody asks it anything; nothing announces that.
  func waitUntilNothingIsAsked() throws {
    var (asked, quiet) = (0, 0)
    try waitUntil("nothing is asked") {
      let now = machined.calls("ListMachines")
      quiet = now == asked ? quiet + 1 : 0
      asked = now
      return quiet == 40
    }
  }

  /// The plugin dies and is started again, as by its host.
  func restarted(keep: [String]? = nil) async throws -> Room {
    await talk.kill()
    var room = self
    room.talk = try Talk(plugin, log: desk.log("plugin"))
    try await room.talk.begin(keep: keep)
    return room
  }
}
