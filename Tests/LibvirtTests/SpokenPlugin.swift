import EventLoop
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

/// The built plugin as a process, spoken with over its standard input and output.
struct SpokenPlugin {
  let talk: Talk
  private let desk: Desk

  /// Starts it with this configuration, in which FOLDER is that of `files`, and says `initialize`,
  /// `gc` and `desktops.watch`.
  init(_ configuration: String, keep: [String]? = nil, files: [String: String] = [:]) async throws {
    desk = try Desk(loop: try Loop())
    for (name, text) in files { try writeText(text, to: desk.folder + "/" + name) }
    let plugin = try PluginFolder(
      "libvirt", on: desk, configuration: configuration.replacing("FOLDER", with: desk.folder))
    talk = try Talk(plugin, log: desk.log("plugin"))
    try await talk.begin(keep: keep)
  }

  /// Asks, and throws what it is answered with if that is an error.
  func perform(
    _ action: PluginProtocol.Operation.Action, _ desktop: String
  ) async throws {
    if let error = try await talk.perform(action, on: desktop) { throw error }
  }

  /// Waits until the newest report is as `check` says.
  func until(
    _ what: String, _ check: @escaping @Sendable (DesktopReport) -> Bool
  ) async throws {
    try await talk.see(what, check)
  }

  /// Waits until a desktop is as `check` says, and returns it.
  @discardableResult
  func desktop(
    _ name: String, _ what: String, _ check: @escaping @Sendable (Desktop) -> Bool = { _ in true }
  ) async throws -> Desktop {
    let report = try await talk.see("\(name): \(what)") { report in
      report.desktops?.contains { $0.name == name && check($0) } == true
    }
    return try #require(report.desktops?.first { $0.name == name })
  }

  var desktops: [Desktop]? {
    get async { await talk.snapshots.last?.report.desktops }
  }

  /// Closes its input; returns its status.
  func end() async -> Int32 { await talk.end() }
}
