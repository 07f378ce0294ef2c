import CBus
import CSystemd
public import EventLoop
import Glibc

/// A connection to a message bus, pinned to the event loop.
public actor Connection {
  public nonisolated let loop: Loop
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  let wire = Wire()
  private var lastMatch = 0
  private var bus: OpaquePointer? { wire.bus }

  /// Where to connect.
  public enum Address: Sendable, Equatable {
    /// The system bus, or what `DBUS_SYSTEM_BUS_ADDRESS` names.
    case system
    /// The session bus, or what `DBUS_SESSION_BUS_ADDRESS` names.
    case session
    /// Any other bus by its address, `unix:path=/run/…`.
    case other(String)
  }

  public init(loop: Loop) { self.loop = loop }

  // Not an isolated deinit: with Swift 6.3 no other module that uses this actor can be optimised
  // then ("circular reference" in the release build).
  deinit {
    let wire = wire
    loop.perform { wire.close() }
  }

  // MARK: Connecting

  /// Connects and says hello. Returns once the bus has answered.
  public func connect(to address: Address) async throws(DBusError) {
    var bus: OpaquePointer?
    do throws(DBusError) { try open(&bus, address) } catch {
      sd_bus_unref(bus)
      throw error
    }
    wire.bus = bus
    _ = try await askBus("GetId")
  }

  private func open(_ bus: inout OpaquePointer?, _ address: Address) throws(DBusError) {
    switch address {
    case .system: try check(sd_bus_open_system(&bus), "cannot reach the system bus")
    case .session: try check(sd_bus_open_user(&bus), "cannot reach the session bus")
    case .other(let text):
      try check(sd_bus_new(&bus), "sd_bus_new")
      try check(sd_bus_set_address(bus, text), "the bus address '\(text)' is not valid")
      try check(sd_bus_set_bus_client(bus, 1), "sd_bus_set_bus_client")
      try check(sd_bus_start(bus), "cannot reach the bus at \(text)")
    }
    try check(sd_bus_attach_event(bus, loop.event, 0), "sd_bus_attach_event")
    try check(
      sd_bus_add_match(
        bus, nil, "type='signal',path='/org/freedesktop/DBus/Local',member='Disconnected'",
        onDisconnected, Unmanaged.passUnretained(wire).toOpaque()), "sd_bus_add_match")
  }

  /// Returns when the bus has gone away, or the connection is closed. For one caller.
  public func untilLost() async { for await _ in wire.lossStream {} }

  /// Sends what is still queued and leaves the bus.
  public func close() { wire.close() }

  /// Takes a well-known name; fails at once if somebody else has it.
  public func own(_ name: String) throws(DBusError) {
    let result = sd_bus_request_name(bus, name, 0)
    if result == -EEXIST {
      throw DBusError(
        name: "org.freedesktop.DBus.Error.AddressInUse",
        message: "the name \(name) is already taken: is another agent running?")
    }
    try check(result, "cannot own the name \(name)")
  }

  // MARK: Calling

  /// Calls a method and waits for the answer, `timeoutMilliseconds` at most. With `interactive` whoever
  /// is called may ask somebody for a password first, which takes as long as it takes.
  public func call(
    _ destination: String, _ path: String, _ interface: String, _ member: String,
    _ arguments: [Value] = [], timeoutMilliseconds: UInt64 = 25_000, interactive: Bool = false
  ) async throws(DBusError) -> [Value] {
    guard let bus else {
      throw DBusError(name: "org.freedesktop.DBus.Error.Disconnected", message: "not connected")
    }
    var message: OpaquePointer?
    try check(
      sd_bus_message_new_method_call(bus, &message, destination, path, interface, member),
      "cannot call \(interface).\(member)")
    guard let message else { throw DBusError("sd_bus_message_new_method_call", errno: -ENOMEM) }
    defer { sd_bus_message_unref(message) }
    if interactive {
      try check(
        sd_bus_message_set_allow_interactive_authorization(message, 1), "cannot call \(member)")
    }
    for argument in arguments { try Message(pointer: message).append(argument) }
    let answer: Result<[Value], DBusError> = await withCheckedContinuation { continuation in
      let waiting = Waiting(continuation, wire)
      wire.waiting.insert(waiting)
      let result = sd_bus_call_async(
        bus, nil, message, onReply, Unmanaged.passUnretained(waiting).toOpaque(),
        timeoutMilliseconds * 1000)
      if result < 0 {
        waiting.end(.failure(DBusError("cannot call \(member)", errno: result)))
      }
    }
    return try answer.get()
  }

  /// Calls the bus itself. On Debian's system bus that is all one may call of it, besides
  /// Introspectable and Properties: not even `Peer.Ping` (/usr/share/dbus-1/system.conf).
  public func askBus(
    _ member: String, _ arguments: [Value] = []
  ) async throws(DBusError) -> [Value] {
    try await call(
      "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", member, arguments)
  }

  /// All signals that the match rule selects, in order, from now until the stream is dropped.
  public func signals(matching rule: String) async throws(DBusError) -> AsyncStream<ReceivedSignal>
  {
    let (stream, continuation) = AsyncStream<ReceivedSignal>.makeStream(
      bufferingPolicy: .bufferingOldest(10_000))
    let match = Match(continuation)
    try check(
      sd_bus_add_match_async(
        bus, &match.slot, rule, onSignal, nil, Unmanaged.passUnretained(match).toOpaque()),
      "cannot match \(rule)")
    lastMatch += 1
    let id = lastMatch
    wire.matches[id] = match
    continuation.onTermination = { [weak self] _ in
      guard let self else { return }
      Task { await self.endMatch(id) }
    }
    // The bus handles requests in order: once it answers this, the match is in force.
    _ = try await askBus("GetId")
    return stream
  }

  private func endMatch(_ id: Int) { wire.matches.removeValue(forKey: id)?.end() }

  /// Sends a signal.
  public func emit(
    _ path: String, _ interface: String, _ member: String, _ arguments: [Value]
  ) throws(DBusError) {
    var message: OpaquePointer?
    try check(
      sd_bus_message_new_signal(bus, &message, path, interface, member),
      "cannot make the signal \(member)")
    guard let message else { return }
    defer { sd_bus_message_unref(message) }
    for argument in arguments { try Message(pointer: message).append(argument) }
    try check(sd_bus_send(bus, message, nil), "cannot send \(member)")
  }

  // MARK: Answering

  func answer(_ call: Call, _ held: HeldMessage, with handler: CallHandler) async {
    let result: Result<[Value], any Error>
    do { result = .success(try await handler(call)) } catch { result = .failure(error) }
    // Here, on the loop: whoever drops the last reference elsewhere would touch the bus there.
    defer { held.release() }
    guard bus != nil else { return }
    var reply: OpaquePointer?
    defer { sd_bus_message_unref(reply) }
    do {
      let values = try result.get()
      try check(sd_bus_message_new_method_return(held.pointer, &reply), "reply")
      if let reply { for value in values { try Message(pointer: reply).append(value) } }
      try check(sd_bus_send(bus, reply, nil), "reply")
    } catch {
      sendError(error as? DBusError ?? DBusError("\(error)", errno: -EIO), to: held)
    }
  }

  private func sendError(_ error: DBusError, to held: HeldMessage) {
    var plain = sd_bus_error()
    defer { sd_bus_error_free(&plain) }
    sd_bus_error_set(&plain, error.name, error.message)
    sd_bus_reply_method_error(held.pointer, &plain)
  }

  // MARK: What the export extension needs

  func addManager(at path: String) throws(DBusError) {
    var slot: OpaquePointer?
    try check(sd_bus_add_object_manager(bus, &slot, path), "cannot add an object manager")
    if let slot { wire.managers.append(slot) }
  }

  func add(_ export: Export) throws(DBusError) {
    try check(
      sd_bus_add_object_vtable(
        bus, &export.slot, export.path, export.vtable.interface.name, export.vtable.entries,
        Unmanaged.passUnretained(export).toOpaque()), "cannot export \(export.path)")
  }

  func announceAdded(_ path: String) { sd_bus_emit_object_added(bus, path) }
  func announceRemoved(_ path: String) { sd_bus_emit_object_removed(bus, path) }

  func announceChange(_ path: String, _ interface: String, _ names: [String]) {
    var list = names.map { strdup($0) } + [nil]
    defer { for name in list { free(name) } }
    sd_bus_emit_properties_changed_strv(bus, path, interface, &list)
  }
}

/// A signal as it came.
public struct ReceivedSignal: Sendable {
  /// The unique name of who sent it, `:1.42`; the bus itself is `org.freedesktop.DBus`.
  public var sender: String
  public var path: String
  public var interface: String
  public var member: String
  public var arguments: [Value]
}

private let onDisconnected: sd_bus_message_handler_t = { _, wire, _ in
  if let wire { Unmanaged<Wire>.fromOpaque(wire).takeUnretainedValue().lost() }
  return 0
}

private let onReply: sd_bus_message_handler_t = { message, call, _ in
  guard let message, let call else { return -EINVAL }
  let waiting = Unmanaged<Waiting>.fromOpaque(call).takeUnretainedValue()
  if let error = sd_bus_message_get_error(message) {
    waiting.end(
      .failure(
        DBusError(
          name: error.pointee.name.map { String(cString: $0) } ?? "",
          message: error.pointee.message.map { String(cString: $0) } ?? "")))
    return 0
  }
  do throws(DBusError) {
    waiting.end(.success(try Message(pointer: message).readAll()))
  } catch {
    waiting.end(.failure(error))
  }
  return 0
}

private let onSignal: sd_bus_message_handler_t = { message, match, _ in
  guard let message, let match else { return 0 }
  let target = Unmanaged<Match>.fromOpaque(match).takeUnretainedValue()
  guard let arguments = try? Message(pointer: message).readAll() else { return 0 }
  func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
  target.continuation.yield(
    ReceivedSignal(
      sender: text(sd_bus_message_get_sender(message)),
      path: text(sd_bus_message_get_path(message)),
      interface: text(sd_bus_message_get_interface(message)),
      member: text(sd_bus_message_get_member(message)), arguments: arguments))
  return 0
}
