public import DBus
public import EventLoop
public import Notices
public import StationModel

/// Runs the administrator's program and mail for notices, through units of systemd that confine them
/// (Packaging/systemd/stationmaster-hook@.service). One at a time for each; what failed is tried again
/// after one, five and thirty minutes.
///
/// A unit that ended well stays active until its end was written down. So an agent that is started anew
/// in the middle asks for the same unit, and nothing runs twice.
public actor HookKeeper {
  public nonisolated let loop: Loop
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  private let bus: Connection
  private let folder: HookFolder
  private let patience: HookPatience
  private let onChange: @Sendable () -> Void
  private var queue: HookQueue
  private var alarm: Alarm?
  private var jobPump: Task<Void, Never>?
  private var hasEnded = false
  private var hasTidied = false
  /// Why the last attempt for a recipient failed; nothing once one succeeded.
  public private(set) var troubles: [Recipient: String] = [:]

  /// - Parameters:
  ///   - bus: a connection to the system bus, on the same loop.
  ///   - folder: where the files are laid down that are standard input; made if it is not there.
  ///   - onChange: runs on the loop when a run ended or may be tried again; look again then.
  public init(
    loop: Loop, bus: Connection, folder: String, onChange: @escaping @Sendable () -> Void
  ) {
    self.init(
      loop: loop, bus: bus, folder: folder, patience: HookPatience(), onChange: onChange)
  }

  init(
    loop: Loop, bus: Connection, folder: String, patience: HookPatience,
    onChange: @escaping @Sendable () -> Void
  ) {
    self.loop = loop
    self.bus = bus
    self.folder = HookFolder(path: folder)
    self.patience = patience
    self.onChange = onChange
    queue = HookQueue(patience: patience)
  }

  deinit { jobPump?.cancel() }

  /// Nothing is begun any more; what runs goes on.
  public func stop() {
    hasEnded = true
    alarm = nil
    jobPump?.cancel()
  }

  /// What has ended and is not settled yet; the reason if it was given up.
  public var ended: [(run: HookRun, trouble: String?)] {
    queue.trials.values.compactMap { trial -> (run: HookRun, trouble: String?)? in
      guard case .ended(let trouble) = trial.phase else { return nil }
      return (trial.run, trouble)
    }.sorted { $0.run.id < $1.run.id }
  }

  /// The end of a run is written down: nothing is left of it.
  public func settle(_ run: HookRun) {
    queue.forget(run.id)
    release(run.id, [run.recipient])
  }

  /// Which of what is due now is to be begun: call ``start(_:_:)`` for each.
  public func see(_ due: [HookRun]) -> [HookRun] {
    guard !hasEnded else { return [] }
    tidy(due)
    let begun = queue.begin(due, at: .now)
    setAlarm()
    return begun
  }

  /// - Parameter json: what it gets on standard input.
  public func start(_ run: HookRun, _ json: [UInt8]) {
    let id = run.id
    do throws(HookTrouble) { try folder.write(json, id) } catch {
      return onNextTurn { $0.fail(id, error.why) }
    }
    Task {
      do throws(DBusError) {
        try await listenToJobs()
        _ = try await bus.call(
          HookUnit.name, HookUnit.path, HookUnit.manager, "StartUnit",
          [.string(HookUnit.of(run.recipient, id)), .string("replace")],
          timeoutMilliseconds: patience.answer)
      } catch {
        fail(id, "systemd did not start it: \(Label.clean(error.description, limit: 200))")
      }
    }
  }

  // MARK: Ends

  private func listenToJobs() async throws(DBusError) {
    guard jobPump == nil else { return }
    let signals = try await bus.signals(matching: HookUnit.rule)
    // Meanwhile another run may have come as far.
    guard jobPump == nil else { return }
    jobPump = Task { [weak self] in
      for await signal in signals { await self?.hear(signal) }
    }
  }

  private func hear(_ signal: ReceivedSignal) {
    guard signal.arguments.count == 4, let unit = signal.arguments[2].asString,
      let result = signal.arguments[3].asString, let id = HookUnit.id(unit),
      let trial = queue.trials[id]
    else { return }
    // A job that stops the unit ends too.
    guard case .running = trial.phase else { return }
    guard result == "done" else {
      return fail(id, "\(unit) failed (\(Label.clean(result, limit: 40)))")
    }
    queue.succeed(id)
    troubles[trial.run.recipient] = nil
    onChange()
  }

  private func fail(_ id: String, _ why: String) {
    guard !hasEnded, let trial = queue.trials[id] else { return }
    troubles[trial.run.recipient] = why
    queue.fail(id, why, at: .now)
    setAlarm()
    onChange()
  }

  /// Units and files of an earlier agent whose ends were written down, or nobody waits for.
  private func tidy(_ due: [HookRun]) {
    guard !hasTidied else { return }
    hasTidied = true
    let wanted = Set(due.map(\.id))
    for id in folder.leftovers() where !wanted.contains(id) { release(id, [.program, .mail]) }
  }

  private func release(_ id: String, _ recipients: [Recipient]) {
    folder.remove(id)
    Task {
      for recipient in recipients {
        // A unit that failed is gone already, and then there is nothing to stop.
        _ = try? await bus.call(
          HookUnit.name, HookUnit.path, HookUnit.manager, "StopUnit",
          [.string(HookUnit.of(recipient, id)), .string("replace")],
          timeoutMilliseconds: patience.answer)
      }
    }
  }

  // MARK: Time

  /// Never while somebody else is in the middle of a look.
  private func onNextTurn(_ work: @escaping @Sendable (isolated HookKeeper) -> Void) {
    Task { work(self) }
  }

  private func setAlarm() {
    if alarm == nil, !hasEnded { alarm = Alarm(loop) { [onChange] in onChange() } }
    let now = ContinuousClock.now
    let wait = queue.next.map { max(1, Int64(($0 - now) / .milliseconds(1)) + 1) }
    try? alarm?.set(afterMilliseconds: wait)
  }
}
