import PluginProtocol
import StationModel
import Testing

/// docs/plugins.md is the contract, so what it shows must be so.
@Suite struct DocumentTests {
  @Test func everyExampleOfAMessageIsOneAndNoMethodIsWithout() throws {
    let text = try ContractText.text()
    var seen: Set<Contract.Method> = []
    for example in try ContractText.examples() {
      if case .failure(_, let error) = example.message.kind {
        #expect(text.contains("| \(error.code.rawValue) |"))
        continue
      }
      let method = try #require(example.method)
      seen.insert(method)
      #expect(throws: Never.self) { try Self.read(example.message, of: method) }
    }
    #expect(seen == Set(Contract.Method.allCases))
  }

  /// Reads a message as what its method says that it is.
  static func read(_ message: Message, of method: Contract.Method) throws {
    if case .result = message.kind {
      switch method {
      case .initialize: _ = try message.result(as: InitializeResult.self)
      case .watchDesktops: _ = try message.result(as: DesktopSnapshot.self)
      default: _ = try message.result(as: Nothing.self)
      }
      return
    }
    switch method {
    case .initialize: _ = try message.params(as: InitializeParams.self)
    case .gc: _ = try message.params(as: GCParams.self)
    case .watchDesktops: _ = try message.params(as: Nothing.self)
    case .desktopSnapshot: _ = try message.params(as: DesktopSnapshot.self)
    case .cancel: _ = try message.params(as: CancelParams.self)
    case .start, .stop, .assign, .unassign:
      _ = try message.params(as: OperationParams.self).asked(by: method)
    }
  }

  @Test func everyCodeOfTheTableIsOneOfTheCodesAndTheOtherWayRound() throws {
    let rows = try ContractText.text().split(separator: "\n")
      .filter { $0.hasPrefix("| -32") }
      .compactMap { Int($0.dropFirst(2).prefix { $0 != " " }) }
    let codes: [PluginError.Code] = [
      .parseError, .invalidRequest, .methodNotFound, .invalidParams, .internalError,
      .unsupportedVersion, .notInitialized, .noSuchDesktop, .busy, .unavailable, .denied,
      .notSupported, .noRoom, .operationReused, .cancelled,
    ]
    #expect(rows == codes.map(\.rawValue))
  }

  @Test func everyCapabilityStandsInItsTable() throws {
    let text = try ContractText.text()
    for capability in Contract.Capability.allCases {
      #expect(text.contains("\n| `\(capability.rawValue)` | "))
    }
    for state in Desktop.State.allCases { #expect(text.contains("`\(state.rawValue)`")) }
    for state in Health.State.allCases { #expect(text.contains("`\(state.rawValue)`")) }
    for kind in DesktopAddress.Kind.allCases { #expect(text.contains("`\(kind.rawValue)`")) }
  }

  @Test func theExampleOfAManifestIsOneAndIsTheShippedPlugins() throws {
    let example = try #require(try ContractText.blocks("json").first).joined(separator: "\n")
    let manifest = try Manifest(json: Array(example.utf8))
    #expect(
      manifest == (try Manifest(json: ContractText.read("Plugins/desktop-list/plugin.json"))))
  }

  @Test func theShippedListOfDesktopsIsGood() throws {
    let list = try DesktopList(json: ContractText.read("Plugins/desktop-list/desktops.json"))
    #expect(!list.desktops.isEmpty)
  }

  @Test func theListsThatTheReadmeOfDesktopListShowsAreGood() throws {
    let text = String(
      decoding: try ContractText.read("Plugins/desktop-list/README.md"), as: UTF8.self)
    let blocks = ContractText.blocks("json", of: text)
    #expect(!blocks.isEmpty)
    for block in blocks {
      let list = try DesktopList(json: Array(block.joined(separator: "\n").utf8))
      #expect(list.desktops.contains { $0.address != nil && $0.health == .ready })
    }
  }

  @Test(arguments: [
    "1,048,576", "at most 10,000", "At most 32 wait", "2^53 - 1", "1 to 64 printable ASCII",
    "(1 to 3600 s)", "STATIONMASTER_PLUGIN_STATE", "STATIONMASTER_PLUGIN_CONFIG",
  ])
  func theNumbersAreTheCodes(words: String) throws {
    #expect(Contract.lineLimit == 1_048_576)
    #expect(Contract.desktopLimit == 10_000)
    #expect(Contract.outstandingLimit == 32)
    #expect(Contract.revisionLimit == 9_007_199_254_740_991)
    #expect(Contract.operationLimit == 64)
    #expect(try ContractText.text().contains(words))
  }
}
