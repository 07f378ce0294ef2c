/// A D-Bus value. File descriptors are not carried: no interface of ours passes any.
public indirect enum Value: Sendable, Equatable {
  case byte(UInt8)
  case bool(Bool)
  case int16(Int16)
  case uint16(UInt16)
  case int32(Int32)
  case uint32(UInt32)
  case int64(Int64)
  case uint64(UInt64)
  case double(Double)
  case string(String)
  case path(String)
  case signature(String)
  case variant(Value)
  /// The element's signature is kept, since an empty array has no element to tell it.
  case array(of: String, [Value])
  case structure([Value])
  case entry(Value, Value)

  /// `as`.
  public static func strings(_ values: [String]) -> Value {
    .array(of: "s", values.map(Value.string))
  }

  /// `a{sv}`, in the order of the keys.
  public static func properties(_ values: [String: Value]) -> Value {
    .array(
      of: "{sv}",
      values.sorted { $0.key < $1.key }.map { .entry(.string($0.key), .variant($0.value)) })
  }

  /// The value's D-Bus type signature.
  public var signature: String {
    switch self {
    case .byte: "y"
    case .bool: "b"
    case .int16: "n"
    case .uint16: "q"
    case .int32: "i"
    case .uint32: "u"
    case .int64: "x"
    case .uint64: "t"
    case .double: "d"
    case .string: "s"
    case .path: "o"
    case .signature: "g"
    case .variant: "v"
    case .array(let element, _): "a" + element
    case .structure(let fields): "(" + fields.map(\.signature).joined() + ")"
    case .entry(let key, let value): "{" + key.signature + value.signature + "}"
    }
  }
}

// Reading what somebody else sent: the wrong type is nil, never a trap.
extension Value {
  public var asString: String? {
    switch self {
    case .string(let text), .path(let text), .signature(let text): text
    default: nil
    }
  }
  public var asBool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// Any integer type, if it fits.
  public var asInt: Int? {
    switch self {
    case .byte(let value): Int(value)
    case .int16(let value): Int(value)
    case .uint16(let value): Int(value)
    case .int32(let value): Int(value)
    case .uint32(let value): Int(value)
    case .int64(let value): Int(exactly: value)
    case .uint64(let value): Int(exactly: value)
    default: nil
    }
  }
  /// The elements of an array or the fields of a structure.
  public var asList: [Value]? {
    switch self {
    case .array(_, let values), .structure(let values): values
    default: nil
    }
  }
  public var asStrings: [String]? { asList?.compactMap(\.asString) }
  /// `a{sv}` and every other dictionary with text keys; variants are unwrapped.
  public var asDictionary: [String: Value]? {
    guard let list = asList else { return nil }
    var result: [String: Value] = [:]
    for item in list {
      guard case .entry(let key, let value) = item, let name = key.asString else { return nil }
      if case .variant(let inner) = value { result[name] = inner } else { result[name] = value }
    }
    return result
  }
}
