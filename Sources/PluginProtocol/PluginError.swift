/// Why a request failed, or why a message was refused. What each side does about a code is in the
/// error table of docs/plugins.md.
public struct PluginError: Error, Sendable, Equatable, CustomStringConvertible {
  public var code: Code
  /// One sentence that names the field or the reason.
  public var message: String

  /// A JSON-RPC error number. Unknown numbers are kept, not refused.
  public struct Code: RawRepresentable, Sendable, Hashable, Codable {
    public var rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The line is not JSON.
    public static let parseError = Code(rawValue: -32700)
    /// JSON, but not a JSON-RPC 2.0 message.
    public static let invalidRequest = Code(rawValue: -32600)
    public static let methodNotFound = Code(rawValue: -32601)
    /// The parameters, or the fields of a result, are not what the contract says.
    public static let invalidParams = Code(rawValue: -32602)
    public static let internalError = Code(rawValue: -32603)
    /// No protocol version in common.
    public static let unsupportedVersion = Code(rawValue: -32001)
    /// Not before `initialize`.
    public static let notInitialized = Code(rawValue: -32002)
  }

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message + " (" + String(code.rawValue) + ")" }
}

extension PluginError: Codable {
  private enum Key: String, CodingKey { case code, message }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    code = Code(rawValue: try fields.decode(Int.self, forKey: .code))
    message = PlainText.line(try fields.decode(String.self, forKey: .message), limit: 500)
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(code.rawValue, forKey: .code)
    try fields.encode(message, forKey: .message)
  }
}

extension PluginError {
  /// Turns what a decoder throws into a sentence that names the field: `desktops[3].name is missing`.
  init(decoding error: any Error) {
    switch error {
    case let error as PluginError:
      self = error
    case DecodingError.keyNotFound(let key, let context):
      self.init(.invalidParams, Self.path(context.codingPath + [key]) + " is missing")
    case DecodingError.valueNotFound(_, let context):
      self.init(.invalidParams, Self.path(context.codingPath) + " is null")
    case DecodingError.typeMismatch(_, let context):
      self.init(.invalidParams, Self.path(context.codingPath) + " has the wrong type")
    case DecodingError.dataCorrupted(let context):
      if context.codingPath.isEmpty {
        self.init(.parseError, "not JSON")
      } else {
        self.init(.invalidParams, Self.path(context.codingPath) + " is not acceptable")
      }
    default:
      self.init(.internalError, PlainText.line(String(describing: error), limit: 200))
    }
  }

  /// The same for a file that a person wrote: says where JSON breaks off.
  init(decoding error: any Error, from bytes: [UInt8]) {
    self.init(decoding: error)
    guard code == .parseError else { return }
    if let place = JSONSyntax.firstError(in: bytes) {
      message += ", " + place
    } else {
      self = Self.unreadable
    }
  }

  /// The decoder's complaint about a number that fits no type, or text that is not UTF-8: it does
  /// not say where.
  static let unreadable = PluginError(.invalidParams, "a number or a text in it cannot be read")

  private static func path(_ keys: [any CodingKey]) -> String {
    // Every message has them around what it says; the reader knows.
    let isWrapped = keys.count > 1 && ["params", "result"].contains(keys[0].stringValue)
    var text = ""
    for key in isWrapped ? keys.dropFirst() : keys[...] {
      if let index = key.intValue {
        text += "[" + String(index) + "]"
      } else {
        text += (text.isEmpty ? "" : ".") + PlainText.line(key.stringValue, limit: 60)
      }
    }
    return text.isEmpty ? "the message" : text
  }
}
