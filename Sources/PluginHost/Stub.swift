public import StationModel

public struct PluginStatus: Sendable, Equatable {
  public enum Phase: Sendable, Equatable {
    case starting, ready, stale, restarting
    case failed(why: String)
    case refused(why: String)
  }
  public var name: String
  public var phase: Phase
  public var restarts: Int
  public var lastError: String?
  public var version: String?
}
public enum PluginEvent: Sendable {
  case picture(DesktopPicture)
  case status(PluginStatus)
  case log(plugin: String, level: Int, line: String)
}
public actor PluginHost {
  public nonisolated let events: AsyncStream<PluginEvent>
  let c: AsyncStream<PluginEvent>.Continuation
  public init(folders: [String], stateFolder: String, agentVersion: String) {
    (events, c) = AsyncStream<PluginEvent>.makeStream()
  }
  public func run() async { try? await Task.sleep(for: .seconds(1_000_000)) }
}
