import PluginProtocol
import StationModel
import Synchronization

/// What waits for the agent to take it: bounded, however fast plugins talk and however slow the
/// agent is. Posting never waits, so events keep the order in which things happened.
final class Mailbox: Sendable {
  /// Log lines and violations that wait; beyond, the oldest of whoever has most are dropped and
  /// counted.
  private let lineLimit: Int
  private let contents = Mutex(Contents())
  private let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation

  fileprivate struct Contents: Sendable {
    var queue: [PluginEvent] = []
    var lines = 0
    var linesOf: [String: Int] = [:]
    var dropped: [String: Int] = [:]
    var isClosed = false
  }

  init(lineLimit: Int = 1000) {
    self.lineLimit = lineLimit
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func post(_ event: PluginEvent) {
    contents.withLock { contents in
      guard !contents.isClosed else { return }
      contents.queue.removeAll { $0.isOutdated(by: event) }
      if let plugin = event.linePlugin {
        if contents.lines == lineLimit { contents.dropOldestLine() }
        contents.count(1, of: plugin)
      }
      contents.queue.append(event)
    }
    ring.yield()
  }

  /// The next event; nil when the mailbox is closed and empty, or the task is cancelled. For one
  /// reader.
  func next() async -> PluginEvent? {
    var rings = bell.makeAsyncIterator()
    while true {
      let (event, isClosed) = contents.withLock { ($0.take(), $0.isClosed) }
      if let event { return event }
      guard !isClosed, !Task.isCancelled, await rings.next() != nil else { return nil }
    }
  }

  /// Nothing more will come; what waits can still be taken.
  func close() {
    contents.withLock { $0.isClosed = true }
    ring.yield()
  }
}

extension Mailbox.Contents {
  fileprivate mutating func take() -> PluginEvent? {
    if let (plugin, count) = dropped.popFirst() {
      return .log(
        plugin: plugin, level: .warning,
        line: "\(count) \(count == 1 ? "line was" : "lines were") dropped")
    }
    guard !queue.isEmpty else { return nil }
    let event = queue.removeFirst()
    if let plugin = event.linePlugin { count(-1, of: plugin) }
    return event
  }

  fileprivate mutating func dropOldestLine() {
    // One plugin's flood must not wash away another's words.
    guard let plugin = linesOf.max(by: { $0.value < $1.value })?.key,
      let index = queue.firstIndex(where: { $0.linePlugin == plugin })
    else { return }
    queue.remove(at: index)
    dropped[plugin, default: 0] += 1
    count(-1, of: plugin)
  }

  fileprivate mutating func count(_ change: Int, of plugin: String) {
    lines += change
    let new = (linesOf[plugin] ?? 0) + change
    linesOf[plugin] = new == 0 ? nil : new
  }
}

extension PluginEvent {
  /// The plugin, if this is a line that may be dropped.
  fileprivate var linePlugin: String? {
    switch self {
    case .log(let plugin, _, _), .violation(let plugin, _): plugin
    case .picture, .status, .gone: nil
    }
  }

  /// Levels are replaced by newer ones, and by the end of the plugin.
  fileprivate func isOutdated(by new: PluginEvent) -> Bool {
    switch (self, new) {
    case (.picture(let old), .picture(let new)): old.plugin == new.plugin
    case (.status(let old), .status(let new)): old.name == new.name
    case (.picture(let old), .gone(let plugin)): old.plugin == plugin
    case (.status(let old), .gone(let plugin)): old.name == plugin
    default: false
    }
  }
}
