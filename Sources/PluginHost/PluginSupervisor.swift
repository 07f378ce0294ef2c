import PluginProtocol
import StationModel

/// Keeps one plugin alive: starts it, tells how it is, restarts it when it ends, gives up when it
/// ends too often, and does what an administrator orders.
struct PluginSupervisor: Sendable {
  let name: String
  /// The agent's folder for state; the plugin gets one below it.
  let stateFolder: String
  /// The agent's folder for sockets; nil if it has none.
  let runtimeFolder: String?
  let agent: Program
  let patience: Patience
  let mailbox: Mailbox
  let orders: Orders
  let board: StatusBoard
  let showcase: Showcase
  let bindings: Bindings
  let desk: OperationDesk
  let keep: @Sendable (_ plugin: String) async -> [String]?
  /// The plugin is not wanted any more and nothing of it is left: true if that is still so.
  let leave: @Sendable (_ plugin: String) async -> Bool

  init(
    name: String, orders: Orders, stateFolder: String, runtimeFolder: String?, agent: Program,
    patience: Patience, mailbox: Mailbox,
    keep: @escaping @Sendable (_ plugin: String) async -> [String]?,
    leave: @escaping @Sendable (_ plugin: String) async -> Bool
  ) {
    self.name = name
    self.orders = orders
    self.stateFolder = stateFolder
    self.runtimeFolder = runtimeFolder
    self.agent = agent
    self.patience = patience
    self.mailbox = mailbox
    self.keep = keep
    self.leave = leave
    board = StatusBoard(name: name, mailbox: mailbox, patience: patience)
    showcase = Showcase(plugin: name, mailbox: mailbox, patience: patience)
    bindings = Bindings()
    desk = OperationDesk(plugin: name, patience: patience, bindings: bindings)
  }

  /// Returns when the task is cancelled or the plugin is forgotten, and no process of it is left.
  func run() async {
    let now = patience.stopwatch()
    let report = Report(plugin: name, mailbox: mailbox, now: now)
    var history = RestartHistory()
    var carriedOut = 0
    while !Task.isCancelled {
      let order = orders.current
      // Whoever gives an order forgives what was before.
      if order.number != carriedOut { history = RestartHistory() }
      carriedOut = order.number
      switch order.wanted {
      case .nothing:
        if await leave(name) { break }
        continue
      case .rest(let plugin):
        await show(.disabled, in: plugin.folder)
        await stay(.disabled(name), until: order)
        continue
      case .run(let plugin):
        switch await attempt(plugin, order: order, report: report, now: now) {
        case .refused(let why):
          await show(.refused(why: why), in: plugin.folder)
          await stay(.refusedToStart(name, why), until: order)
        case .ended(let life):
          await rest(after: life, order: order, history: &history, now: now)
        }
        continue
      }
      break
    }
    await showcase.close()
  }

  /// Waits before the next start, or for an order if there is none.
  private func rest(
    after life: Life, order: Orders.Current, history: inout RestartHistory,
    now: @Sendable () -> Duration
  ) async {
    if Task.isCancelled { return }
    await showcase.doubt()
    if case .run = orders.current.wanted { await board.change { $0.restarts += 1 } }
    // Whatever it was asked for, it was not to blame.
    if life.obituary.ending == .asked { return }
    let why = life.why
    await board.change { $0.lastError = why }
    // Just then there was an order.
    guard orders.current.number == order.number else { return }
    switch history.exited(
      at: now(), readyFor: life.readyFor, patience: patience, chance: .random(in: 0...1))
    {
    case .restart(let delay):
      await board.change { $0.phase = .restarting(after: delay) }
      _ = await patience.limit(delay) { () -> Bool? in
        await orders.wait(after: order.number)
        return true
      }
    case .giveUp(let exits):
      let whole =
        "it ended \(exits) times within \(patience.failureWindow); the last time it " + why
      await board.change { $0.phase = .failed(why: whole) }
      await stay(.failed(name, whole), until: order)
    }
  }

  private func show(_ phase: PluginStatus.Phase, in folder: String) async {
    await board.change {
      $0.phase = phase
      $0.folder = folder
      if case .refused(let why) = phase { $0.lastError = why }
    }
  }

  /// It does not run until there is another order; whoever asks for something is told so.
  private func stay(_ trouble: OperationTrouble, until order: Orders.Current) async {
    await showcase.doubt()
    await desk.close(trouble)
    await orders.wait(after: order.number)
    await desk.away()
  }
}
