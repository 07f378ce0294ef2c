import PluginProtocol

/// Sees to it that each operation is done once, however often it is asked for, and that those of one
/// desktop do not overlap.
actor OperationRoom {
  private struct Running {
    var operation: Operation
    var task: Task<Void, Never>
    var waiting: [Message.ID]
  }

  private let desk: AnswerDesk
  private let perform: @Sendable (Operation) async throws(PluginError) -> Void
  private var running: [String: Running] = [:]
  private var memory: OperationMemory
  /// Desktops with which something is being done, by operation.
  private var taken: [String: String] = [:]

  init(
    desk: AnswerDesk, memory: OperationMemory,
    perform: @escaping @Sendable (Operation) async throws(PluginError) -> Void
  ) {
    self.desk = desk
    self.memory = memory
    self.perform = perform
  }

  func take(_ operation: Operation, answering id: Message.ID) async {
    if let before = running[operation.id]?.operation ?? memory.operation(operation.id) {
      guard before == operation else {
        return await desk.refuse(
          PluginError(.operationReused, "operation \(operation.id) was something else"), id: id)
      }
      if running[operation.id] != nil {
        running[operation.id]?.waiting.append(id)
      } else {
        await desk.accept(id)
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
    running[operation.id] = Running(operation: operation, task: task, waiting: [id])
  }

  /// Nobody waits for that request any more; the work itself ends when nobody waits for it at all.
  func cancel(_ id: Message.ID) {
    for (operation, one) in running {
      guard let index = one.waiting.firstIndex(of: id) else { continue }
      running[operation]?.waiting.remove(at: index)
      if one.waiting.count == 1 { one.task.cancel() }
    }
  }

  /// The plugin ends.
  func cancelAll() {
    for one in running.values { one.task.cancel() }
  }

  private func finish(_ operation: Operation, _ failure: PluginError?) async {
    taken[operation.desktop] = nil
    // Only what was done is remembered: what failed may be tried again under its id.
    if failure == nil { memory.remember(operation) }
    guard let waiting = running.removeValue(forKey: operation.id)?.waiting else { return }
    for id in waiting {
      if let failure { await desk.refuse(failure, id: id) } else { await desk.accept(id) }
    }
  }
}
