import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// The shipped plugin under the shipped agent.
  @Suite struct DesktopPlugin {
    /// Installs `desktop-list` as a package would, with these desktops.
    private func install(_ room: Classroom, _ desktops: String) throws -> String {
      let root = room.desk.folder + "/plugins"
      let folder = root + "/desktop-list"
      mkdir(root, 0o755)
      mkdir(folder, 0o755)
      let copy = try run(
        "install", ["-m", "755", Desk.programs + "/desktop-list", folder + "/desktop-list"],
        environment: [:], logPath: room.desk.log("install"))
      guard copy.code == 0 else { throw RigError(copy.output) }
      try writeText(
        #"{"name": "desktop-list", "protocol": 1, "run": ["./desktop-list", "--file", "desktops.json"]}"#,
        to: folder + "/plugin.json")
      try writeText(desktops, to: folder + "/desktops.json")
      for file in ["plugin.json", "desktops.json"] { chmod(folder + "/" + file, 0o644) }
      return root
    }

    private func desktop(_ id: String, _ state: String, template: Bool = false) -> String {
      #"{"id": "\#(id)", "name": "Desk \#(id)", "kind": "vm", "state": "\#(state)", "template": \#(template)}"#
    }

    private func list(_ desktops: String...) -> String {
      "{\"desktops\": [" + desktops.joined(separator: ",") + "]}"
    }

    @Test func runningDesktopsAreStationsThatNeedLicensesAndTemplatesNever() async throws {
      try await Classroom.open("01-bare-host") { room in
        let plugins = try install(
          room,
          list(
            desktop("a", "running"), desktop("b", "stopped"),
            desktop("gold", "running", template: true)))
        try await room.startAgent("[Plugins]\nfolders = \(plugins)")
        try room.license(2)
        let snapshot = try await room.see("desktop a is licensed") { snapshot in
          snapshot.stations.contains { $0.name == "Desk a" && $0.license == "licensed" }
        }
        #expect(snapshot.stations.map(\.kind) == ["host", "desktop"])
        #expect(snapshot.desktops.map(\.station) == [1, nil, nil])

        // The file changes; the plugin sees it, and the agent counts anew.
        try writeText(
          list(desktop("a", "stopped"), desktop("b", "running")),
          to: plugins + "/desktop-list/desktops.json")
        let changed = try await room.see("desktop b is a station") { snapshot in
          snapshot.stations.contains { $0.name == "Desk b" }
        }
        #expect(
          changed.stations.first { $0.name == "Desk b" }?.license == "licensed",
          "the stopped desktop gives its license back at once")
        #expect(try await room.stopAgent() == 0)
      }
    }

    @Test func aCrashedPluginsDesktopsAreStaleAndKeepTheirLeases() async throws {
      try await Classroom.open("01-bare-host") { room in
        let plugins = try install(room, list(desktop("a", "running")))
        try await room.startAgent("[Plugins]\nfolders = \(plugins)")
        try room.license(2)
        let before = try await room.see("desktop a is licensed") { snapshot in
          snapshot.stations.contains { $0.number == 1 && $0.license == "licensed" }
        }
        // It cannot come back while its program may not be run.
        chmod(plugins + "/desktop-list/desktop-list", 0o644)
        let agent = try #require(room.agent)
        let killed = try run(
          "pkill", ["-KILL", "-P", "\(agent.pid)", "desktop-list"], environment: [:],
          logPath: room.desk.log("pkill"))
        #expect(killed.code == 0, "the plugin ran as the agent's child")
        let stale = try await room.see("desktop a is stale") { snapshot in
          snapshot.stations.contains { $0.number == 1 && $0.stale }
        }
        #expect(stale.stations[1].license == "licensed")
        #expect(stale.stations[1].leaseExpires == before.stations[1].leaseExpires)
        #expect(stale.desktops.map(\.stale) == [true])

        // The agent is restarted meanwhile, and the plugin is back: all as it was.
        chmod(plugins + "/desktop-list/desktop-list", 0o755)
        #expect(try await room.stopAgent() == 0)
        try await room.startAgent("[Plugins]\nfolders = \(plugins)")
        let back = try await room.see("desktop a is back") { snapshot in
          snapshot.stations.contains { $0.number == 1 && !$0.stale && $0.state == "complete" }
        }
        #expect(back.stations[1].leaseExpires == before.stations[1].leaseExpires)
      }
    }
  }
}
