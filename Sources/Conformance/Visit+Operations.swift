import PluginProtocol

extension Visit {
  /// Operations on a desktop that does not exist: they can do no harm.
  mutating func checkOperations() async {
    let methods = operable
    let isKnown = desktops?.report.desktops != nil
    guard !methods.isEmpty else {
      for rule in [Rule.noSuchDesktop, .sameOperation] {
        report.note(rule, .notApplicable("it lists neither power nor assign"))
      }
      return
    }
    await check(.noSuchDesktop) { run throws(Silence) in
      // What is not known yet cannot be known to be missing.
      if isKnown { _ = try await Self.list(run) }
      for (index, method) in methods.enumerated() {
        let answer = try await run.exchange.ask(
          method, Self.parameters(method, Self.nobody, operation: "check-nobody-\(index)"))
        // Away is a good reason not to know.
        guard answer.error?.code == .noSuchDesktop || answer.error?.code == .unavailable else {
          return .violated(sent: await run.exchange.lastSent, came: answer.text)
        }
      }
      return .ok()
    }
    await check(.sameOperation) { run throws(Silence) in
      if isKnown { _ = try await Self.list(run) }
      for (index, method) in methods.enumerated() {
        let params = Self.parameters(method, Self.nobody, operation: "check-twice-\(index)")
        let first = try await run.exchange.ask(method, params)
        let second = try await run.exchange.ask(method, params)
        guard first.error?.code == second.error?.code else {
          return .violated(
            sent: await run.exchange.lastSent + " (twice)",
            came: first.text + " and then " + second.text)
        }
      }
      return .ok()
    }
  }
}
