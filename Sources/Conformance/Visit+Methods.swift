import PluginProtocol

extension Visit {
  private static let operations: [(method: String, capability: Contract.Capability)] = [
    ("desktop.start", .power), ("desktop.stop", .power), ("desktop.assign", .assign),
    ("desktop.unassign", .assign),
  ]

  /// The methods of the operations that the plugin lists.
  var operable: [String] {
    Self.operations.filter { capabilities.contains($0.capability.rawValue) }.map(\.method)
  }

  mutating func checkMethods() async {
    await check(.unknownMethod) { run throws(Silence) in
      let answer = try await run.exchange.ask(Exchange.nonsense)
      guard answer.error?.code == .methodNotFound else {
        return .violated(sent: await run.exchange.lastSent, came: answer.text)
      }
      return .ok()
    }
    await checkUnlisted()
    await checkNotifications()
    await checkIDs()
    await checkParameters()
  }

  private mutating func checkUnlisted() async {
    let unlisted = Self.operations.map(\.method).filter { !operable.contains($0) }
    guard !unlisted.isEmpty else {
      return report.note(.unlisted, .notApplicable("it lists power and assign"))
    }
    await check(.unlisted) { run throws(Silence) in
      for method in unlisted {
        let answer = try await run.exchange.ask(method, Self.parameters(method, Self.nobody))
        guard answer.error?.code == .methodNotFound else {
          return .violated(sent: await run.exchange.lastSent, came: answer.text)
        }
      }
      return .ok()
    }
  }

  private mutating func checkNotifications() async {
    await check(.notifications) { run throws(Silence) in
      let exchange = run.exchange
      for (method, params) in [("cancel", #"{"id":999999}"#), (Exchange.nonsense, "{}")] {
        let line = #"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params)}"#
        try await exchange.send(line: line)
        // Whoever answers it does so before, or soon after, the next two answers.
        for _ in 0..<2 { try await exchange.probe() }
        if let stray = await exchange.takeStrays().first {
          return .violated(sent: line, came: stray.text)
        }
      }
      return .ok()
    }
  }

  private mutating func checkIDs() async {
    await check(.ids) { run throws(Silence) in
      // The largest that every reader of JSON keeps exact, and the smallest.
      for id in [Contract.revisionLimit, 0] {
        _ = try await run.exchange.ask(run.exchange.probeMethod, id: id)
      }
      return .ok()
    }
  }

  private mutating func checkParameters() async {
    let methods = operable
    await check(.parameters) { run throws(Silence) in
      let gc = try await run.exchange.ask("gc", #"{"keep":7}"#)
      guard let code = gc.error?.code, code == .invalidParams || code == .methodNotFound else {
        return .violated(sent: await run.exchange.lastSent, came: gc.text)
      }
      for method in methods {
        var cases = [
          ("{}", false), (#"{"operation":"check-1"}"#, false),
          (#"{"operation":"check-2","desktop":5,"station":5}"#, false),
          // Here a plugin may as well find first that there is no such desktop.
          (#"{"desktop":"\#(Self.nobody)"}"#, true),
          (#"{"operation":7,"desktop":"\#(Self.nobody)"}"#, true),
          (#"{"operation":"check-3","desktop":"a/b","station":5}"#, true),
        ]
        if method == "desktop.assign" {
          cases.append((#"{"operation":"check-4","desktop":"\#(Self.nobody)"}"#, true))
        }
        for (params, mayBeMissing) in cases {
          let answer = try await run.exchange.ask(method, params)
          let code = answer.error?.code
          guard code == .invalidParams || mayBeMissing && code == .noSuchDesktop else {
            return .violated(sent: await run.exchange.lastSent, came: answer.text)
          }
        }
      }
      return .ok()
    }
  }

  /// An id that no plugin has.
  static let nobody = "no-such-desktop-1f0c9a"

  static func parameters(
    _ method: String, _ desktop: String, operation: String = "check-operation"
  ) -> String {
    let more =
      method == "desktop.assign"
      ? #","station":{"key":"check:station/1","number":99,"name":"Check"}"#
      : method == "desktop.stop" ? #","force":true"# : ""
    return #"{"operation":"\#(operation)","desktop":\#(Exchange.quoted(desktop))\#(more)}"#
  }
}
