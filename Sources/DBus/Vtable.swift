import CBus
import CSystemd
import Glibc

/// One interface in sd-bus's own form. sd-bus keeps pointers into it for as long as any object
/// shows the interface, so a vtable lives as long as its connection.
final class Vtable {
  let interface: Interface
  let handler: CallHandler
  let entries: UnsafeMutablePointer<sd_bus_vtable>
  private var strings: [UnsafeMutableRawPointer] = []

  init(_ interface: Interface, handler: @escaping CallHandler) {
    self.interface = interface
    self.handler = handler
    let count =
      interface.methods.count + interface.properties.count + interface.signals.count + 2
    entries = .allocate(capacity: count)
    var next = entries
    cbus_vtable_start(next)
    for method in interface.methods {
      next += 1
      cbus_vtable_method(
        next, keep([method.name]), keep([method.input.map(\.signature).joined()]),
        keep([method.output.map(\.signature).joined()]),
        keep((method.input + method.output).map(\.name) + [""]), onCall,
        UInt64(SD_BUS_VTABLE_UNPRIVILEGED))
    }
    for property in interface.properties {
      next += 1
      let flag =
        property.isConstant ? SD_BUS_VTABLE_PROPERTY_CONST : SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE
      cbus_vtable_property(
        next, keep([property.name]), keep([property.signature]), onGet, UInt64(flag))
    }
    for signal in interface.signals {
      next += 1
      cbus_vtable_signal(
        next, keep([signal.name]), keep([signal.arguments.map(\.signature).joined()]),
        keep(signal.arguments.map(\.name) + [""]))
    }
    next += 1
    cbus_vtable_end(next)
  }

  deinit {
    entries.deallocate()
    for string in strings { string.deallocate() }
  }

  /// C strings one after the other, each with its NUL: a list of argument names ends with an empty one.
  private func keep(_ texts: [String]) -> UnsafePointer<CChar> {
    var bytes: [UInt8] = []
    for text in texts {
      bytes += text.utf8
      bytes.append(0)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    strings.append(memory)
    return UnsafePointer(memory.assumingMemoryBound(to: CChar.self))
  }
}

/// One object's view of one interface; sd-bus holds a pointer to it as user data.
final class Export {
  weak let connection: Connection?
  let path: String
  let vtable: Vtable
  var values: [String: Value]
  var slot: OpaquePointer?

  init(connection: Connection, path: String, vtable: Vtable, values: [String: Value]) {
    self.connection = connection
    self.path = path
    self.vtable = vtable
    self.values = values
  }

  deinit { sd_bus_slot_unref(slot) }
}

/// A call is read here and answered later, from the loop: a slow method must not stop the others.
private let onCall: sd_bus_message_handler_t = { message, export, _ in
  guard let message, let export, let member = sd_bus_message_get_member(message) else {
    return -EINVAL
  }
  let target = Unmanaged<Export>.fromOpaque(export).takeUnretainedValue()
  guard let arguments = try? Message(pointer: message).readAll() else { return -EINVAL }
  let call = Call(
    path: target.path, interface: target.vtable.interface.name,
    member: String(cString: member), arguments: arguments,
    sender: sd_bus_message_get_sender(message).map { String(cString: $0) } ?? "",
    allowsInteraction: sd_bus_message_get_allow_interactive_authorization(message) > 0)
  let pending = HeldMessage(message)
  let handler = target.vtable.handler
  guard let connection = target.connection else { return -ESHUTDOWN }
  Task { await connection.answer(call, pending, with: handler) }
  return 1
}

private let onGet: sd_bus_property_get_t = { _, _, _, name, reply, export, _ in
  guard let name, let reply, let export else { return -EINVAL }
  let target = Unmanaged<Export>.fromOpaque(export).takeUnretainedValue()
  guard let value = target.values[String(cString: name)] else { return -ENOENT }
  do {
    try Message(pointer: reply).append(value)
    return 1
  } catch {
    return -EINVAL
  }
}

/// Keeps a message until its answer is sent. Touched on the loop's thread only; the task that carries
/// it may end on another one, so it is let go of by saying so.
final class HeldMessage: @unchecked Sendable {
  private(set) var pointer: OpaquePointer?
  init(_ pointer: OpaquePointer) {
    self.pointer = sd_bus_message_ref(pointer)
  }
  func release() { pointer = sd_bus_message_unref(pointer) }
}
