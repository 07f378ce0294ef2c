import Glibc
import PluginProtocol
import Testing

/// docs/plugins.md is the contract, so what it shows must be so.
@Suite struct DocumentTests {
  @Test func everyExampleOfAMessageIsOne() throws {
    let lines = try blocks("").joined()
    #expect(lines.count == 9)
    var seen: Set<String> = []
    // What a method was asked under this id: answers do not say.
    var asked: [Message.ID: String] = [:]
    for line in lines {
      #expect(line.hasPrefix("→ ") || line.hasPrefix("← "))
      let message = try Message(line: Array(line.dropFirst(2).utf8))
      switch message.kind {
      case .request(let id, let method):
        asked[id] = method
        seen.insert(method)
        switch Contract.Method(rawValue: method) {
        case .initialize: _ = try message.params(as: InitializeParams.self)
        case .gc: _ = try message.params(as: GCParams.self)
        case .watchDesktops: _ = try message.params(as: Nothing.self)
        default: Issue.record("unknown: \(method)")
        }
      case .result(let id):
        switch asked[id].flatMap(Contract.Method.init(rawValue:)) {
        case .initialize: _ = try message.result(as: InitializeResult.self)
        case .gc: _ = try message.result(as: Nothing.self)
        case .watchDesktops: _ = try message.result(as: DesktopSnapshot.self)
        default: Issue.record("an answer to nothing: \(line)")
        }
      case .notification(let method):
        seen.insert(method)
        _ = try message.params(as: DesktopSnapshot.self)
      case .failure(_, let error):
        #expect(try text().contains("| \(error.code.rawValue) |"))
      }
    }
    #expect(seen == Set(Contract.Method.allCases.map(\.rawValue)))
  }

  @Test func theExampleOfAManifestIsOneAndIsTheShippedPlugins() throws {
    let example = try #require(try blocks("json").first).joined(separator: "\n")
    let manifest = try Manifest(json: Array(example.utf8))
    #expect(manifest == (try Manifest(json: read("Plugins/desktop-list/plugin.json"))))
  }

  @Test func theShippedListOfDesktopsIsGood() throws {
    let list = try DesktopList(json: read("Plugins/desktop-list/desktops.json"))
    #expect(!list.desktops.isEmpty)
  }

  @Test(arguments: [
    "1,048,576", "at most 10,000", "At most 32 requests", "2^53 - 1", "STATIONMASTER_PLUGIN_STATE",
    "STATIONMASTER_PLUGIN_CONFIG",
  ])
  func theNumbersAreTheCodes(words: String) throws {
    #expect(Contract.lineLimit == 1_048_576)
    #expect(Contract.desktopLimit == 10_000)
    #expect(Contract.outstandingLimit == 32)
    #expect(Contract.revisionLimit == 9_007_199_254_740_991)
    #expect(try text().contains(words))
  }

  private func text() throws -> String {
    String(decoding: try read("docs/plugins.md"), as: UTF8.self)
  }

  /// The lines of each fenced block in this language.
  private func blocks(_ language: String) throws -> [[Substring]] {
    let text = try text()
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

  private func read(_ path: String, from file: String = #filePath) throws -> [UInt8] {
    let root = file.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let stream = try #require(fopen(root + "/" + path, "r"), "\(path) cannot be opened")
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    return Array(bytes[..<fread(&bytes, 1, bytes.count, stream)])
  }
}
