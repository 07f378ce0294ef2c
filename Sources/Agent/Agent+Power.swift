import AgentInterface
import Journal
import Ledger
import Logging
import StationModel
import Topology
import USB
import Udev

/// Taking the power of a station's port away and giving it back (docs/power.md).
extension Agent {
  /// The station or candidate that somebody wants to start anew.
  struct PowerSubject {
    var key: StationKey
    var number: Int?
    /// As a sentence begins with it: "Station 3 (Window left)".
    var name: String
    /// False for a candidate: of one that has gone nobody knows whether it will come back.
    var isEnrolled: Bool { number != nil }
  }

  func subject(station path: String) throws(AgentError) -> PowerSubject {
    let record = try station(at: path)
    let name = "Station \(record.number) (\(record.name))"
    if record.kind == .desktop || record.kind == .network {
      throw AgentError(
        .powerRefused, "\(name) is a \(record.kind.rawValue): it hangs on no port.",
        nextStep: "Restart it where it runs.")
    }
    return PowerSubject(key: record.key, number: record.number, name: name)
  }

  func subject(candidate path: String) throws(AgentError) -> PowerSubject {
    let candidate = try candidate(at: path)
    return PowerSubject(
      key: candidate.key, number: nil, name: "Candidate \(candidate.key) (\(candidate.label))")
  }

  /// What would be switched; nothing is.
  func powerPlan(_ subject: PowerSubject) throws(AgentError) -> PowerView {
    let plan = try findPorts(subject)
    let text = plan.words(subject.name) { monitor?.picture[$0]?.label ?? $0.name }
    return PowerView(plan, .planned, ([text] + plan.doubts).joined(separator: " "))
  }

  /// Switches, and waits until the station was seen again.
  ///
  /// - Parameter user: who asks for it, for the history.
  func powerCycle(_ subject: PowerSubject, by user: Int) async throws(AgentError) -> PowerView {
    await repaying?.value
    let plan = try findPorts(subject)
    let ports = plan.ports.map {
      HubPort(hub: $0.hub, node: $0.node, port: UInt8(clamping: $0.port))
    }
    if powerRuns.values.contains(where: { !Set($0.cycle.ports).isDisjoint(with: ports) }) {
      throw AgentError(
        .powerRefused, "\(subject.name): its port is being switched already.",
        nextStep: "Wait until that is done, 15 seconds at most.")
    }
    let what = plan.isMissing ? "it is not there and is looked for; power is" : "power is"
    note(.notice, "\(what) taken from it for 2 seconds: \(plan.portsText)", subject)
    let cycle = PortPowerCycle(ports, of: plan.station, debts: powerDebts)
    let task = Task { () -> Result<[PowerWay], USBError> in
      do throws(USBError) { return .success(try await cycle.run()) } catch {
        return .failure(error)
      }
    }
    powerRuns[plan.anchor] = PowerRun(
      cycle: cycle, task: task, anchor: plan.anchor,
      sighting: plan.isMissing ? .gone : .present(node: monitor?.picture[plan.anchor]?.node))
    defer { powerRuns[plan.anchor] = nil }
    let ways: [PowerWay]
    switch await task.value {
    case .success(let value): ways = value
    case .failure(let error):
      note(.error, "its port could not be switched: \(error)", subject)
      writeDown(plan, "failed", user)
      throw AgentError(
        .powerFailed, "The port of \(subject.name) could not be switched: \(error).",
        nextStep:
          "See whether it is there: stationctl stations. If not, pull its plug and put it back.")
    }
    let outcome = await outcome(of: plan.anchor)
    writeDown(plan, outcome.rawValue, user)
    if isEnding {
      throw AgentError(
        .powerFailed,
        "The agent ended meanwhile. The port of \(subject.name) has power; whether the station came "
          + "back was not seen.", nextStep: "See: stationctl stations")
    }
    let words =
      plan.isMissing ? outcome.wordsOfMissing(subject.name) : outcome.words(subject.name, ways)
    let text = ([words] + plan.doubts).joined(separator: " ")
    note(outcome == .returned ? .notice : .warning, text, subject)
    return PowerView(plan, outcome, text, ways)
  }

  /// The ports were switched, so what the ledger cannot take is no reason to fail.
  private func writeDown(_ plan: PowerPlan, _ outcome: String, _ user: Int) {
    let cycle = PowerCycled(outcome: outcome, ports: plan.portsText, user: user)
    do throws(LedgerError) { try commit([.powerCycled(plan.station, cycle)]) } catch {
      log.tell(
        .ledgerFailed, .error, "a power cycle is not in the history: \(error.message)",
        [.key: plan.station.text])
    }
  }

  /// Lets the power come back at once; when it returns, it has.
  func endPowerRuns() async {
    for run in powerRuns.values {
      run.cycle.hasten()
      run.bell.finish()
    }
    for run in powerRuns.values { _ = await run.task.value }
  }

  /// At each look: the hubs whose power was taken go and come.
  func watchPower() {
    for (anchor, _) in powerRuns { powerRuns[anchor]?.see(monitor?.picture[anchor]) }
  }

  private func outcome(of anchor: DevicePath) async -> PowerView.Outcome {
    if let run = powerRuns[anchor] {
      let deadline = Task {
        try await Task.sleep(for: Self.patience)
        run.bell.finish()
      }
      for await _ in run.news { break }
      deadline.cancel()
    }
    return switch powerRuns[anchor]?.sighting {
    case .back: .returned
    case .present: .stayed
    case .gone, nil: .away
    }
  }

  /// A hub takes one second, what is below it a few more.
  private static let patience = Duration.seconds(10)

  private func findPorts(_ subject: PowerSubject) throws(AgentError) -> PowerPlan {
    guard let monitor, let sorting = plan?.sorting, !isEnding else {
      throw AgentError(
        .powerRefused, "\(subject.name) is left alone: the agent is ending.",
        nextStep: "Try again when it runs: systemctl status stationmaster")
    }
    let closed = monitor.closedHubs.map { ($0.hub.path, $0.why) }
    let facts = PowerFacts(
      closedHubs: Dictionary(closed, uniquingKeysWith: { first, _ in first }), disks: disksInUse(),
      isEnrolled: subject.isEnrolled)
    do throws(PowerRefusal) {
      return try Topology.powerPlan(
        monitor.picture, sorting, station: subject.key, facts: facts)
    } catch {
      let words = error.words(subject: subject.name, name: sentenceName)
      throw AgentError(.powerRefused, words.message, nextStep: words.nextStep)
    }
  }

  /// "station 4 (Door)", or "candidate pci-0000:00:04.0/2".
  private func sentenceName(_ key: StationKey) -> String {
    book.enrolled.first { $0.key == key }.map { "station \($0.number) (\($0.name))" }
      ?? "candidate \(key)"
  }

  private func note(_ level: Logger.Level, _ text: String, _ subject: PowerSubject) {
    log.tell(
      .powerSwitched, level.ofJournal, text,
      [.number: subject.number.map(String.init) ?? "-", .key: subject.key.text])
  }
}
