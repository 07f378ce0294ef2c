import Dice
import PluginProtocol
import Testing

@Suite struct MessageTests {
  @Test(arguments: [
    (#"{"jsonrpc":"2.0","id":1,"method":"gc"}"#, "request 1 gc"),
    (#"{"jsonrpc":"2.0","id":"a","method":"x.y","extra":[1]}"#, "request \"a\" x.y"),
    (
      #"{"jsonrpc":"2.0","method":"desktops.snapshot","params":{}}"#,
      "notification desktops.snapshot"
    ),
    (#"{"jsonrpc":"2.0","id":7,"result":null}"#, "result 7"),
    (#"{"jsonrpc":"2.0","id":7,"result":{}}"#, "result 7"),
    (#"{"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"no"}}"#, "failure 7 -32601"),
    (#"{"jsonrpc":"2.0","id":null,"error":{"code":5,"message":"no"}}"#, "failure none 5"),
    (#"{"id":7,"result":{}}"#, "refused -32600"),
    (#"{"jsonrpc":"1.0","id":7,"result":{}}"#, "refused -32600"),
    (#"{"jsonrpc":"2.0","id":7}"#, "refused -32600"),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"gc"}"#, "refused -32600"),
    (#"{"jsonrpc":"2.0","id":7,"result":{},"error":{"code":5,"message":"no"}}"#, "refused -32600"),
    (#"{"jsonrpc":"2.0","id":7,"error":"broken"}"#, "refused -32600"),
    (#"[{"jsonrpc":"2.0","id":1,"method":"gc"}]"#, "refused -32600"),
    ("3", "refused -32600"),
    ("", "refused -32700"),
    ("Starting up...", "refused -32700"),
    (#"{"jsonrpc":"2.0","id":1"#, "refused -32700"),
  ])
  func aLineIsWhatItSays(line: String, meaning: String) {
    #expect(outline(Array(line.utf8)) == meaning)
  }

  @Test func deepNestingIsRefusedInsteadOfOverflowingTheStack() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: Contract.lineLimit)
    #expect(outline(deep) == "refused -32700")
    let inside = Array(#"{"jsonrpc":"2.0","id":1,"result":"#.utf8) + deep
    #expect(outline(inside) == "refused -32700")
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(outline([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D]) == "refused -32700")
  }

  @Test func noRandomLineTrapsTheReader() {
    var random = SplitMix(seed: 1)
    let seed = Array(
      #"{"jsonrpc":"2.0","id":1,"result":{"revision":1,"desktops":[{"id":"a","name":"A"}]}}"#.utf8)
    for _ in 0..<3000 {
      var line = seed
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<line.count, using: &random)
        line[place] = UInt8.random(in: 0...255, using: &random)
      }
      if let message = try? Message(line: line) {
        _ = try? message.result(as: DesktopSnapshot.self)
      }
    }
  }

  @Test func whatIsWrittenIsRead() throws {
    let line = try Message.request(id: 3, method: .gc, params: GCParams(keep: ["a/b"]))
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"{"id":3,"jsonrpc":"2.0","method":"gc","params":{"keep":["a/b"]}}"# + "\n")
    let message = try Message(line: line.dropLast())
    #expect(message.kind == .request(id: .number(3), method: "gc"))
    #expect(try message.params(as: GCParams.self) == GCParams(keep: ["a/b"]))
    let failure = try Message(
      line: Message.failure(id: nil, PluginError(.parseError, "what?")).dropLast())
    #expect(failure.kind == .failure(id: nil, PluginError(.parseError, "what?")))
  }

  @Test func aLineAboveTheLimitIsNeverWritten() {
    let keep = [String(repeating: "x", count: Contract.lineLimit)]
    #expect(throws: PluginError.self) {
      try Message.request(id: 1, method: .gc, params: GCParams(keep: keep))
    }
  }

  private func outline(_ line: [UInt8]) -> String {
    do throws(PluginError) {
      switch try Message(line: line).kind {
      case .request(let id, let method): return "request \(id) \(method)"
      case .notification(let method): return "notification \(method)"
      case .result(let id): return "result \(id)"
      case .failure(let id, let error):
        return "failure \(id.map(\.description) ?? "none") \(error.code.rawValue)"
      }
    } catch {
      return "refused \(error.code.rawValue)"
    }
  }
}

extension Message {
  fileprivate init(line: ArraySlice<UInt8>) throws { try self.init(line: Array(line)) }
}
