import Glibc
import PluginProtocol
import Testing

/// docs/plugins.md, as the tests read it.
enum ContractText {
  /// One example of a message, with what it is an example of.
  struct Example {
    var json: [UInt8]
    var message: Message
    /// The method that is asked, or was asked under this id; nil for a failure.
    var method: Contract.Method?
  }

  static func text() throws -> String {
    String(decoding: try read("docs/plugins.md"), as: UTF8.self)
  }

  /// The lines of each fenced block in this language.
  static func blocks(_ language: String) throws -> [[Substring]] {
    blocks(language, of: try text())
  }

  static func blocks(_ language: String, of text: String) -> [[Substring]] {
    var blocks: [[Substring]] = []
    var fence: Substring?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") {
        fence = fence == nil ? line.dropFirst(3) : nil
        if fence != nil, fence ?? "" == language { blocks.append([]) }
      } else if let fence, fence == language {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }

  static func examples() throws -> [Example] {
    var asked: [Message.ID: Contract.Method] = [:]
    return try blocks("").joined().map { line in
      #expect(line.hasPrefix("→ ") || line.hasPrefix("← "))
      let json = Array(line.dropFirst(2).utf8)
      let message = try Message(line: json)
      var method: Contract.Method?
      switch message.kind {
      case .request(let id, let word):
        method = try known(word)
        asked[id] = method
      case .notification(let word): method = try known(word)
      case .result(let id):
        #expect(asked[id] != nil, "an answer to nothing: \(line)")
        method = asked[id]
      case .failure: break
      }
      return Example(json: json, message: message, method: method)
    }
  }

  private static func known(_ word: String) throws -> Contract.Method {
    try #require(Contract.Method(rawValue: word), "unknown: \(word)")
  }

  static func read(_ path: String) throws -> [UInt8] {
    let stream = try #require(fopen(root + "/" + path, "r"), "\(path) cannot be opened")
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    return Array(bytes[..<fread(&bytes, 1, bytes.count, stream)])
  }

  static var root: String {
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  }
}
