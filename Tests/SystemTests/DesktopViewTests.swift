import AgentInterface
import DBus
import Glibc
import RigKit
import Testing

extension System {
  /// What is assigned to a station is opened there: the shipped programs, and viewers that write down
  /// with which words they were called.
  @Suite struct DesktopViewing {
    private struct Seat {
      var room: Classroom
      var plugin: ScriptedPlugin
      var logind: PretendLogind
      var calls: String { room.desk.folder + "/calls" }

      var environment: [String: String] {
        var environment = room.desk.clientEnvironment
        environment["XDG_SESSION_ID"] = "c1"
        environment["DISPLAY"] = ":0"
        environment["PATH"] = "\(room.desk.folder)/bin:/usr/bin:/bin"
        return environment
      }

      func view(_ words: [String], _ changes: [String: String] = [:]) throws -> CommandResult {
        try run(
          Desk.programs + "/stationctl", ["desktop", "view"] + words,
          environment: environment.merging(changes) { $1 }, logPath: room.desk.log("view"))
      }

      /// A program that writes down its words, and then does what is said.
      func install(_ name: String, then: String = "") throws {
        mkdir(room.desk.folder + "/bin", 0o755)
        let path = room.desk.folder + "/bin/" + name
        try writeText("#!/bin/sh\necho \"\(name) $*\" >> \(calls)\n\(then)\n", to: path)
        chmod(path, 0o755)
      }

      func children(of pid: pid_t) -> [pid_t] {
        let list = try? run(
          "pgrep", ["-P", "\(pid)"], environment: [:], logPath: room.desk.log("pgrep"))
        return (list?.output ?? "").split(separator: "\n").compactMap { pid_t($0) }
      }

      var called: [String] {
        ((try? readText(calls)) ?? "").split(separator: "\n").map(String.init)
      }
    }

    private static func desktop(_ state: String, port: Int = 5901) -> [String: String] {
      [
        "id": "a", "state": state, "station": Docks.key(port: 1),
        "address": #"{"type": "vnc", "host": "127.0.0.1", "port": \#(port)}"#,
      ]
    }

    private static func open(_ body: (Seat) async throws -> Void) async throws {
      try await Classroom.open("06-plugable-dock-autoseat") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        let plugin = try ScriptedPlugin(room, [])
        try await room.startAgent(
          Classroom.impatient + "\n[Plugins]\nfolders = \(plugin.root)\nstale-time = 300ms\n")
        let seen = try await room.see("the dock is station 1") {
          $0[1]?.state == "complete" && $0.host.sessionsUnknown == nil
        }
        try await logind.add(
          "c1", "ada", seat: try #require(seen[1]?.seat), ["Type": .string("x11")])
        try await room.see("ada is there") { $0.sessions.map(\.station) == [1] }
        try await body(Seat(room: room, plugin: plugin, logind: logind))
      }
    }

    @Test func whatIsAssignedHereIsOpenedOverTheWholeScreen() async throws {
      try await Self.open { seat in
        let none = try seat.view(["--here"])
        #expect(none.code == 1 && none.output.contains("No desktop is assigned to station 1"))
        try seat.plugin.write([Self.desktop("stopped")])
        try await seat.room.see("it is shown at both") {
          $0[1]?.desktop == "vms/a" && $0.desktops.first?.boundTo == 1
            && $0.sessions.first?.desktop == "vms/a"
        }
        #expect(try seat.room.command("stations").contains("vms/a"))
        #expect(try seat.room.command("station", "explain", "1").contains("desktop vms/a"))
        let stopped = try seat.view(["--here"])
        #expect(stopped.code == 1 && stopped.output.contains("stationctl desktop start vms/a"))

        try seat.plugin.write([Self.desktop("running")])
        try await seat.room.see("it runs") { $0.desktops.first?.state == "running" }
        let bare = try seat.view(["--here"])
        #expect(
          bare.code == 1 && bare.output.contains("sudo apt install tigervnc-viewer"),
          "\(bare.output)")
        try seat.install("vncviewer", then: "exit 7")
        let blind = try seat.view(["--here"], ["DISPLAY": ""])
        #expect(blind.code == 1 && blind.output.contains("neither DISPLAY nor WAYLAND_DISPLAY"))
        #expect(seat.called.isEmpty)
        // The viewer's own exit code: it took the command's place.
        #expect(try seat.view(["--here"]).code == 7)
        #expect(try seat.view(["a"]).code == 7)
        #expect(
          seat.called == [
            "vncviewer -fullscreen 127.0.0.1::5901", "vncviewer 127.0.0.1::5901",
          ])
        let printed = try seat.view(["--here", "--print"], ["DISPLAY": ""])
        #expect(
          printed.output == "\(seat.room.desk.folder)/bin/vncviewer -fullscreen 127.0.0.1::5901\n")
        #expect(try seat.view(["a", "--here"]).code == 64)
        try await seat.logind.remove("c1")
        try await seat.room.see("ada has left") { $0.sessions.isEmpty }
        #expect(try seat.view(["--here"]).output.contains("This session is at no station."))
      }
    }

    @Test func aKeptViewFollowsItsDesktop() async throws {
      try await Self.open { seat in
        try seat.install("vncviewer", then: "exec sleep 60")
        let child = try Child(
          Desk.programs + "/stationctl", ["desktop", "view", "--here", "--keep"],
          environment: seat.environment, logPath: seat.room.desk.log("keep"))
        defer { if !child.hasEnded { child.end(SIGTERM) } }
        try waitUntil("it waits") { child.output.contains("No desktop is assigned to station 1") }
        try seat.plugin.write([Self.desktop("running")])
        try waitUntil("it is opened") { seat.called.count == 1 }
        // Where it is reached changes: the old view goes, another comes.
        try seat.plugin.write([Self.desktop("running", port: 5909)])
        try waitUntil("it is opened anew") { seat.called.count == 2 }
        #expect(seat.called.last == "vncviewer -fullscreen 127.0.0.1::5909")
        try seat.plugin.write([Self.desktop("stopped")])
        try waitUntil("it says why it waits") { child.output.contains("is stopped") }
        try seat.plugin.write([Self.desktop("running")])
        try waitUntil("it comes back") { seat.called.count == 3 }
        seat.room.killAgent()
        try waitUntil("it waits for the agent") { child.output.contains("is not running") }
        #expect(seat.called.count == 3 && !child.hasEnded)
        // Its end is the viewer's.
        let viewers = { seat.children(of: child.pid) }
        let last = try #require(viewers().first)
        child.end(SIGTERM)
        try waitUntil("the viewer has ended") { kill(last, 0) != 0 }
      }
    }
  }
}
