import PluginProtocol

extension Visit {
  mutating func checkEnding() async {
    let isListing = self.isListing
    let leftovers = Held<CheckReport.Outcome>()
    await check(.closing) { run throws(Silence) in
      if isListing { _ = try await run.exchange.ask("desktops.watch") }
      guard let end = await run.close() else {
        return .violated(
          sent: "the end of its standard input",
          came: "it was still there after \(run.patience.closing)")
      }
      let rest = await run.leftovers()
      await leftovers.set(
        rest.isEmpty
          ? .ok()
          : .violated(
            sent: "the end of its standard input",
            came: "processes that it left: " + rest.map { String($0) }.joined(separator: ", ")))
      return end.isGood
        ? .ok() : .violated(sent: "the end of its standard input", came: "it ended with " + end.how)
    }
    report.note(.leftovers, await leftovers.value ?? .notApplicable("it did not end by itself"))
    await check(.terminating) { run throws(Silence) in
      if isListing { _ = try await run.exchange.ask("desktops.watch") }
      guard await run.terminate() != nil else {
        return .violated(
          sent: "SIGTERM", came: "it was still there after \(run.patience.terminating)")
      }
      return .ok()
    }
  }
}
