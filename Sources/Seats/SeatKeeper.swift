public import DBus
public import EventLoop
import StationModel

/// Attaches and releases, one seat after the other, until the picture shows it. The answers of logind
/// and systemd only say that they have begun: what counts is what udev says of the devices afterwards.
public actor SeatKeeper {
  public nonisolated let loop: Loop
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  let bus: Connection
  let patience: SeatPatience
  private let onChange: @Sendable () -> Void

  private(set) var plan = SeatPlan()
  private var wishes = SeatWishes()
  var trials: [SeatTask: SeatTrial] = [:]
  private var alarm: Alarm?
  private var hasEnded = false
  private var jobPump: Task<Void, Never>?

  /// - Parameters:
  ///   - bus: a connection to the system bus, on the same loop.
  ///   - onChange: runs on the loop after something came of an attempt; look again then.
  public init(loop: Loop, bus: Connection, onChange: @escaping @Sendable () -> Void) {
    self.init(loop: loop, bus: bus, patience: SeatPatience(), onChange: onChange)
  }

  init(
    loop: Loop, bus: Connection, patience: SeatPatience, onChange: @escaping @Sendable () -> Void
  ) {
    self.loop = loop
    self.bus = bus
    self.patience = patience
    self.onChange = onChange
  }

  deinit { jobPump?.cancel() }

  /// Nothing is begun any more.
  public func stop() {
    hasEnded = true
    alarm = nil
    jobPump?.cancel()
  }

  /// Is something tried or remembered?
  public var isIdle: Bool { trials.isEmpty && wishes.isEmpty }

  /// Somebody asks by hand: what failed before is tried at once.
  public func beginAnew(_ numbers: Set<Int>) {
    for (task, trial) in trials where numbers.contains(task.number) && !trial.isActive {
      trials[task] = nil
    }
  }

  /// What is to be done by the picture of this moment; goes on with what is under way.
  public func see(_ plan: SeatPlan, _ wishes: SeatWishes) {
    guard !hasEnded else { return }
    self.plan = plan
    self.wishes = wishes
    for (task, trial) in trials where trial.phase != .asking {
      if !isOpen(task) || isAnother(task, trial) { trials[task] = nil }
    }
    advance()
  }

  /// The plan's lines with what is being done and what failed.
  ///
  /// - Parameter withOrders: also what became of an order to release a seat which works, and which
  ///   nobody wishes any more: for whoever gave it.
  public func lines(of plan: SeatPlan, withOrders: Bool = true) -> [PlannedSeat] {
    let now = ContinuousClock.now
    return plan.lines.map { line in
      let task = [SeatTask.release(line.number), .attach(line.number)].first { trials[$0] != nil }
      guard let task, let trial = trials[task] else { return line }
      guard line.state == .attach || line.state == .release || isOpen(task) else { return line }
      if line.state == .ready, !withOrders, !trial.isActive, !isWished(task) { return line }
      var line = line
      guard let trouble = trial.trouble else {
        line.state = .working
        line.why =
          if case .attach = task { "It is being attached to \(line.seat ?? "its seat")." } else {
            "Its seat is being released."
          }
        line.nextStep = nil
        return line
      }
      line.state = .failed
      line.why = trouble.why
      line.trouble = trouble.why
      line.nextStep = trouble.nextStep
      if case .resting(let until, _) = trial.phase, isWished(task) {
        let seconds = max(1, Int((until - now).components.seconds) + 1)
        line.why += " It is tried again in \(seconds) seconds."
      }
      return line
    }
  }

  // MARK: Going on

  func isOpen(_ task: SeatTask) -> Bool {
    switch task {
    case .attach(let number): plan[number]?.state == .attach
    case .release(let number): plan.ours[number].map { $0.obstacle == nil } ?? false
    }
  }

  private func isWished(_ task: SeatTask) -> Bool {
    switch task {
    case .attach(let number): wishes.attach.contains(number)
    case .release(let number): wishes.release.contains(number)
    }
  }

  /// Fewer devices are a success in parts; others are another goal.
  private func isAnother(_ task: SeatTask, _ trial: SeatTrial) -> Bool {
    guard case .attach(let number) = task, let line = plan[number] else { return false }
    return trial.seat != line.seat || !trial.devices.isSuperset(of: line.devices)
  }

  private func advance() {
    let now = ContinuousClock.now
    for (task, trial) in trials {
      if case .watching(let until) = trial.phase, until <= now { endRound(task, trial, now) }
    }
    if !trials.values.contains(where: \.isActive) {
      let tasks =
        wishes.release.map(SeatTask.release)
        + wishes.attach.subtracting(wishes.release).map(SeatTask.attach)
      if let next = tasks.sorted().first(where: { isDue($0, now) }) { begin(next) }
    }
    setAlarm(now)
  }

  private func isDue(_ task: SeatTask, _ now: ContinuousClock.Instant) -> Bool {
    guard isOpen(task) else { return false }
    switch trials[task]?.phase {
    case nil: return true
    case .resting(let until, _): return until <= now
    case .asking, .watching, .stuck: return false
    }
  }

  private func endRound(_ task: SeatTask, _ trial: SeatTrial, _ now: ContinuousClock.Instant) {
    if trial.rounds < patience.rounds, case .attach = task { return begin(task) }
    rest(
      task,
      SeatTrouble(
        why: task.isAttach
          ? "It was asked for, but udev does not put all its devices on the seat."
          : "It was asked for, but rules or devices of the seat are still there.",
        nextStep: task.isAttach
          ? "See what udev says of one of them: udevadm info DEVICE"
          : "See: journalctl -u stationmaster-release-seat@\(task.number)", passes: .soon))
  }

  private func rest(_ task: SeatTask, _ trouble: SeatTrouble) {
    guard let trial = trials[task] else { return }
    let waited = trouble.passes == .onceAllowed ? patience.untilAllowed : 0
    trials[task]?.phase =
      trouble.passes == .never
      ? .stuck(trouble)
      : .resting(until: .now + patience.rest(afterRounds: trial.rounds + waited), trouble)
    onNextTurn()
  }

  private func begin(_ task: SeatTask) {
    let line = plan[task.number]
    var trial =
      trials[task]
      ?? SeatTrial(seat: line?.seat, devices: Set(task.isAttach ? line?.devices ?? [] : []))
    trial.rounds += 1
    trial.phase = .asking
    trials[task] = trial
    Task {
      do throws(SeatFailure) {
        switch task {
        case .attach(let number): try await attach(number)
        case .release(let number): try await release(number)
        }
        let time = task.isAttach ? patience.watching : patience.releasing
        // A helper that failed meanwhile has said so already.
        if trials[task]?.phase == .asking { trials[task]?.phase = .watching(until: .now + time) }
      } catch { rest(task, error.trouble) }
      // Meanwhile it may have come true, or be wanted no more.
      see(plan, wishes)
      onChange()
    }
  }

  /// Never while somebody else is in the middle of a look.
  private func onNextTurn() {
    Task { if !hasEnded { onChange() } }
  }

  private func setAlarm(_ now: ContinuousClock.Instant) {
    let next = trials.compactMap { task, trial -> ContinuousClock.Instant? in
      switch trial.phase {
      case .watching(let until): until
      case .resting(let until, _): isWished(task) && isOpen(task) ? until : nil
      case .asking, .stuck: nil
      }
    }.min()
    if next != nil, alarm == nil {
      alarm = Alarm(loop) { [weak self] in
        self?.assumeIsolated { $0.advance() }
      }
    }
    let wait = next.map { max(1, Int64(($0 - now) / .milliseconds(1)) + 1) }
    try? alarm?.set(afterMilliseconds: wait)
  }

  func listenToJobs() async throws(DBusError) {
    guard jobPump == nil else { return }
    let signals = try await bus.signals(matching: Systemd.rule)
    jobPump = Task { [weak self] in
      for await signal in signals { await self?.hear(signal) }
    }
  }

  private func hear(_ signal: ReceivedSignal) {
    guard signal.arguments.count == 4, let unit = signal.arguments[2].asString,
      let result = signal.arguments[3].asString
    else { return }
    for (task, trial) in trials {
      guard case .release(let number) = task, trial.isActive, unit == Systemd.unit(number) else {
        continue
      }
      if result == "done" { continue }
      rest(
        task,
        SeatTrouble(
          why: "The helper that takes rules away failed (\(quoted(result))).",
          nextStep: "See: journalctl -u \(unit)", passes: .soon))
    }
    onChange()
  }
}

extension SeatTask {
  fileprivate var isAttach: Bool {
    if case .attach = self { true } else { false }
  }
}
