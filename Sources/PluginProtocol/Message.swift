import FoundationEssentials

/// One JSON-RPC 2.0 message: what one line holds. The parameters or the result stay unread until
/// somebody says which type they should have, because that depends on the method.
public struct Message: Sendable {
  public let kind: Kind
  private let line: [UInt8]

  public enum Kind: Sendable, Equatable {
    /// Wants an answer with the same id.
    case request(id: ID, method: String)
    case notification(method: String)
    /// A request succeeded; read it with ``Message/result(as:)``.
    case result(id: ID)
    /// A request failed. The id is nil if the other side could not read the request's.
    case failure(id: ID?, PluginError)
  }

  /// The host's ids are integers; others may use text.
  public enum ID: Sendable, Hashable {
    case number(Int64)
    case text(String)
  }

  /// Reads a line without its newline.
  ///
  /// Throws `parseError` for what is not JSON and `invalidRequest` for what is not JSON-RPC 2.0.
  public init(line: [UInt8]) throws(PluginError) {
    let envelope = try Self.decode(Envelope.self, from: line)
    guard envelope.jsonrpc == "2.0" else {
      throw PluginError(.invalidRequest, "jsonrpc is not \"2.0\"")
    }
    switch (envelope.method, envelope.id, envelope.error) {
    case (let method?, let id?, nil) where !envelope.hasResult:
      kind = .request(id: id, method: method)
    case (let method?, nil, nil) where !envelope.hasResult:
      kind = .notification(method: method)
    case (nil, let id, let error?) where !envelope.hasResult:
      kind = .failure(id: id, error)
    case (nil, let id?, nil) where envelope.hasResult:
      kind = .result(id: id)
    default:
      throw PluginError(
        .invalidRequest, "neither a request, nor a notification, nor an answer")
    }
    self.line = line
  }

  /// The parameters of a request or notification. Throws `invalidParams`, naming the field.
  public func params<Params: Decodable>(as type: Params.Type) throws(PluginError) -> Params {
    try Self.decodePart(ParamsOnly<Params>.self, from: line).params
  }

  /// The result of an answer. Throws `invalidParams`, naming the field.
  public func result<Result: Decodable>(as type: Result.Type) throws(PluginError) -> Result {
    try Self.decodePart(ResultOnly<Result>.self, from: line).result
  }

  /// The line is known to be JSON, so what cannot be parsed now is a value.
  private static func decodePart<Value: Decodable>(
    _ type: Value.Type, from line: [UInt8]
  ) throws(PluginError) -> Value {
    do throws(PluginError) {
      return try decode(type, from: line)
    } catch {
      throw error.code == .parseError ? .unreadable : error
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, from line: [UInt8]
  ) throws(PluginError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(line))
    } catch {
      throw PluginError(decoding: error)
    }
  }
}

private struct Envelope: Decodable {
  var jsonrpc: String?
  var id: Message.ID?
  var method: String?
  var error: PluginError?
  var hasResult: Bool

  private enum Key: String, CodingKey { case jsonrpc, id, method, error, result }

  init(from decoder: any Decoder) throws {
    guard let fields = try? decoder.container(keyedBy: Key.self) else {
      throw PluginError(.invalidRequest, "the message is not an object")
    }
    do {
      jsonrpc = try fields.decodeIfPresent(String.self, forKey: .jsonrpc)
      id = try fields.decodeIfPresent(Message.ID.self, forKey: .id)
      method = try fields.decodeIfPresent(String.self, forKey: .method)
      error = try fields.decodeIfPresent(PluginError.self, forKey: .error)
    } catch {
      throw PluginError(.invalidRequest, PluginError(decoding: error).message)
    }
    hasResult = fields.contains(.result)
  }
}

extension Message.ID: Codable, CustomStringConvertible {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    }
  }

  public var description: String {
    switch self {
    case .number(let number): String(number)
    case .text(let text): "\"" + PlainText.line(text, limit: 60) + "\""
    }
  }
}

private struct ParamsOnly<Params: Decodable>: Decodable {
  var params: Params
}

private struct ResultOnly<Result: Decodable>: Decodable {
  var result: Result
}
