// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let inSwiftSourcesStoreSwift = TemplateFile(
    path: "Sources/Store.swift", isProgram: false,
    text: ##"""
import FoundationEssentials
import PluginKit
import PluginProtocol
import StationModel

/// What lasts: the state and the station of each desktop, in a file of the state folder.
actor Store {
  private struct Saved: Codable {
    var states: [String: Desktop.State] = [:]
    var stations: [String: String] = [:]
  }

  private let path: String
  private var saved = Saved()
  private var complaint: String?
  private var waiter: AsyncStream<Void>.Continuation?
  /// The last good list.
  private(set) var last: [Desktop]?

  init(path: String) {
    self.path = path
    if let data = try? Data(contentsOf: URL(filePath: path)) {
      do {
        saved = try JSONDecoder().decode(Saved.self, from: data)
      } catch {
        PluginLog.write(.error, "\(path) cannot be read, and is begun anew")
      }
    }
  }

  func desktop(_ id: String, _ name: String) -> Desktop {
    Desktop(
      id: id, name: name, kind: "session", state: saved.states[id] ?? .stopped,
      station: saved.stations[id].map { StationKey($0) })
  }

  func set(_ state: Desktop.State, _ id: String) throws(PluginError) {
    saved.states[id] = state
    try save()
  }

  func assign(_ station: String?, _ id: String) throws(PluginError) {
    saved.stations[id] = station
    try save()
  }

  func keep(_ ids: Set<String>) {
    saved.stations = saved.stations.filter { ids.contains($0.key) }
    do throws(PluginError) {
      try save()
    } catch {
      PluginLog.write(.error, error.message)
    }
  }

  func remember(_ desktops: [Desktop]) {
    last = desktops
    complaint = nil
  }

  /// Logs it, unless it is what was logged last.
  func complain(_ text: String) {
    if text != complaint { PluginLog.write(.error, text) }
    complaint = text
  }

  /// Returns at the next change, or after this time.
  func change(orAfter time: Duration) async {
    let (changes, change) = AsyncStream<Void>.makeStream()
    waiter = change
    let alarm = Task {
      try? await Task.sleep(for: time)
      change.finish()
    }
    for await _ in changes {}
    alarm.cancel()
  }

  private func save() throws(PluginError) {
    do {
      try JSONEncoder().encode(saved).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw PluginError(.noRoom, "\(path) cannot be written")
    }
    waiter?.finish()
  }
}

"""##)
}
