import CSystemd

/// Writing values into an sd-bus message and reading them out. On the loop's thread only.
struct Message {
  let pointer: OpaquePointer

  func append(_ value: Value) throws(DBusError) {
    switch value {
    case .byte(let number): try basic("y", number)
    case .bool(let flag): try basic("b", Int32(flag ? 1 : 0))
    case .int16(let number): try basic("n", number)
    case .uint16(let number): try basic("q", number)
    case .int32(let number): try basic("i", number)
    case .uint32(let number): try basic("u", number)
    case .int64(let number): try basic("x", number)
    case .uint64(let number): try basic("t", number)
    case .double(let number): try basic("d", number)
    case .string(let string): try text("s", plain(string))
    case .path(let string): try text("o", string)
    case .signature(let string): try text("g", string)
    case .variant(let inner): try container("v", inner.signature, [inner])
    case .array(let element, let values): try container("a", element, values)
    case .structure(let fields):
      try container("r", fields.map(\.signature).joined(), fields)
    case .entry(let key, let inner):
      try container("e", key.signature + inner.signature, [key, inner])
    }
  }

  /// All values from here to the end of the message or of the container.
  func readAll() throws(DBusError) -> [Value] {
    var values: [Value] = []
    while let value = try readOne() { values.append(value) }
    return values
  }

  private func readOne() throws(DBusError) -> Value? {
    var type: CChar = 0
    var contents: UnsafePointer<CChar>?
    let result = sd_bus_message_peek_type(pointer, &type, &contents)
    try check(result, "peek")
    if result == 0 { return nil }
    switch UInt8(bitPattern: type) {
    case UInt8(ascii: "y"): return .byte(try number(type, 0))
    case UInt8(ascii: "b"): return .bool(try number(type, Int32(0)) != 0)
    case UInt8(ascii: "n"): return .int16(try number(type, 0))
    case UInt8(ascii: "q"): return .uint16(try number(type, 0))
    case UInt8(ascii: "i"): return .int32(try number(type, 0))
    case UInt8(ascii: "u"): return .uint32(try number(type, 0))
    case UInt8(ascii: "x"): return .int64(try number(type, 0))
    case UInt8(ascii: "t"): return .uint64(try number(type, 0))
    case UInt8(ascii: "d"): return .double(try number(type, 0))
    case UInt8(ascii: "s"): return .string(try string(type))
    case UInt8(ascii: "o"): return .path(try string(type))
    case UInt8(ascii: "g"): return .signature(try string(type))
    case let kind: return try enter(kind, type, contents.map { String(cString: $0) } ?? "")
    }
  }

  private func enter(_ kind: UInt8, _ type: CChar, _ contents: String) throws(DBusError) -> Value {
    try check(sd_bus_message_enter_container(pointer, type, contents), "enter")
    let inner = try readAll()
    try check(sd_bus_message_exit_container(pointer), "exit")
    switch kind {
    case UInt8(ascii: "a"): return .array(of: contents, inner)
    case UInt8(ascii: "r"): return .structure(inner)
    case UInt8(ascii: "v") where inner.count == 1: return .variant(inner[0])
    case UInt8(ascii: "e") where inner.count == 2: return .entry(inner[0], inner[1])
    default:
      throw DBusError(
        name: "org.freedesktop.DBus.Error.InvalidSignature",
        message: "a value of a type that is not handled here")
    }
  }

  private func basic<Number: BitwiseCopyable>(
    _ type: Character, _ number: Number
  ) throws(DBusError) {
    var number = number
    try check(sd_bus_message_append_basic(pointer, code(type), &number), "append")
  }

  private func text(_ type: Character, _ string: String) throws(DBusError) {
    let result = string.withCString { sd_bus_message_append_basic(pointer, code(type), $0) }
    try check(result, "append")
  }

  private func container(
    _ type: Character, _ contents: String, _ values: [Value]
  ) throws(DBusError) {
    try check(sd_bus_message_open_container(pointer, code(type), contents), "open")
    for value in values { try append(value) }
    try check(sd_bus_message_close_container(pointer), "close")
  }

  private func number<Number: BitwiseCopyable>(
    _ type: CChar, _ zero: Number
  ) throws(DBusError) -> Number {
    var number = zero
    try check(sd_bus_message_read_basic(pointer, type, &number), "read")
    return number
  }

  private func string(_ type: CChar) throws(DBusError) -> String {
    var text: UnsafePointer<CChar>?
    try check(sd_bus_message_read_basic(pointer, type, &text), "read")
    return text.map { String(cString: $0) } ?? ""
  }

  /// sd-bus takes no text with noncharacters (U+FFFF and the like), and one such property would make
  /// all objects unreadable.
  private func plain(_ string: String) -> String {
    func isRefused(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
    }
    guard string.unicodeScalars.contains(where: isRefused) else { return string }
    var result = String.UnicodeScalarView()
    for scalar in string.unicodeScalars { result.append(isRefused(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  private func code(_ character: Character) -> CChar {
    CChar(bitPattern: character.asciiValue ?? 0)
  }
}
