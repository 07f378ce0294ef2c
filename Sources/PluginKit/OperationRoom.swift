import PluginProtocol

/// Sees to it that each operation is done once, however often it is asked for, and that those of one
/// desktop do not overlap.
actor OperationRoom {
  /// So many finished operations are remembered. The host asks again within minutes or never.
  static let memory = 1000

  private enum Entry {
    case running(Task<Void, Never>, waiting: [Message.ID])
    case done
  }

  private struct Known {
    var operation: Operation
    var entry: Entry
  }

  private let desk: AnswerDesk
  private let perform: @Sendable (Operation) async throws(PluginError) -> Void
  private var known: [String: Known] = [:]
  private var finished: [String] = []
  /// Desktops with which something is being done, by operation.
  private var taken: [String: String] = [:]

  init(
    desk: AnswerDesk, perform: @escaping @Sendable (Operation) async throws(PluginError) -> Void
  ) {
    self.desk = desk
    self.perform = perform
  }

  func take(_ operation: Operation, answering id: Message.ID) async {
    if let before = known[operation.id] {
      guard before.operation == operation else {
        return await desk.refuse(
          PluginError(.operationReused, "operation \(operation.id) was something else"), id: id)
      }
      switch before.entry {
      case .running(let task, let waiting):
        known[operation.id]?.entry = .running(task, waiting: waiting + [id])
      case .done: await answer(id, nil)
      }
      return
    }
    if taken[operation.desktop] != nil {
      return await desk.refuse(
        PluginError(
          .busy, "something else is being done with \(operation.desktop)", retryAfter: 1), id: id)
    }
    taken[operation.desktop] = operation.id
    let task = Task {
      var failure: PluginError?
      do throws(PluginError) {
        try await perform(operation)
      } catch {
        failure = error
      }
      await finish(operation, failure)
    }
    known[operation.id] = Known(operation: operation, entry: .running(task, waiting: [id]))
  }

  /// Nobody waits for that request any more; the work itself ends when nobody waits for it at all.
  func cancel(_ id: Message.ID) {
    for (operation, before) in known {
      guard case .running(let task, var waiting) = before.entry,
        let index = waiting.firstIndex(of: id)
      else { continue }
      waiting.remove(at: index)
      known[operation]?.entry = .running(task, waiting: waiting)
      if waiting.isEmpty { task.cancel() }
    }
  }

  /// The plugin ends.
  func cancelAll() {
    for case .running(let task, _) in known.values.map(\.entry) { task.cancel() }
  }

  private func finish(_ operation: Operation, _ failure: PluginError?) async {
    taken[operation.desktop] = nil
    guard case .running(_, let waiting)? = known[operation.id]?.entry else { return }
    // Only what was done is remembered: what failed may be tried again under its id.
    if failure == nil {
      known[operation.id]?.entry = .done
      finished.append(operation.id)
      if finished.count > Self.memory { known[finished.removeFirst()] = nil }
    } else {
      known[operation.id] = nil
    }
    for id in waiting { await answer(id, failure) }
  }

  private func answer(_ id: Message.ID, _ error: PluginError?) async {
    if let error { await desk.refuse(error, id: id) } else { await desk.accept(id) }
  }
}
