import PluginProtocol

/// Where the operations of one plugin wait and are asked, over all its processes.
actor OperationDesk {
  private let plugin: String
  private let patience: Patience
  private let bindings: Bindings
  private var door = Door.away
  private var outstanding = 0
  private var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
  private var lastWaiter = 0

  private enum Door {
    case open(Line)
    /// The plugin is between two processes, or not ready yet.
    case away
    /// It does not come back by itself.
    case closed(OperationTrouble)
  }

  /// A plugin that can be asked.
  private struct Line: Sendable {
    var conversation: Conversation
    var capabilities: Set<Contract.Capability>
  }

  init(plugin: String, patience: Patience, bindings: Bindings) {
    self.plugin = plugin
    self.patience = patience
    self.bindings = bindings
  }

  func open(_ conversation: Conversation, _ capabilities: Set<Contract.Capability>) {
    turn(.open(Line(conversation: conversation, capabilities: capabilities)))
  }

  func away() { turn(.away) }

  func close(_ trouble: OperationTrouble) { turn(.closed(trouble)) }

  /// Asks until it is accepted, for `patience.operation` at most, by the error table.
  func perform(_ operation: Operation) async throws(OperationTrouble) {
    guard outstanding < Contract.outstandingLimit else {
      throw OperationTrouble.tooMuch(plugin)
    }
    outstanding += 1
    defer { outstanding -= 1 }
    do throws(PluginError) {
      _ = try OperationParams(operation).asked(by: operation.method)
    } catch {
      throw OperationTrouble(.refused(error.code), "It cannot be asked: \(error.message).")
    }
    var errand = Errand(operation: operation, patience: patience)
    do throws(OperationTrouble) {
      while try await !isAccepted(&errand) {}
    } catch {
      // Nobody waits any more, for whatever reason.
      if let (conversation, id) = errand.unanswered { await conversation.cancel(id) }
      throw error
    }
    await bindings.accepted(operation.action, on: operation.desktop)
  }

  /// Asks once. False if it is to be asked again.
  private func isAccepted(_ errand: inout Errand) async throws(OperationTrouble) -> Bool {
    let operation = errand.operation
    let line = try await line(for: errand)
    try await check(operation, line.capabilities)
    var replaced: Int64?
    if let (conversation, id) = errand.unanswered, conversation === line.conversation {
      replaced = id
    }
    errand.unanswered = nil
    errand.wasAsked = true
    do throws(PluginTrouble) {
      _ = try await line.conversation.request(
        operation.method, OperationParams(operation), within: min(patience.request, errand.left),
        replacing: replaced)
      return true
    } catch {
      switch error.cause {
      case .answered(let answer):
        if let pause = errand.pause(after: answer) {
          try await wait(pause, errand)
        } else {
          throw OperationTrouble.refused(plugin, operation.desktop, answer)
        }
      case .noAnswer(let id): errand.unanswered = (line.conversation, id)
      case .ended:
        // Its supervisor will know in a moment.
        if case .open(let open) = door, open.conversation === line.conversation { door = .away }
      case .full:
        errand.unanswered = replaced.map { (line.conversation, $0) }
        try await wait(.seconds(1), errand)
      case .other:
        throw OperationTrouble(.refused(.invalidParams), "\(plugin) \(error.description).")
      }
    }
    return false
  }

  private func check(
    _ operation: Operation, _ capabilities: Set<Contract.Capability>
  ) async throws(OperationTrouble) {
    var needed: Set = [operation.capability]
    if case .assign = operation.action, await bindings.isTemplate(operation.desktop) {
      needed.insert(.clone)
    }
    if let missing = needed.subtracting(capabilities).map(\.rawValue).sorted().first {
      throw OperationTrouble.notSupported(plugin, missing)
    }
  }

  /// The plugin, as soon as it can be asked.
  private func line(for errand: Errand) async throws(OperationTrouble) -> Line {
    while true {
      if Task.isCancelled { throw OperationTrouble.cancelled }
      guard errand.left > .zero else {
        throw errand.wasAsked
          ? OperationTrouble.noAnswer(plugin) : OperationTrouble.notThere(plugin)
      }
      switch door {
      case .open(let line): return line
      case .closed(let trouble): throw errand.wasAsked ? trouble.afterAsking : trouble
      case .away:
        lastWaiter &+= 1
        let key = lastWaiter
        let (turns, turn) = AsyncStream<Void>.makeStream()
        waiting[key] = turn
        _ = await patience.limit(errand.left) {
          for await _ in turns {}
          return true
        }
        waiting[key] = nil
      }
    }
  }

  /// Before it is asked again.
  private func wait(_ pause: Duration, _ errand: Errand) async throws(OperationTrouble) {
    let pause = min(pause * patience.repeatPace, errand.left)
    guard (try? await patience.clock.sleep(for: pause)) != nil else {
      throw OperationTrouble.cancelled
    }
  }

  private func turn(_ new: Door) {
    door = new
    for waiter in waiting.values { waiter.finish() }
    waiting = [:]
  }
}
