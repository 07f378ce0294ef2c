import AgentInterface
public import Configuration
import DBus
import Enrollment
public import EventLoop
import Hooks
import Journal
import Ledger
import LicenseFiles
public import Logging
import Notices
import PluginHost
import Seats
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
  var configuration: ConfigurationState
  var settings: Settings { configuration.settings }
  let bus: Connection
  var ledger: Ledger?
  var clock = AgentClock(highWater: nil)
  /// The time as it is written down for the next life.
  var clockMark: TimeMark?
  /// Why it could not be written the last time.
  var clockFileTrouble: String?
  var clockTrouble: ClockTrouble?
  var clockCorrectedAt = Timestamp(milliseconds: 0)
  var clockWatch: ClockSetSource?
  var monitor: DeviceMonitor?
  /// While the start waits for udev.
  var deviceQueue: DeviceQueue?
  var alarm: Alarm?
  /// What was seen at each place since the start.
  var sightings = Sightings()
  /// When the ledger last heard the time.
  var timeNoted = Timestamp(milliseconds: 0)
  /// The hubs that are being asked what they are.
  var hubsAsked: Set<DevicePath> = []
  /// The stations whose ports are being switched, by their hub.
  var powerRuns: [DevicePath: PowerRun] = [:]
  /// The ports that have no power now, as written down.
  let powerDebts: PowerDebts
  /// Until what an earlier life owed is given back.
  var repaying: Task<Void, Never>?
  /// Nothing is begun any more.
  var isEnding = false
  /// Of the monitor's overflows, those that the log has.
  private var overflowsTold: UInt64 = 0

  /// What the ledger holds, as of the last commit.
  var book = LedgerState()
  var trusted = TrustedKeys()
  /// Why the trusted keys are those of before.
  var keysTrouble: String?
  /// Which of the book's packs do not hold now, and why.
  var standing = PackStanding()
  /// Set while the ledger cannot be written.
  var ledgerTrouble: LedgerError?
  /// What became of the ledger when it was opened.
  var opening: OpeningReport?
  /// About permissions, to polkit.
  var questions = OpenQuestions()
  /// While the whole ledger is being verified.
  var auditing: Task<Result<LedgerAudit, AgentError>, Never>?
  /// Counts the ledgers of this life: a restored one is another.
  var ledgersOpened = 0
  /// The last of the works on other threads, and how many are under way.
  var lastWork: Task<Void, Never>?
  var worksWaiting = 0
  /// What came of the last time that it was.
  var lastAudit: (at: Timestamp, problem: String?)?
  /// When it was copied last.
  var lastBackup: Timestamp?
  var backupTriedAt: Timestamp?
  /// Why the last copy that was due could not be made.
  var backupProblem: String?
  /// By the clock that an administrator may have accepted since.
  var startedAt = Timestamp(milliseconds: 0)
  var sessions: SessionWatch?
  /// Who shows notices to people.
  var notifiers = Notifiers()
  var accounts = AccountBook()
  /// While the directories of accounts are asked.
  var accountAnswers: [UInt32: Task<Void, Never>] = [:]
  var terminals = TerminalDesk()
  var loginFile = LoginFile.own
  /// As of the last look.
  var delivery = DeliveryPlan()
  /// What was muted until a moment ago: people need a moment to be told it.
  var endedMutes: [Mute] = []
  /// Who was told while the ledger could not be written.
  var unwritten: [Telling] = []
  /// Who was refused at the sign-in lately.
  var refusals = Refusals()
  /// What others than root and the agent's own user may ask about sign-ins.
  var strangersQuestions = QuestionBudget()
  /// logind is on the system bus; the agent's own bus may be another one.
  var sessionBus: Connection?
  /// While the system bus is there.
  var seatKeeper: SeatKeeper?
  var seatDesk = SeatDesk()
  /// This computer, as packs name it.
  let hostID: String?
  /// While plugins run.
  var pluginHost: PluginHost?
  var pluginDesk = PluginDesk()
  /// Desktops that a plugin is just asked to assign, with their stations.
  var assigning: [StationKey: StationKey] = [:]
  /// The stations that administrators ever gave a name, a priority or labels.
  var arranged: Set<StationKey> = []
  /// Desktops whose plugins are told that their station moved: who is asked now, and since when.
  var retelling: [StationKey: (place: StationKey, since: Timestamp)] = [:]
  var pace = PicturePace()
  var pictureAlarm: Alarm?
  var plan: Plan?
  /// The stations that show which one they are.
  var identifying = Identifying()
  var hookDesk = HookDesk()
  /// Of whom the journal has said that they were not reached.
  var undeliveredTold: [NoticeID: Set<String>] = [:]
  /// What was told of stations and candidates as they are seen.
  var sightLog = SightLog()

  public init(configuration: ConfigurationState, loop: Loop, log: Logger, version: String) {
    self.configuration = configuration
    self.loop = loop
    self.log = log
    self.version = version
    bus = Connection(loop: loop)
    powerDebts = PowerDebts(path: configuration.settings.stateFolder + "/power-owed")
    hostID = Self.readHostID()
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
    endIdentifying()
    await endPowerRuns()
    monitor = nil
    alarm = nil
    pictureAlarm = nil
    clockWatch = nil
    do throws(LedgerError) { try ledger?.noteTime(clock.now) } catch {
      log.tell(.ledgerFailed, .error, "\(error)", [.nextStep: error.nextStep])
    }
    noteClockForTheNextLife()
    await sessions?.stop()
    await seatKeeper?.stop()
    await hookDesk.keeper?.stop()
    await bus.close()
    ledger?.close()
    ledger = nil
  }

  // MARK: The loop

  /// One turn: observe, decide, write down, show. Without a suspension, so turns never overlap.
  func look() {
    // Without a monitor the picture is empty: no reason to write down that everybody has gone.
    guard monitor != nil else { return }
    let closed = reopenLedger()
    watchPower()
    watchClock()
    tellOverflows()
    // Decided as with a ledger that works even after it failed: only trying shows whether it does.
    let trouble = ledgerTrouble
    ledgerTrouble = nil
    var plan = decide(world(of: book))
    do throws(LedgerError) {
      try commit(plan.changes)
      // Who was enrolled or moved has displays and devices by it, which topology can tell only now.
      for _ in 0..<Self.mostRounds where plan.changesGuidance {
        sightings = plan.sightings
        plan = decide(world(of: book))
        try commit(plan.changes)
      }
      try commit(unwritten.map { .told($0) } + delivery(of: plan.board, plan).changes)
      unwritten = []
      try endHooks()
      // Once a day, so that a clock that is set back after a power cut gives no grace again; and
      // after a trouble, which must not outlive its cause.
      if trouble != nil || clock.now >= timeNoted + .days(1) {
        try ledger?.noteTime(clock.now)
        timeNoted = clock.now
      }
      if trouble != nil { log.tell(.ledgerWorks, .notice, "the ledger can be written again") }
    } catch {
      // Nothing was written, so nothing may count: decide again as with a source that is away.
      let error = closed ?? error
      if trouble == nil { tellLedgerTrouble(error) }
      ledgerTrouble = error
      plan = decide(world(of: book))
    }
    self.plan = plan
    sightings = plan.sightings
    tellSights(of: plan)
    delivery = delivery(of: plan.board, plan)
    tellUndelivered(of: plan.board)
    askAccounts()
    setAlarm()
    do {
      let objects = snapshot(of: plan).objects
      try bus.assumeIsolated { try $0.publish(objects) }
    } catch {
      log.error("\(error)")
    }
    tendSeats()
    tendHooks()
    askHubs()
    deliver(delivery)
    noteClock()
    backUpIfDue()
  }

  /// For the next look although nothing happens.
  func setAlarm() {
    guard let plan else { return }
    do { try alarm?.set(afterMilliseconds: wait(for: plan)) } catch { log.error("\(error)") }
  }

  /// Until the plan's next date, a day at most; while the ledger cannot be written, until it is
  /// tried again.
  private func wait(for plan: Plan) -> Int64 {
    let date = min(
      plan.nextChange ?? nextBackup, delivery.nextChange ?? nextBackup, timeNoted + .days(1),
      nextBackup)
    var wait = max(0, (date - clock.now).milliseconds)
    // Whose rights are asked about again; while nothing is told, nobody's matter.
    if !plan.board.isEmpty, let accounts = waitForAccounts { wait = min(wait, accounts) }
    return ledgerTrouble == nil ? wait : waitWhileNothingIsWritten(wait)
  }

  /// Two are enough for all that is known to happen; more would be a circle.
  private static let mostRounds = 4

  private func tellOverflows() {
    guard let overflows = monitor?.overflows, overflows > overflowsTold else { return }
    overflowsTold = overflows
    log.tell(
      .eventsDropped, .warning,
      "the kernel dropped device events, since too many came at once; everything was read anew")
  }
}
