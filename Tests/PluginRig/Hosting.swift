import PluginHost
public import RigKit
public import StationModel

/// Runs a plugin under the real host until it shows what is wanted; then the host stops it.
@discardableResult
public func seePicture(
  of plugin: PluginFolder, on desk: Desk, _ what: String, seconds: Int = 20,
  _ condition: @escaping @Sendable (DesktopPicture) -> Bool
) async throws -> DesktopPicture {
  let host = PluginHost(
    folders: [plugin.root], stateFolder: plugin.state + "/host", agentVersion: "1")
  return try await withThrowingTaskGroup(of: DesktopPicture?.self) { group in
    group.addTask {
      await host.run()
      return nil
    }
    group.addTask {
      var last: [PluginEvent] = []
      for await event in host.events {
        if case .picture(let picture) = event, condition(picture) { return picture }
        last = last.suffix(5) + [event]
      }
      throw RigError("not seen: \(what); last: \(last)")
    }
    group.addTask {
      try await Task.sleep(for: .seconds(seconds))
      throw RigError("not seen within \(seconds) s: \(what)")
    }
    defer { group.cancelAll() }
    for try await found in group { if let found { return found } }
    throw RigError("not seen: \(what)")
  }
}
