import Synchronization

/// What `body` returns, or `late` if that takes too long. The body is left to itself then: what hangs
/// in the kernel cannot be cancelled.
public func withDeadline<Value: Sendable>(
  _ limit: Duration, late: Value, _ body: @escaping @Sendable () async -> Value
) async -> Value {
  await withCheckedContinuation { continuation in
    let answer = FirstAnswer(continuation)
    let clock = Task {
      // Cancelled where the answer came: then it is not the first.
      try? await Task.sleep(for: limit)
      answer.give(late)
    }
    Task {
      answer.give(await body())
      clock.cancel()
    }
  }
}

/// A continuation that two may resume; the second is not heard.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let waiting: Mutex<CheckedContinuation<Value, Never>?>

  init(_ continuation: CheckedContinuation<Value, Never>) { waiting = Mutex(continuation) }

  func give(_ value: Value) {
    let continuation = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    continuation?.resume(returning: value)
  }
}
