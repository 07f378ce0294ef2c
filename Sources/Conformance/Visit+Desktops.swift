import PluginProtocol
import StationModel

extension Visit {
  mutating func checkWatch() async {
    guard isListing else {
      for rule in [Rule.watch, .watchAgain, .restart, .gc] {
        report.note(rule, .notApplicable("it does not list desktops"))
      }
      return
    }
    let found = Held<DesktopSnapshot>()
    await check(.watch) { run throws(Silence) in
      let answer = try await run.exchange.ask("desktops.watch")
      guard answer.error == nil else {
        return .violated(sent: await run.exchange.lastSent, came: answer.text)
      }
      guard await run.exchange.newest != nil else {
        return .notApplicable("its list breaks a rule: see snapshots")
      }
      // Who is only starting may need its time.
      let known = await run.exchange.snapshot(within: run.patience.answer) {
        $0.report.desktops != nil
      }
      guard let known else { return .ok("it does not know its desktops now") }
      await found.set(known)
      return .ok()
    }
    desktops = await found.value
    if verdict(.watch) == .violated {
      isAnswering = false
      return
    }
    await checkAgain()
    guard verdict(.watchAgain) != .violated else {
      for rule in [Rule.restart, .gc] {
        report.note(rule, .notApplicable("its list is another at each turn: see watch-again"))
      }
      return
    }
    await checkRestart()
    await checkGC()
  }

  private mutating func checkAgain() async {
    guard desktops?.report.desktops != nil else {
      return report.note(.watchAgain, .notApplicable("its desktops are not known"))
    }
    await check(.watchAgain) { run throws(Silence) in
      // What comes and goes of itself may do so once, not at each turn.
      var last = CheckReport.Outcome.ok()
      for _ in 0..<3 {
        let first = try await Self.list(run)
        let second = try await Self.list(run)
        last = Self.compare(first, second, what: "desktops.watch twice")
        if case .ok = last { break }
      }
      return last
    }
  }

  private func verdict(_ rule: Rule) -> CheckReport.Verdict? {
    report.checks.first { $0.rule == rule.rawValue }?.verdict
  }

  private mutating func checkRestart() async {
    guard var before = desktops?.report.desktops else {
      return report.note(.restart, .notApplicable("its desktops are not known"))
    }
    var outcome = CheckReport.Outcome.ok()
    for _ in 0..<3 {
      let (earlier, later) = (before, Held<[Desktop]>())
      outcome = await run { run in
        do throws(Silence) {
          try await run.exchange.shakeHands(run.stateFolder)
          let now = try await Self.list(run)
          await later.set(now)
          return Self.compare(earlier, now, what: "desktops.watch before and after a restart")
        } catch {
          return .violated(sent: await run.exchange.lastSent, came: error.what)
        }
      }
      if case .ok = outcome { break }
      guard let now = await later.value else { break }
      before = now
    }
    report.note(.restart, outcome)
  }

  private mutating func checkGC() async {
    guard let known = desktops?.report.desktops else {
      return report.note(.gc, .notApplicable("its desktops are not known"))
    }
    // All of them, so that no assignment is lost, and one that is not there.
    let keep = (known.map(\.id) + [Self.nobody]).map(Exchange.quoted).joined(separator: ",")
    await check(.gc) { run throws(Silence) in
      let before = try await Self.list(run)
      let answer = try await run.exchange.ask("gc", "{\"keep\":[\(keep)]}")
      if let error = answer.error {
        return error.code == .methodNotFound
          ? .ok() : .violated(sent: await run.exchange.lastSent, came: "\(error)")
      }
      guard (try? answer.message.result(as: Nothing.self)) != nil else {
        return .violated(sent: await run.exchange.lastSent, came: answer.text)
      }
      return Self.compareStations(
        before, try await Self.list(run), what: "gc with all of its desktops")
    }
  }

  /// Of what is kept, no assignment may be let go.
  private static func compareStations(
    _ before: [Desktop], _ after: [Desktop], what: String
  ) -> CheckReport.Outcome {
    let outcome = compare(before, after, what: what)
    guard case .ok = outcome else { return outcome }
    let old = Dictionary(before.map { ($0.id, $0) }) { $1 }
    for desktop in after {
      guard let station = old[desktop.id]?.station, desktop.station != station else { continue }
      let now = desktop.station.map { "\"\($0.text)\"" } ?? "none"
      return .violated(
        sent: what, came: "station of \(desktop.id): \"\(station.text)\" before, \(now) after")
    }
    return outcome
  }

  /// The desktops, asked for now.
  static func list(_ run: PluginRun) async throws(Silence) -> [Desktop] {
    let answer = try await run.exchange.ask("desktops.watch")
    if let error = answer.error { throw Silence("desktops.watch was answered with \(error)") }
    let known = await run.exchange.snapshot(within: run.patience.answer) {
      $0.report.desktops != nil
    }
    guard let desktops = known?.report.desktops else {
      throw Silence("it does not say its desktops any more")
    }
    return desktops
  }

  private static func compare(
    _ before: [Desktop], _ after: [Desktop], what: String
  ) -> CheckReport.Outcome {
    let old = Set(before.map(\.id))
    let new = Set(after.map(\.id))
    if old == new { return .ok() }
    func some(_ ids: Set<String>) -> String {
      ids.isEmpty ? "none" : ids.sorted().prefix(5).joined(separator: ", ")
    }
    return .violated(
      sent: what, came: "gone: \(some(old.subtracting(new))); new: \(some(new.subtracting(old)))")
  }
}

/// A value that a check leaves for the next.
actor Held<Value: Sendable> {
  private(set) var value: Value?

  func set(_ value: Value) { self.value = value }
}
