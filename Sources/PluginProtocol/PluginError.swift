/// Why a request failed, or why a message was refused. What each side does about a code is in the
/// error table of docs/plugins.md.
public struct PluginError: Error, Sendable, Equatable, CustomStringConvertible {
  public var code: Code
  /// One sentence that names the field or the reason.
  public var message: String
  /// With `busy`: the seconds after which asking again makes sense, 1 to 3600.
  public var retryAfter: Int?

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
    /// The plugin has no desktop with this id.
    public static let noSuchDesktop = Code(rawValue: -32003)
    /// Not now: something else is being done with the desktop. May say when.
    public static let busy = Code(rawValue: -32004)
    /// What the plugin itself works with is away: the hypervisor, the bus.
    public static let unavailable = Code(rawValue: -32005)
    /// The plugin may not do that here.
    public static let denied = Code(rawValue: -32006)
    /// This cannot be done with this desktop.
    public static let notSupported = Code(rawValue: -32007)
    /// Memory, disk or a quota is used up.
    public static let noRoom = Code(rawValue: -32008)
    /// The operation's id was used before for something else.
    public static let operationReused = Code(rawValue: -32009)
    /// The host has cancelled the request.
    public static let cancelled = Code(rawValue: -32010)
  }

  public init(_ code: Code, _ message: String, retryAfter: Int? = nil) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  public var description: String { message + " (" + String(code.rawValue) + ")" }
}

extension PluginError: Codable {
  private enum Key: String, CodingKey { case code, message, data }
  private enum DataKey: String, CodingKey { case retryAfter }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    code = Code(rawValue: try fields.decode(Int.self, forKey: .code))
    message = PlainText.line(try fields.decode(String.self, forKey: .message), limit: 500)
    // JSON-RPC lets `data` be anything; what is not ours is ignored.
    let data = try? fields.nestedContainer(keyedBy: DataKey.self, forKey: .data)
    let seconds = try? data?.decode(Int.self, forKey: .retryAfter)
    retryAfter = seconds.flatMap { (1...3600).contains($0) ? $0 : nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(code.rawValue, forKey: .code)
    try fields.encode(message, forKey: .message)
    if let retryAfter {
      var data = fields.nestedContainer(keyedBy: DataKey.self, forKey: .data)
      try data.encode(retryAfter, forKey: .retryAfter)
    }
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
  package init(decoding error: any Error, from bytes: [UInt8]) {
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
