import Synchronization

/// A value that several may give and one awaits; only the first counts.
final class FirstAnswer<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, Never>)
    case given(Value)
  }

  private let state = Mutex(State.open)

  /// False if another was given before.
  @discardableResult
  func give(_ value: Value) -> Bool {
    let (isFirst, continuation) = state.withLock {
      state -> (Bool, CheckedContinuation<Value, Never>?) in
      switch state {
      case .given: return (false, nil)
      case .open:
        state = .given(value)
        return (true, nil)
      case .awaited(let continuation):
        state = .given(value)
        return (true, continuation)
      }
    }
    continuation?.resume(returning: value)
    return isFirst
  }

  /// To be awaited once.
  var value: Value {
    get async {
      await withCheckedContinuation { continuation in
        let given: Value? = state.withLock { state in
          if case .given(let value) = state { return value }
          state = .awaited(continuation)
          return nil
        }
        if let given { continuation.resume(returning: given) }
      }
    }
  }
}
