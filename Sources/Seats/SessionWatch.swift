public import DBus
public import EventLoop

/// Who is signed in where, by logind on the system bus. Its signals only say "look again"; nothing
/// is asked while nothing happens.
public actor SessionWatch {
  public nonisolated let loop: Loop
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  let bus: Connection
  private let onChange: @Sendable () -> Void

  /// As of the last look.
  public private(set) var picture = SessionPicture.unknown(
    why: "The login service (systemd-logind) was not asked yet.")
  /// Sessions that are left out of the picture, each with what is wrong with it, in sentences.
  public private(set) var remarks: [String] = []

  /// Where somebody may sit who is left out of the picture. Everywhere while nothing is known.
  public private(set) var uncertainSeats = UncertainSeats.everywhere
  /// Which seat shows what: X displays (`:1`) and text consoles (`tty2`), of all local sessions at a seat,
  /// greeters among them. Empty while nothing is known.
  public private(set) var displays: [String: String] = [:]

  /// Seats at which a desktop or a greeter is shown. Empty while nothing is known.
  public private(set) var screens: Set<String> = []

  /// logind's unique name on the bus; nil while it is not there. Calls go to it and signals must come
  /// from it, so that one logind is never taken for the next.
  var owner: String?
  /// What is known of the listed sessions, by their paths.
  var known: [String: KnownSession] = [:]
  /// Those of them that must be asked anew.
  var stale: Set<String> = []
  var patience: Patience
  private var pumps: [Task<Void, Never>] = []
  private var hasStarted = false
  private var hasEnded = false
  private var isReading = false
  private var isWanted = false

  /// - Parameters:
  ///   - bus: a connection to the system bus, on the same loop.
  ///   - onChange: runs on the loop after the picture or the remarks changed.
  public init(loop: Loop, bus: Connection, onChange: @escaping @Sendable () -> Void) {
    self.init(loop: loop, bus: bus, patience: Patience(), onChange: onChange)
  }

  init(
    loop: Loop, bus: Connection, patience: Patience, onChange: @escaping @Sendable () -> Void
  ) {
    self.loop = loop
    self.bus = bus
    self.patience = patience
    self.onChange = onChange
  }

  deinit { for pump in pumps { pump.cancel() } }

  /// Listens to logind from now on, and looks for the first time; `onChange` says when that is done.
  /// It waits for the bus alone, never for logind, and never starts logind.
  public func start() async {
    guard !hasStarted else { return }
    hasStarted = true
    do throws(DBusError) {
      let owners = try await bus.signals(matching: Logind.ownerRule)
      let signals = try await bus.signals(matching: Logind.rule)
      owner = try await Logind.owner(on: bus)
      // Not before: what they bring is newer than that answer, or as old at most.
      listen(to: owners) { $0.hearOwner($1) }
      listen(to: signals) { $0.hear($1) }
      look()
    } catch {
      settle(.unknown(why: "The message bus does not answer: \(error)."), [])
    }
  }

  /// Listens no longer.
  public func stop() {
    hasEnded = true
    for pump in pumps { pump.cancel() }
    pumps = []
  }

  private func listen(
    to signals: AsyncStream<ReceivedSignal>,
    _ hear: @escaping @Sendable (isolated SessionWatch, ReceivedSignal) -> Void
  ) {
    pumps.append(
      Task { [weak self] in
        for await signal in signals {
          guard let self else { return }
          await hear(self, signal)
        }
        await self?.loseBus()
      })
  }

  private func loseBus() {
    settle(.unknown(why: "The message bus has gone away."), [])
    stop()
  }

  private func hearOwner(_ signal: ReceivedSignal) {
    guard signal.sender == Logind.busName, signal.arguments.count == 3,
      signal.arguments[0] == .string(Logind.name), case .string(let new) = signal.arguments[2]
    else { return }
    owner = new.isEmpty ? nil : new
    known = [:]
    stale = []
    patience.isLong = false
    look()
  }

  private func hear(_ signal: ReceivedSignal) {
    guard signal.sender == owner, let touched = touched(by: signal) else { return }
    stale.formUnion(touched)
    look()
  }

  /// Looks soon. However many signals ask for it meanwhile, that is one look more.
  private func look() {
    isWanted = true
    guard !isReading, !hasEnded else { return }
    isReading = true
    Task {
      while isWanted, !hasEnded {
        isWanted = false
        let answered = await read()
        // Whoever did not answer is asked again, with so much patience that this is no polling.
        if !answered { isWanted = true }
      }
      isReading = false
    }
  }

  func settle(
    _ picture: SessionPicture, _ remarks: [String], displays: [String: String] = [:],
    screens: Set<String> = [], uncertain: UncertainSeats = .everywhere
  ) {
    guard !hasEnded,
      picture != self.picture || remarks != self.remarks || displays != self.displays
        || screens != self.screens || uncertain != uncertainSeats
    else { return }
    self.picture = picture
    self.remarks = remarks
    self.displays = displays
    self.screens = screens
    uncertainSeats = uncertain
    onChange()
  }
}

/// How long logind may take for an answer.
struct Patience: Sendable {
  /// Milliseconds, until it is said that it does not answer.
  var first: UInt64 = 10_000
  /// Milliseconds, for the question after that: it waits at logind until logind goes on or is
  /// restarted by its watchdog, after three minutes.
  var then: UInt64 = 600_000
  var isLong = false

  var milliseconds: UInt64 { isLong ? then : first }
}
