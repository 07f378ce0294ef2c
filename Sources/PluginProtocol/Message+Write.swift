import FoundationEssentials

// Each returns one line with its newline. `internalError` is thrown for what JSON cannot hold, and
// for a line above the contract's limit.
extension Message {
  public static func request(
    id: Int64, method: Contract.Method, params: some Encodable
  ) throws(PluginError) -> [UInt8] {
    try encode(Call(id: .number(id), method: method.rawValue, params: params))
  }

  public static func notification(
    method: Contract.Method, params: some Encodable
  ) throws(PluginError) -> [UInt8] {
    try encode(Call(id: nil, method: method.rawValue, params: params))
  }

  public static func result(id: ID, _ result: some Encodable) throws(PluginError) -> [UInt8] {
    try encode(Answer(id: id, result: result))
  }

  /// Nil as the id says that the request's could not be read.
  public static func failure(id: ID?, _ error: PluginError) throws(PluginError) -> [UInt8] {
    try encode(Failure(id: id, error: error))
  }

  private static func encode(_ message: some Encodable) throws(PluginError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line: [UInt8]
    do {
      line = [UInt8](try encoder.encode(message))
    } catch {
      throw PluginError(.internalError, PlainText.line(String(describing: error), limit: 200))
    }
    guard line.count <= Contract.lineLimit else {
      throw PluginError(
        .internalError, "a line of \(line.count) bytes is above the limit of \(Contract.lineLimit)")
    }
    line.append(0x0A)
    return line
  }
}

private struct Call<Params: Encodable>: Encodable {
  var jsonrpc = "2.0"
  var id: Message.ID?
  var method: String
  var params: Params
}

private struct Answer<Result: Encodable>: Encodable {
  var jsonrpc = "2.0"
  var id: Message.ID
  var result: Result
}

private struct Failure: Encodable {
  var id: Message.ID?
  var error: PluginError

  private enum Key: String, CodingKey { case jsonrpc, id, error }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode("2.0", forKey: .jsonrpc)
    // Not `encodeIfPresent`: JSON-RPC wants a null here.
    try fields.encode(id, forKey: .id)
    try fields.encode(error, forKey: .error)
  }
}
