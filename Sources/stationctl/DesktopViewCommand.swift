import AgentInterface
import ArgumentParser
import Glibc
import StationModel

struct DesktopViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Open a desktop with the right viewer.",
    discussion: """
      With --here it is the desktop that is assigned to the station of this very session, over the whole \
      screen. Nothing is started but the viewer. Passwords are asked for by the viewer, if at all \
      (/usr/share/doc/stationmaster/desktops-at-stations.md).
      """)

  @Argument(help: desktopHelp) var desktop: DesktopTarget?
  @Flag(help: "The desktop that is assigned to this station.") var here = false
  @Flag(help: "Over the whole screen; with --here it always is.") var fullScreen = false
  @Flag(help: "With --here: open it again whenever it ended, and wait for it while it is away.")
  var keep = false
  @Flag(help: "Only print the command, a line that a shell understands.") var print = false
  @Flag(help: "Only print the command as JSON (/usr/share/doc/stationmaster/json.md).")
  var json = false

  func validate() throws {
    guard (desktop != nil) != here else {
      throw ValidationError("Say which desktop, or --here.")
    }
    if keep && !here { throw ValidationError("--keep goes with --here.") }
    if keep && (print || json) { throw ValidationError("--keep prints nothing.") }
  }

  func run() async throws {
    try await reportingFailures {
      let screen = Viewer.Screen(variable)
      let isPrinted = print || json
      if !isPrinted && !screen.isThere {
        throw Failure(
          .refused, "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.",
          nextStep: "Run it in a graphical session, or add --print.")
      }
      // A command may be printed on a terminal for a screen elsewhere.
      let target = screen.isThere ? screen : Viewer.Screen { $0 == "DISPLAY" ? ":0" : nil }
      let wish = self
      try await withAgent { client in
        if wish.keep { return try await ViewerKeeper(client, screen: target).run() }
        let chosen = try wish.choose(in: try await client.snapshot(), on: target)
        if wish.json { return try writeJSON(chosen) }
        if wish.print {
          return writeLine(shellLine([chosen.program] + chosen.arguments))
        }
        throw become(chosen)
      }
    }
  }

  private func choose(
    in snapshot: AgentSnapshot, on screen: Viewer.Screen
  ) throws -> ViewerCommand {
    let view =
      try desktop?.find(in: snapshot.desktops)
      ?? assignedDesktop(at: try Self.station(in: snapshot), in: snapshot)
    return try viewerCommand(
      try sight(of: view), isFullScreen: here || fullScreen, on: screen,
      isSocket: isSocket, find: programPath)
  }

  /// The station of the session in which this runs.
  static func station(in snapshot: AgentSnapshot) throws(Failure) -> StationView {
    try ownStation(
      in: snapshot, session: variable("XDG_SESSION_ID"), seat: variable("XDG_SEAT"),
      uid: Int(getuid()))
  }
}
