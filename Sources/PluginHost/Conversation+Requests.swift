import PluginProtocol

extension Conversation {
  /// So many given up requests are remembered; an answer to an older one counts as a stray.
  private static let memory = 256

  /// Asks, and returns the answer.
  ///
  /// - Parameter replaced: a request for the same that was given up. It is cancelled only after this
  ///   one was said, so that the plugin goes on with what it does for both.
  func request(
    _ method: Contract.Method, _ params: some Encodable & Sendable, within deadline: Duration,
    replacing replaced: Int64? = nil
  ) async throws(PluginTrouble) -> Message {
    if isClosed { throw Self.ended }
    guard pending.count < Contract.outstandingLimit else {
      throw PluginTrouble("has \(pending.count) requests to answer already", .full)
    }
    lastID += 1
    let id = lastID
    let line: [UInt8]
    do throws(PluginError) {
      line = try Message.request(id: id, method: method, params: params)
    } catch {
      throw PluginTrouble("cannot be asked \(method.rawValue): " + error.message)
    }
    let (answers, answer) = AsyncStream<Result<Message, PluginTrouble>>.makeStream(
      bufferingPolicy: .bufferingOldest(1))
    pending[id] = Pending(method: method, answer: answer)
    defer { pending[id] = nil }
    send(line)
    if let replaced { cancel(replaced) }
    switch await patience.limit(deadline, { await answers.first { _ in true } }) {
    case .success(let message): return message
    case .failure(let trouble): throw trouble
    case nil:
      if isClosed { throw Self.ended }
      if pending[id] != nil {
        abandoned[id] = Task.isCancelled ? .cancelled : .late
        if abandoned.count > Self.memory { abandoned[abandoned.keys.min() ?? id] = nil }
      }
      throw PluginTrouble(
        "did not answer \(method.rawValue) within \(deadline)", .noAnswer(id))
    }
  }

  /// Says that nobody waits for that request any more.
  func cancel(_ id: Int64) {
    guard !isClosed,
      let line = try? Message.notification(method: .cancel, params: CancelParams(id: id))
    else { return }
    send(line)
  }

  /// The process ends: whoever waits for an answer learns it now.
  func close() {
    isClosed = true
    for request in pending.values { request.answer.yield(.failure(Self.ended)) }
    pending = [:]
  }

  func send(_ line: [UInt8]) {
    if case .dropped = outgoing.yield(line) {
      end.yield(.trouble("did not read the last \(Self.outgoingLimit) lines on its standard input"))
    }
  }

  private static let ended = PluginTrouble("ended before it answered", .ended)
}
