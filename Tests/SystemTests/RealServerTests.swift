import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// From the agent to the pixels of a real notification server.
  @Suite(.enabled(if: RealDesktop.isPossible, "needs Xvfb, dunst and xfce4-notifyd"))
  struct RealServers {
    /// dunst's own colour for what is critical.
    private static let critical: UInt32 = 0x900000

    @Test func dunstShowsAStageAndTheNextInItsPlaceUntilItIsSolved() async throws {
      try await RealDesktop.open(.dunst, "01-bare-host") { room, desktop in
        try desktop.startNotifier()
        // One way or the other the first stage is critical: so little is left.
        try await room.startAgent("[Licensing]\nhost-grace = 4s\nstation-grace = 4s\n")
        let first = try desktop.see("the first stage, in its colour") {
          $0.count(of: Self.critical) > 2000
        }
        let second = try desktop.see("the next stage", other: first) {
          $0.count(of: Self.critical) > 2000
        }
        try desktop.keep(second, as: "dunst-ended")
        #expect(try desktop.dunstctl("count", "displayed").hasPrefix("1"))
        try room.license(1)
        try desktop.seeNothing("it is solved")
      }
    }

    @Test func whatAPersonDismissesInDunstIsKnownToTheAgentAndStaysAway() async throws {
      try await RealDesktop.open(.dunst, "01-bare-host") { room, desktop in
        try desktop.startNotifier("fr_FR.UTF-8")
        try await room.startAgent()
        let shown = try desktop.see("a notification")
        try desktop.keep(shown, as: "dunst-french")
        #expect(desktop.told.contains("Me le rappeler demain"))
        #expect(desktop.told.contains("Détails"))
        try await room.see("that it is shown is known") { $0.told("desktop") == ["shown"] }
        try desktop.dunstctl("close")
        try desktop.seeNothing("it is dismissed")
        try await room.see("that is known") { $0.told("desktop") == ["dismissed"] }
        desktop.killServer()
        try desktop.startServer()
        // Something else is told by the new server, and only that.
        try room.command("license", "mode", "per-device")
        try desktop.see("the other")
        #expect(try desktop.dunstctl("count", "displayed").hasPrefix("1"))
      }
    }

    @Test func dunstsMenuEnrollsAStation() async throws {
      try await RealDesktop.open(.dunst, "06-plugable-dock-autoseat") { room, desktop in
        try desktop.startNotifier()
        try await room.startAgent(Classroom.impatient + "enroll = ask\n")
        try await room.see("it is told") { snapshot in
          snapshot.notices.contains { $0.cause == "candidate" && !$0.told.isEmpty }
        }
        try desktop.keep(
          try desktop.see("a candidate") { _ in desktop.told.contains("could be a station") },
          as: "dunst-candidate")
        try desktop.choose("Enroll")
        try await room.see("station 1") { $0[1]?.state == "complete" }
      }
    }

    @Test(arguments: [RealDesktop.Kind.dunst, .xfce4])
    func aServerThatIsKilledIsToldAgain(kind: RealDesktop.Kind) async throws {
      try await RealDesktop.open(kind, "01-bare-host") { room, desktop in
        try desktop.startNotifier()
        try await room.startAgent()
        try desktop.see("a notification")
        desktop.killServer()
        try desktop.seeNothing("the server's window is gone")
        try desktop.startServer()
        try desktop.see("the same on the new server")
        try await room.see("that is reported") { $0.told("desktop") == ["shown"] }
      }
    }

    @Test func xfceShowsFrenchAButtonGivesTheDetailsAndWhatIsSolvedGoes() async throws {
      try await RealDesktop.open(.xfce4, "01-bare-host") { room, desktop in
        try desktop.startNotifier("fr_FR.UTF-8")
        try await room.startAgent()
        let shown = try desktop.see("a notification")
        try desktop.keep(shown, as: "xfce-french")
        let area = try #require(shown.difference(from: desktop.empty))
        // It makes a button of each, the default one too: the left one of two below the text.
        try desktop.click(area.x.lowerBound + area.x.count / 4, area.y.upperBound - 30)
        try await room.see("that it was pressed is known") { $0.told("desktop") == ["acted"] }
        let details = try desktop.see("the details", other: shown) { _ in
          desktop.told.contains("stationctl notice show unconfigured/host")
        }
        try desktop.keep(details, as: "xfce-details-french")
        try room.license(1)
        try desktop.seeNothing("solved")
      }
    }
  }
}

extension AgentSnapshot {
  /// What came of telling the one notice that there is.
  fileprivate func told(_ way: String) -> [String] {
    notices.flatMap(\.told).filter { $0.way == way }.map(\.state)
  }
}
