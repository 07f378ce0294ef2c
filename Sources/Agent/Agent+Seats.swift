import AgentInterface
import Configuration
import DBus
import Enrollment
import Journal
import Ledger
import Logging
import Seats
import StationModel
import Topology
import Udev

/// Stations as logind's seats (docs/seats.md).
extension Agent {
  /// What is wished by hand, who waits for it, and what was told.
  struct SeatDesk {
    var folder = SeatRuleFolder()
    var byHand = SeatWishes()
    var bells: [Int: AsyncStream<Void>.Continuation] = [:]
    var lastBell = 0
    /// The last state of each that was logged, and why it failed.
    var told: [Int: Told] = [:]

    struct Told: Equatable {
      var state: PlannedSeat.State
      var trouble: String?
    }
  }

  func seatPlan() -> [SeatLine] {
    seatLines(planned(fresh: true), withOrders: false).map(SeatLine.init)
  }

  func applySeats(_ call: Call) async throws(AgentError) -> [SeatLine] {
    let asked = try seatNumbers(call)
    let plan = planned(fresh: true)
    try require(asked, among: Set(plan.lines.map(\.number)))
    let numbers =
      asked.isEmpty
      ? Set(plan.lines.filter { $0.number != 0 && $0.state != .release }.map(\.number)) : asked
    beginSeatsAnew(numbers)
    seatDesk.byHand.attach.formUnion(numbers)
    await workOnSeats(numbers)
    return seatLines(planned(fresh: true)).filter { numbers.contains($0.number) }.map(SeatLine.init)
  }

  func releaseSeats(_ call: Call) async throws(AgentError) -> [SeatLine] {
    let asked = try seatNumbers(call)
    let before = planned(fresh: true)
    let ours = Set(before.ours.filter { !$0.value.files.isEmpty }.keys)
    try require(asked, among: ours.union(before.lines.map(\.number)))
    let numbers = asked.isEmpty ? ours : asked
    // Managed stations would be attached again at once.
    let kept =
      settings.seats == .manage
      ? numbers.filter { number in before[number].map { $0.state == .ready } ?? false } : []
    let begun = numbers.subtracting(kept).intersection(ours)
      .filter { before.ours[$0]?.obstacle == nil }
    beginSeatsAnew(begun)
    seatDesk.byHand.release.formUnion(begun)
    await workOnSeats(begun)
    let after = planned(fresh: true)
    let lines = seatLines(after)
    return numbers.sorted().map { number in
      let line = lines.first { $0.number == number } ?? before[number]
      return SeatLine(
        released(
          number, line, before.ours[number], after.ours[number], isKept: kept.contains(number)))
    }
  }

  private func released(
    _ number: Int, _ line: PlannedSeat?, _ before: OwnSeat?, _ after: OwnSeat?, isKept: Bool
  ) -> PlannedSeat {
    var result = line ?? PlannedSeat(number: number, name: "", state: .none, why: "")
    result.seat = before == nil ? nil : seatName(ofStation: number)
    if result.state != .failed { result.nextStep = nil }
    guard let before, !before.files.isEmpty else {
      result.state = .none
      result.nextStep = nil
      result.why = "There is no rule of the agent's for its seat."
      return result
    }
    if isKept {
      result.state = .failed
      result.why = "With 'seats = manage' it would be attached again at once."
      result.nextStep = "Set 'seats = observe' first, then: systemctl reload stationmaster"
    } else if let obstacle = before.obstacle {
      result.state = .waiting
      result.why = "It is left \(obstacle)."
      result.nextStep = "Say it again then: stationctl seat release \(number)"
    } else if after == nil {
      result.state = .none
      result.seat = nil
      result.why = "It is released: no rule of the agent's is left."
      result.devices = before.devices
    }
    return result
  }

  // MARK: At each look

  /// Plans and goes on, if the agent manages seats or somebody asked for it.
  func tendSeats() {
    guard let keeper = seatKeeper, !isEnding else { return }
    let isManaging = settings.seats == .manage
    let isIdle = keeper.assumeIsolated { $0.isIdle }
    if !isManaging, seatDesk.byHand.isEmpty, isIdle, seatDesk.bells.isEmpty { return }
    let plan = planned()
    var wishes = seatDesk.byHand
    if isManaging {
      wishes.attach.formUnion(plan.lines.filter { $0.state == .attach }.map(\.number))
      wishes.release.formUnion(plan.lines.filter { $0.state == .release }.map(\.number))
    }
    keeper.assumeIsolated { $0.see(plan, wishes) }
    let lines = seatLines(plan)
    tell(lines)
    let open = Set(
      lines.filter { [.attach, .release, .working].contains($0.state) }.map(\.number))
    // Who asked once does not ask for ever.
    let releasing = seatDesk.byHand.release.filter { number in
      plan.ours[number].map { $0.obstacle == nil } == true
        && lines.first { $0.number == number }?.state != .failed
    }
    seatDesk.byHand.attach.formIntersection(open)
    seatDesk.byHand.release = releasing
    if seatDesk.byHand.isEmpty { for bell in seatDesk.bells.values { bell.yield() } }
  }

  private func tell(_ lines: [PlannedSeat]) {
    for line in lines {
      let told = SeatDesk.Told(state: line.state, trouble: line.trouble)
      let before = seatDesk.told[line.number]
      // What fails again and again for one reason is said once.
      if told == before || told.state == .working && before?.state == .failed { continue }
      seatDesk.told[line.number] = told
      let facts: [JournalField: String] = [.number: String(line.number), .name: line.name]
      switch line.state {
      case .failed:
        log.tell(
          .seatFailed, .warning,
          "station \(line.number) (\(line.name)): its seat could not be changed: \(line.why)",
          facts.merging([.why: line.why]) { $1 })
      case .ready where before?.state == .working || before?.state == .failed:
        log.tell(
          .seatReady, .notice,
          "station \(line.number) (\(line.name)): it is a seat now: \(line.seat ?? "")", facts)
      default: break
      }
    }
  }

  /// Until nothing that was asked for by hand is open, or the time is over.
  private func workOnSeats(_ numbers: Set<Int>) async {
    guard !numbers.isEmpty, seatKeeper != nil else { return }
    let (news, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    seatDesk.lastBell += 1
    let id = seatDesk.lastBell
    seatDesk.bells[id] = bell
    tendSeats()
    let deadline = Task {
      try await Task.sleep(for: .seconds(20))
      bell.finish()
    }
    for await _ in news where seatDesk.byHand.isEmpty { break }
    deadline.cancel()
    seatDesk.bells[id] = nil
  }

  private func beginSeatsAnew(_ numbers: Set<Int>) {
    seatKeeper?.assumeIsolated { $0.beginAnew(numbers) }
  }

  func seatLines(_ plan: SeatPlan, withOrders: Bool = true) -> [PlannedSeat] {
    seatKeeper?.assumeIsolated { $0.lines(of: plan, withOrders: withOrders) } ?? plan.lines
  }

  func planned(fresh: Bool = false) -> SeatPlan {
    guard let plan, let monitor else { return SeatPlan() }
    let rules = seatDesk.folder.rules(in: settings.seatRules, fresh: fresh)
    return planSeats(
      SeatInput(
        stations: seatStations(plan), picture: monitor.picture,
        assignments: plan.sorting.assignments,
        keyboards: plan.sorting.candidates.flatMap { candidate in
          candidate.parts.filter { $0.kind == .keyboard }.map(\.device)
        }, rules: rules, sessions: sessionPicture,
        screens: sessions?.assumeIsolated { $0.screens } ?? [],
        uncertainSeats: uncertainSeats,
        hostLeavesCards: {
          let hostX = HostX(under: "")
          return hostX.leavesCards || !hostX.isInstalled
        }))
  }

  private func seatStations(_ plan: Plan) -> [SeatStation] {
    let byCard = Dictionary(grouping: plan.sorting.displays, by: \.card)
    return plan.roster.stations.compactMap { station in
      guard station.record.kind == .physical || station.record.kind == .host else { return nil }
      let cards = byCard.compactMap { card, sockets -> SeatCard? in
        let owners = Set(sockets.map(\.station))
        guard owners.contains(station.key) else { return nil }
        return SeatCard(
          path: card, others: owners.subtracting([station.key]).map(cardUser).sorted())
      }
      return SeatStation(
        number: station.record.number, name: station.record.name, key: station.key,
        presence: station.presence, cards: cards.sorted { $0.path < $1.path })
    }
  }

  private func cardUser(_ key: StationKey?) -> String {
    guard let key else { return "others" }
    if key == .host { return "the host" }
    return book.enrolled.first { $0.key == key }.map { "station \($0.number) (\($0.name))" }
      ?? "the station at \(key)"
  }

  // MARK: Arguments

  private func seatNumbers(_ call: Call) throws(AgentError) -> Set<Int> {
    guard let list = call.arguments.first?.asList else {
      throw AgentError(
        .badArgument, "\(call.member) needs a list of station numbers.",
        nextStep: "See its arguments with: busctl introspect org.stationmaster1 \(call.path)")
    }
    return Set(list.compactMap(\.asInt))
  }

  private func require(_ numbers: Set<Int>, among known: Set<Int>) throws(AgentError) {
    guard let unknown = numbers.subtracting(known).min() else { return }
    throw AgentError(
      .noSuchStation, "There is no physical station \(unknown).",
      nextStep: "See what there is with: stationctl seat plan")
  }
}

extension SeatLine {
  init(_ line: PlannedSeat) {
    self.init(
      number: line.number, name: line.name, seat: line.seat, state: line.state.rawValue,
      why: line.why, nextStep: line.nextStep, devices: line.devices.map(\.text))
  }
}
