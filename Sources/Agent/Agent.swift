import AgentInterface
public import Configuration
import DBus
import Enrollment
public import EventLoop
import Ledger
import LicenseFiles
public import Logging
import PluginHost
import StationModel
import Topology
import USB
import Udev

/// The loop: observe a whole picture, decide with pure functions, apply the differences.
///
/// Events never carry a decision; they only say "look again". Everything with a C handle lives on
/// the event loop's thread, and so does this actor.
public actor Agent {
  nonisolated let loop: Loop
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  let log: Logger
  let version: String
  var settings: Settings
  let bus: Connection
  private var ledger: Ledger?
  var clock = AgentClock(highWater: nil)
  var monitor: DeviceMonitor?
  private var alarm: Alarm?
  /// What was seen at each place since the start.
  var sightings = Sightings()
  /// When the ledger last heard the time.
  private var timeNoted = Timestamp(milliseconds: 0)
  /// The hubs that are being asked what they are.
  var hubsAsked: Set<DevicePath> = []
  /// The stations whose ports are being switched, by their hub.
  var powerRuns: [DevicePath: PowerRun] = [:]
  /// The ports that have no power now, as written down.
  let powerDebts: PowerDebts
  /// Until what an earlier life owed is given back.
  var repaying: Task<Void, Never>?
  /// Nothing is begun any more.
  private(set) var isEnding = false
  /// Of the monitor's overflows, those that the log has.
  private var overflowsTold: UInt64 = 0

  /// What the ledger holds, as of the last commit.
  var book = LedgerState()
  var trusted = TrustedKeys()
  /// Which of the book's packs do not hold now, and why.
  var standing = PackStanding()
  /// Set while the ledger cannot be written.
  private(set) var ledgerTrouble: String?
  var desktops: [String: DesktopPicture] = [:]
  var plugins: [String: PluginStatus] = [:]
  var plan: Plan?

  public init(settings: Settings, loop: Loop, log: Logger, version: String) {
    self.settings = settings
    self.loop = loop
    self.log = log
    self.version = version
    bus = Connection(loop: loop)
    powerDebts = PowerDebts(path: settings.stateFolder + "/power-owed")
  }

  /// Opens everything and takes the first look. When it returns, the agent is on the bus and shows
  /// the truth.
  public func start() async throws {
    let ledger = try Ledger(path: settings.stateFolder + "/ledger.sqlite")
    self.ledger = ledger
    book = try ledger.load()
    repayPower()
    clock = AgentClock(highWater: book.highWater)
    if clock.behind > .zero {
      log.warning(
        """
        the clock is \(clock.behind.words) behind the time that the ledger has already seen: \
        deadlines go on from there, check the date
        """)
    }
    sightings = Sightings(
      awaiting: Set(
        book.enrolled.filter { $0.kind == .physical && $0.absentSince == nil }.map(\.key)),
      until: clock.now + Self.startingTime)
    readTrustedKeys()
    try await bus.connect(to: settings.busAddress)
    for interface in AgentSnapshot.interfaces {
      await bus.serve(interface) { [unowned self] call in try await self.answer(call) }
    }
    try await bus.manageObjects(at: BusName.root)
    alarm = Alarm(loop) { [unowned self] in assumeIsolated { $0.look() } }
    monitor = try DeviceMonitor(loop: loop) { [unowned self] in assumeIsolated { $0.look() } }
    look()
    try await bus.own(BusName.agent)
    _ = try loop.feedWatchdog()
  }

  /// Waits until cancelled. Throws if the bus goes away before: without it nobody can reach the
  /// agent, so the service ends and systemd starts it again.
  public func serveUntilCancelled() async throws(AgentFailure) {
    await bus.untilLost()
    if !Task.isCancelled { throw AgentFailure("the message bus has gone away") }
  }

  /// Gives power back to what has none, writes down the time and leaves the bus.
  public func stop() async {
    isEnding = true
    await endPowerRuns()
    monitor = nil
    alarm = nil
    do { try ledger?.noteTime(clock.now) } catch { log.error("\(error)") }
    await bus.close()
    ledger?.close()
    ledger = nil
  }

  /// Takes over new settings. What only a restart can change is said and left.
  public func reload(_ fresh: Settings) {
    if fresh.busAddress != settings.busAddress || fresh.stateFolder != settings.stateFolder
      || fresh.pluginFolders != settings.pluginFolders
    {
      log.warning("changes in [Bus], [State] and [Plugins] take effect at the next start")
    }
    settings = fresh
    readTrustedKeys()
    look()
  }

  // MARK: The loop

  /// One turn: observe, decide, write down, show. Without a suspension, so turns never overlap.
  func look() {
    // Without a monitor the picture is empty: no reason to write down that everybody has gone.
    guard let ledger, monitor != nil else { return }
    watchPower()
    tellOverflows()
    // Decided as with a ledger that works even after it failed: only trying shows whether it does.
    var plan = decide(world(source: .reachable))
    do throws(LedgerError) {
      try commit(plan.changes)
      // Who was enrolled or moved has displays and devices by it, which topology can tell only now.
      for _ in 0..<Self.mostRounds where plan.changesGuidance {
        sightings = plan.sightings
        plan = decide(world(source: .reachable))
        try commit(plan.changes)
      }
      // Once a day, so that a clock that is set back after a power cut gives no grace again; and
      // after a trouble, which must not outlive its cause.
      if ledgerTrouble != nil || clock.now >= timeNoted + .days(1) {
        try ledger.noteTime(clock.now)
        timeNoted = clock.now
      }
      if ledgerTrouble != nil { log.notice("the ledger can be written again") }
      ledgerTrouble = nil
    } catch {
      // Nothing was written, so nothing may count: decide again as with a source that is away.
      if ledgerTrouble == nil { log.error("\(error.message) \(error.nextStep)") }
      ledgerTrouble = error.message
      plan = decide(world(source: .unreachable(why: error.message)))
    }
    self.plan = plan
    sightings = plan.sightings
    do {
      try alarm?.set(afterMilliseconds: wait(for: plan))
      let objects = snapshot(of: plan).objects
      try bus.assumeIsolated { try $0.publish(objects) }
    } catch {
      log.error("\(error)")
    }
    askHubs()
  }

  /// Until the plan's next date, a day at most; while the ledger cannot be written, until it is
  /// tried again.
  private func wait(for plan: Plan) -> Int64 {
    let date = min(plan.nextChange ?? timeNoted + .days(1), timeNoted + .days(1))
    let wait = max(0, (date - clock.now).milliseconds)
    return ledgerTrouble == nil ? wait : min(wait, Self.ledgerRetry)
  }

  private static let ledgerRetry: Int64 = 10_000
  /// Two are enough for all that is known to happen; more would be a circle.
  private static let mostRounds = 4
  /// How long udev may take to show at boot what is plugged in.
  private static let startingTime = Span.seconds(10)

  private func tellOverflows() {
    guard let overflows = monitor?.overflows, overflows > overflowsTold else { return }
    overflowsTold = overflows
    log.warning(
      "the kernel dropped device events, since too many came at once; everything was read anew")
  }

  /// Writes the changes down and takes them as true. All or none.
  func commit(_ changes: [Change]) throws(LedgerError) {
    guard let ledger else { throw .closed }
    if changes.isEmpty { return }
    try ledger.commit(changes, at: clock.now)
    timeNoted = clock.now
    book = try ledger.load()
    checkSignatures()
    for change in changes {
      if case .forget(let key) = change { sightings.forget(key) }
      tell(change)
    }
  }

  func world(source: SourceState) -> World {
    World(
      picture: monitor?.picture ?? DevicePicture(),
      desktops: desktops.values.sorted { $0.plugin < $1.plugin },
      pluginTroubles: pluginTroubles, enrolled: book.enrolled, ignored: book.ignored,
      distrusted: book.shared, unread: unread, sightings: sightings, packs: book.packs.map(\.pack),
      standing: standing, leases: book.leases,
      graces: book.graces, notices: book.notices, mode: book.mode, source: source,
      policy: settings.enrollmentPolicy, terms: settings.licenseTerms, now: clock.now)
  }
}

/// A reason for which the agent cannot go on.
public struct AgentFailure: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
