import PluginProtocol
import StationModel

extension Visit {
  private static let operated: [Rule] = [.power, .assign, .reusedOperation]

  /// Starts, stops and assigns a desktop, if its administrator named one for it.
  mutating func operateOn(_ desktop: String?) async {
    func leaveOut(_ rules: [Rule], _ why: String) {
      for rule in rules { report.note(rule, .notApplicable(why)) }
    }
    guard let id = desktop else {
      return leaveOut(Self.operated, "only with --operate DESKTOP")
    }
    guard let found = desktops?.report.desktops?.first(where: { $0.id == id }) else {
      return leaveOut(Self.operated, "it has no desktop " + PlainText.line(id, limit: 128))
    }
    guard !found.isTemplate else {
      return leaveOut(Self.operated, "\(id) is a template; name a desktop made from it")
    }
    if capabilities.contains(Contract.Capability.power.rawValue) {
      if found.state == .stopped {
        await check(.power) { run throws(Silence) in try await Self.operatePower(run, id) }
      } else {
        leaveOut([.power], "\(id) is not stopped, and what may be in use is not touched")
      }
    } else {
      leaveOut([.power], "it does not list power")
    }
    if capabilities.contains(Contract.Capability.assign.rawValue) {
      if found.station == nil {
        await checkAssign(id)
      } else {
        leaveOut([.assign, .reusedOperation], "\(id) is assigned to a station already")
      }
    } else {
      leaveOut([.assign, .reusedOperation], "it does not list assign")
    }
  }

  private static func operatePower(
    _ run: PluginRun, _ id: String
  ) async throws(Silence) -> CheckReport.Outcome {
    _ = try await list(run)
    for (method, operation, wanted) in [
      ("desktop.start", "check-start", [Desktop.State.running]),
      ("desktop.stop", "check-stop", [.stopped]),
    ] {
      let params = parameters(method, id, operation: operation)
      let first = try await run.exchange.ask(method, params)
      if let outcome = await refused(first, run) { return outcome }
      guard await shows(run, id, { wanted.contains($0.state) }) else {
        return .violated(
          sent: await run.exchange.lastSent,
          came: "no snapshot within \(run.patience.effect) that shows it \(wanted[0].rawValue)")
      }
      let again = try await run.exchange.ask(method, params)
      if let outcome = await refused(again, run) { return outcome }
    }
    // The start, asked again after the stop, must not start it.
    let late = try await run.exchange.ask(
      "desktop.start", parameters("desktop.start", id, operation: "check-start"))
    if let outcome = await refused(late, run) { return outcome }
    guard try await list(run).first(where: { $0.id == id })?.state == .stopped else {
      return .violated(
        sent: await run.exchange.lastSent, came: "the same operation again started it again")
    }
    return .ok()
  }

  private mutating func checkAssign(_ id: String) async {
    let key = "check:station/1"
    await check(.assign) { run throws(Silence) in
      _ = try await Self.list(run)
      let answer = try await run.exchange.ask(
        "desktop.assign", Self.parameters("desktop.assign", id, operation: "check-assign"))
      if let outcome = await Self.refused(answer, run) { return outcome }
      return await Self.shows(run, id) { $0.station?.text == key }
        ? .ok()
        : .violated(
          sent: await run.exchange.lastSent,
          came: "no snapshot within \(run.patience.effect) that shows the station \(key)")
    }
    await check(.reusedOperation) { run throws(Silence) in
      let answer = try await run.exchange.ask(
        "desktop.unassign", Self.parameters("desktop.unassign", id, operation: "check-assign"))
      return answer.error?.code == .operationReused
        ? .ok() : .violated(sent: await run.exchange.lastSent, came: answer.text)
    }
    let others = (desktops?.report.desktops ?? []).map(\.id).filter { $0 != id }
    let keep = others.map(Exchange.quoted).joined(separator: ",")
    await check(.assign) { run throws(Silence) in
      guard try await Self.list(run).first(where: { $0.id == id })?.station?.text == key else {
        return .violated(
          sent: nil, came: "after a restart the station \(key) is not there any more")
      }
      _ = try await run.exchange.ask("gc", "{\"keep\":[\(keep)]}")
      guard await Self.shows(run, id, { $0.station == nil }) else {
        return .violated(
          sent: await run.exchange.lastSent, came: "no snapshot shows \(id) without a station")
      }
      return .ok()
    }
    await check(.assign) { run throws(Silence) in
      _ = try await Self.list(run)
      for (method, operation) in [
        ("desktop.assign", "check-assign-2"), ("desktop.unassign", "check-unassign"),
      ] {
        let answer = try await run.exchange.ask(
          method, Self.parameters(method, id, operation: operation))
        if let outcome = await Self.refused(answer, run) { return outcome }
      }
      return await Self.shows(run, id) { $0.station == nil }
        ? .ok()
        : .violated(
          sent: await run.exchange.lastSent, came: "no snapshot shows \(id) without a station")
    }
  }

  private static func refused(
    _ answer: Exchange.Answer, _ run: PluginRun
  ) async -> CheckReport.Outcome? {
    guard answer.error != nil else { return nil }
    return .violated(sent: await run.exchange.lastSent, came: answer.text)
  }

  /// Does a snapshot come, by itself, that shows the desktop so?
  private static func shows(
    _ run: PluginRun, _ id: String, _ isWanted: @escaping @Sendable (Desktop) -> Bool
  ) async -> Bool {
    await run.exchange.snapshot(within: run.patience.effect) { snapshot in
      snapshot.report.desktops?.first { $0.id == id }.map(isWanted) ?? false
    } != nil
  }
}
