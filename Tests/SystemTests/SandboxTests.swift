import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// A plugin with `"sandbox": true`: the shipped agent, what it starts for such a plugin, and a systemd that
  /// runs its unit.
  @Suite(.enabled(if: geteuid() == 0, "the plugin must be root's")) struct Sandboxes {
    private final class Workshop: @unchecked Sendable {
      let room: Classroom
      let systemd: PretendSystemd
      let plugin: ScriptedPlugin
      private var folder: String { room.desk.folder }
      var settings: String {
        Classroom.impatient + "\n[Plugins]\nfolders = \(plugin.root)\nstale-time = 300ms\n"
      }

      init(_ room: Classroom) async throws {
        self.room = room
        systemd = try await PretendSystemd(room.desk)
        plugin = try ScriptedPlugin(room, [["id": "a", "state": "running"]], sandbox: true)
        mkdir(folder + "/run", 0o755)
        try await systemd.runPlugins(
          [
            Desk.programs + "/stationd", "--config", room.desk.configurationFile,
            "--plugin-sockets", folder + "/run/plugins", "--run-plugin",
          ], sockets: folder + "/run/plugins", state: folder + "/own")
      }

      func start() async throws {
        try await room.startAgent(
          settings,
          environment: [
            "RUNTIME_DIRECTORY": folder + "/run", "DBUS_SYSTEM_BUS_ADDRESS": room.desk.address,
          ])
      }

      /// What the unit would run, by hand.
      func pastTheAgent(_ plugin: String) throws -> CommandResult {
        try RigKit.run(
          Desk.programs + "/stationd",
          ["--config", room.desk.configurationFile, "--run-plugin", plugin],
          environment: ["STATE_DIRECTORY": folder + "/state"],
          logPath: room.desk.log("past-" + plugin))
      }

      func ready(restarts: Int = 0) async throws -> AgentSnapshot {
        try await room.see("the plugin's desktop is there") { snapshot in
          snapshot.plugins.first?.phase == "ready"
            && snapshot.plugins.first?.restarts == restarts && snapshot.desktops.map(\.id) == ["a"]
        }
      }
    }

    private static func open(_ body: (Workshop) async throws -> Void) async throws {
      try await Classroom.open("01-bare-host") { room in
        let shop = try await Workshop(room)
        defer { if !shop.systemd.child.hasEnded { shop.systemd.child.end(SIGKILL) } }
        do { try await body(shop) } catch {
          throw RigError("\(error)\n\(shop.systemd.child.output.suffix(3000))")
        }
      }
    }

    @Test func aSandboxedPluginIsStartedBySystemdAndServesLikeAnyOther() async throws {
      try await Self.open { shop in
        let room = shop.room
        try await shop.start()
        let shown = try await shop.ready()
        #expect(shown.plugins.first?.user == "sm-plugin-vms")
        let process = try #require(shop.systemd.plugins("STARTED").last)
        // It is told the folder that is its own in every way.
        let environment = try readText("/proc/\(process)/environ").split(separator: "\0")
        #expect(environment.contains("STATIONMASTER_PLUGIN_STATE=\(room.desk.folder)/own/vms"))
        #expect(environment.count == 5, "\(environment)")
        let log = try room.command("plugin", "log", "vms")
        #expect(log.contains("runs as process \(process) of stationmaster-plugin@vms.service"))
        // And nothing is left of the threads that were there before.
        let status = try readText("/proc/\(process)/status").split(separator: "\n")
        #expect(status.contains("SigBlk:\t0000000000000000"), "\(status)")
        #expect(status.contains("THP_enabled:\t1"), "\(status)")
        try waitUntil("a stranger is turned away") { shop.systemd.plugins("TURNED_AWAY") == [3] }
        // Nobody else can connect once it is there.
        #expect(access(room.desk.folder + "/run/plugins/vms.in", F_OK) != 0)

        try room.command("desktop", "stop", "vms/a")
        try await room.see("it did what it was asked") { $0.desktops.first?.state == "stopped" }

        try room.command("plugin", "restart", "vms")
        try waitUntil("another process") { shop.systemd.plugins("STARTED").count == 2 }
        _ = try await shop.ready(restarts: 1)
        try waitUntil("the first has ended") { shop.systemd.plugins("ENDED") == [0] }
        #expect(try await room.stopAgent() == 0)
        try waitUntil("both have ended") { shop.systemd.plugins("ENDED") == [0, 0] }
      }
    }

    @Test func howItEndedIsKnownAndItIsStartedAgain() async throws {
      try await Self.open { shop in
        try await shop.start()
        _ = try await shop.ready()
        let process = try #require(shop.systemd.plugins("STARTED").last)
        #expect(kill(pid_t(process), SIGKILL) == 0)
        try waitUntil("it is started again") { shop.systemd.plugins("STARTED").count == 2 }
        let again = try await shop.ready(restarts: 1)
        // As a shell counts.
        #expect(again.plugins.first?.reason?.contains("ended with status 137") == true)
        #expect(try await shop.room.stopAgent() == 0)
      }
    }

    @Test func whatHearsNothingIsEndedWithItsUnit() async throws {
      try await Self.open { shop in
        try await shop.start()
        _ = try await shop.ready()
        let process = try #require(shop.systemd.plugins("STARTED").last)
        // Neither the end of its input nor a signal reaches it.
        #expect(kill(pid_t(process), SIGSTOP) == 0)
        try shop.room.command("plugin", "disable", "vms")
        try waitUntil("systemd was asked to end it") { !shop.systemd.plugins("ENDED").isEmpty }
        #expect(kill(pid_t(process), 0) != 0)
        #expect(try await shop.room.stopAgent() == 0)
      }
    }

    /// Of an agent that was killed: one plugin never runs twice.
    @Test func whatAKilledAgentLeftIsEndedBeforeItIsStartedAgain() async throws {
      try await Self.open { shop in
        try await shop.start()
        _ = try await shop.ready()
        let process = try #require(shop.systemd.plugins("STARTED").last)
        // It hears of nothing.
        #expect(kill(pid_t(process), SIGSTOP) == 0)
        try await shop.room.kill9()
        try await shop.start()
        _ = try await shop.ready()
        #expect(kill(pid_t(process), 0) != 0)
        #expect(shop.systemd.plugins("STARTED").count == 2)
        #expect(try await shop.room.stopAgent() == 0)
      }
    }

    @Test func aProgramThatOthersCouldChangeIsNotRun() async throws {
      try await Self.open { shop in
        let path = shop.plugin.root + "/vms/plugin.py"
        chmod(path, 0o777)
        try await shop.start()
        let refused = try await shop.room.see("it is refused") { snapshot in
          snapshot.plugins.first?.phase == "refused"
        }
        #expect(refused.plugins.first?.reason?.contains("can be written by everyone") == true)
        #expect(shop.systemd.plugins("STARTED").isEmpty)
        // Not by who comes past the agent either.
        let result = try shop.pastTheAgent("vms")
        #expect(result.code == 78 && result.output.contains("can be written by everyone"))
        #expect(try await shop.room.stopAgent() == 0)
      }
    }

    @Test func onlyAPluginThatAsksForAUnitIsRunByOne() async throws {
      try await Self.open { shop in
        try await shop.start()
        _ = try await shop.ready()
        _ = try ScriptedPlugin(shop.room, [], named: "open")
        for (name, words) in [
          ("open", "does not ask for a unit"), ("none", "there is no plugin none"),
        ] {
          let result = try shop.pastTheAgent(name)
          #expect(result.code == 78 && result.output.contains(words), "\(result.output)")
        }
        #expect(try await shop.room.stopAgent() == 0)
      }
    }

    /// The copy would be the plugin's own file: it names whose programs root's files are.
    @Test func withABadConfigurationTheUsualFoldersCountAndNoCopy() async throws {
      try await Self.open { shop in
        let room = shop.room
        try await room.startAgent(
          shop.settings, environment: ["STATE_DIRECTORY": room.desk.folder + "/state"])
        try waitUntil("the copy is there") {
          access(room.desk.folder + "/state/last-good-configuration", F_OK) == 0
        }
        try room.configure("[Plugins]\nfoldres = /x\n")
        let result = try shop.pastTheAgent("vms")
        #expect(result.code == 78 && result.output.contains("foldres"), "\(result.output)")
        #expect(
          result.output.contains(
            "there is no plugin vms in /etc/stationmaster/plugins, /usr/lib/stationmaster/plugins"))
        #expect(try await room.stopAgent() == 0)
      }
    }

    @Test func withoutSystemdItIsRefusedRatherThanLetLoose() async throws {
      try await Self.open { shop in
        try await shop.room.startAgent(
          Classroom.impatient + "\n[Plugins]\nfolders = \(shop.plugin.root)\n")
        let refused = try await shop.room.see("it is refused") { snapshot in
          snapshot.plugins.first?.phase == "refused"
        }
        #expect(
          refused.plugins.first?.reason?.contains("does not run as a service of systemd") == true
        )
        #expect(try await shop.room.stopAgent() == 0)
      }
    }
  }
}
