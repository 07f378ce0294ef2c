import CSystemd

/// What a connection holds of sd-bus, and what sd-bus holds pointers to. Touched on the loop's
/// thread only; apart from the actor, so that it can outlive it until the loop has closed it.
final class Wire: @unchecked Sendable {
  var bus: OpaquePointer?
  var matches: [Int: Match] = [:]
  /// The calls that are not answered yet.
  var waiting: Set<Waiting> = []
  var managers: [OpaquePointer] = []
  var vtables: [String: Vtable] = [:]
  /// By path, then by interface.
  var exports: [String: [String: Export]] = [:]
  let lossStream: AsyncStream<Never>
  let loss: AsyncStream<Never>.Continuation

  init() { (lossStream, loss) = AsyncStream<Never>.makeStream() }

  /// The bus has gone: nobody waits for its signals any longer.
  func lost() {
    loss.finish()
    for match in matches.values { match.continuation.finish() }
  }

  func close() {
    loss.finish()
    guard bus != nil else { return }
    // Before the bus has said hello there is nothing to send, and a silent one would be waited for.
    if sd_bus_is_ready(bus) > 0 { sd_bus_flush(bus) }
    exports.removeAll()
    for slot in managers { sd_bus_slot_unref(slot) }
    managers.removeAll()
    for match in matches.values { match.end() }
    matches.removeAll()
    sd_bus_detach_event(bus)
    sd_bus_close(bus)
    bus = sd_bus_unref(bus)
    // sd-bus drops what it waits for without a word.
    for call in waiting {
      call.end(
        .failure(
          DBusError(
            name: "org.freedesktop.DBus.Error.Disconnected", message: "the connection was closed")))
    }
  }
}

/// One stream of signals; sd-bus holds a pointer to it as user data.
final class Match {
  let continuation: AsyncStream<ReceivedSignal>.Continuation
  var slot: OpaquePointer?
  init(_ continuation: AsyncStream<ReceivedSignal>.Continuation) {
    self.continuation = continuation
  }
  func end() {
    slot = sd_bus_slot_unref(slot)
    continuation.finish()
  }
}

/// A call that is not answered yet; sd-bus holds a pointer to it as user data.
final class Waiting: Hashable {
  private let continuation: CheckedContinuation<Result<[Value], DBusError>, Never>
  private unowned let wire: Wire

  init(
    _ continuation: CheckedContinuation<Result<[Value], DBusError>, Never>, _ wire: Wire
  ) {
    self.continuation = continuation
    self.wire = wire
  }

  /// Wakes the caller. Once.
  func end(_ answer: Result<[Value], DBusError>) {
    guard wire.waiting.remove(self) != nil else { return }
    continuation.resume(returning: answer)
  }

  static func == (left: Waiting, right: Waiting) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
