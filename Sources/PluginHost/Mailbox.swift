import PluginProtocol
import StationModel

/// What waits for the agent to take it: bounded, however fast plugins talk and however slow the
/// agent is.
actor Mailbox {
  /// Log lines and violations that wait; beyond, the oldest are dropped and counted.
  private let lineLimit: Int
  private var queue: [PluginEvent] = []
  private var lines = 0
  private var dropped: [String: Int] = [:]
  private var isClosed = false
  private let bell = Bell()

  init(lineLimit: Int = 1000) { self.lineLimit = lineLimit }

  func post(_ event: PluginEvent) async {
    guard !isClosed else { return }
    switch event {
    case .picture(let new):
      queue.removeAll { if case .picture(let old) = $0 { old.plugin == new.plugin } else { false } }
    case .status(let new):
      queue.removeAll { if case .status(let old) = $0 { old.name == new.name } else { false } }
    case .gone(let plugin):
      queue.removeAll {
        switch $0 {
        case .picture(let old): old.plugin == plugin
        case .status(let old): old.name == plugin
        case .gone, .log, .violation: false
        }
      }
    case .log, .violation:
      if lines == lineLimit { dropOldestLine() }
      lines += 1
    }
    queue.append(event)
    await bell.ring()
  }

  /// The next event; nil when the mailbox is closed and empty, or the task is cancelled.
  func next() async -> PluginEvent? {
    while queue.isEmpty {
      guard !isClosed, !Task.isCancelled else { return nil }
      await bell.wait()
    }
    if let (plugin, count) = dropped.popFirst() {
      return .log(plugin: plugin, level: .warning, line: "\(count) lines were dropped")
    }
    let event = queue.removeFirst()
    if event.linePlugin != nil { lines -= 1 }
    return event
  }

  /// Nothing more will come; what waits can still be taken.
  func close() async {
    isClosed = true
    await bell.ring()
  }

  private func dropOldestLine() {
    guard let index = queue.firstIndex(where: { $0.linePlugin != nil }) else { return }
    if let plugin = queue.remove(at: index).linePlugin { dropped[plugin, default: 0] += 1 }
    lines -= 1
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
}
