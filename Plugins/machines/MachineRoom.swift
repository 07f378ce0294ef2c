import DBus
import EventLoop
import Glibc
import PluginBus
import PluginKit
import PluginProtocol
import StationModel

/// What is known of the machines, what was asked for and is under way, and what is told of it.
actor MachineRoom {
  nonisolated let loop: Loop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  let configuration: MachinesConfiguration
  let file: AssignmentFile
  var book: AssignmentBook
  /// What is wrong although the machines are known, in sentences: with the book as it was found, and
  /// with the last copy that was accepted.
  private var bookTrouble: String?
  var copyTrouble: String?

  /// Nil while there is none.
  var bus: Connection?
  var knowledge = Knowledge.unknown(why: "systemd-machined was not asked yet.")
  /// systemd's jobs that start machines for us, by the machine's name; nil until systemd named the job.
  var starting: [String: String?] = [:]
  /// Those that did not start, with what systemd said.
  var failures: [String: String] = [:]
  /// Copies that are being made, and whether the host was told that they will be.
  var copying: [String: Bool] = [:]

  private var desk: ReportDesk?
  /// Rings for one more look.
  private var bell: AsyncStream<Void>.Continuation?
  private var images: ImageFolder?
  private var hasToldOfFolder = false

  init(loop: Loop, configuration: MachinesConfiguration, file: AssignmentFile) {
    self.loop = loop
    self.configuration = configuration
    self.file = file
    (book, bookTrouble) = file.read()
    if let bookTrouble { PluginLog.write(.error, bookTrouble) }
  }

  /// Everything that the list follows from; nil while nothing is known.
  var list: MachineList? {
    knowledge.picture.map {
      MachineList(
        configuration: configuration, picture: $0, book: book, starting: Set(starting.keys),
        failures: failures)
    }
  }

  /// Tells what is known now.
  func publish() {
    switch knowledge {
    case .unknown(let why): desk?.fail(why)
    case .known:
      let trouble = bookTrouble ?? copyTrouble ?? lostCopyTrouble
      desk?.say(
        DesktopReport(
          health: trouble.map { .sentence(.degraded, $0) } ?? .ready, desktops: list?.desktops))
    }
  }

  /// Looks soon, once more.
  func look() { bell?.yield() }

  // MARK: Living with the bus

  /// Until the task is cancelled.
  func run(_ desk: ReportDesk) async {
    self.desk = desk
    await SteadyBus(loop: loop, address: configuration.bus).run(
      onTrouble: { await self.lose($0) }, serve: { await self.serve($0) })
  }

  private func lose(_ why: String) {
    bus = nil
    starting = [:]
    knowledge = .unknown(why: why)
    publish()
  }

  private func serve(_ bus: Connection) async {
    let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    do throws(DBusError) {
      let owners = try await bus.signals(matching: Machined.ownerRule)
      let signals = try await bus.signals(matching: Machined.rule)
      (self.bus, self.bell) = (bus, bell)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await owner in owners { await self.hearOwner(owner) } }
        group.addTask {
          for await signal in signals where Machined.isNews(signal.interface, signal.member) {
            bell.yield()
          }
        }
        group.addTask { await self.keepLooking(rings) }
        await bus.untilLost()
        group.cancelAll()
      }
    } catch {
      lose("The message bus does not answer: \(error)")
    }
    images = nil
    self.bell = nil
  }

  /// machined ends by itself when no machine runs, and is started by the next question. If it ended
  /// with that, there is nothing to ask about: else the two would wake each other for ever.
  private func hearOwner(_ signal: ReceivedSignal) {
    guard signal.arguments.count == 3, case .string(let new) = signal.arguments[2] else { return }
    if new.isEmpty, let picture = knowledge.picture, picture.machines.isEmpty { return }
    look()
  }

  private func keepLooking(_ rings: AsyncStream<Void>) async {
    var ring = rings.makeAsyncIterator()
    var hurry = BackOff(first: .seconds(1), last: .seconds(60))
    while !Task.isCancelled {
      let before = knowledge
      watchImages()
      await read()
      noteFinishedCopies()
      publish()
      if before != knowledge { hurry.reset() }
      let isSettled = list.map { !$0.isUnsettled } ?? false
      // Images may also change where nobody can watch, or be marked read-only.
      let pause = isSettled ? .seconds(300) : hurry.next()
      let alarm = Task { [bell] in
        try await Task.sleep(for: pause)
        bell?.yield()
      }
      let hasRung: Void? = await ring.next(isolation: self)
      alarm.cancel()
      if hasRung == nil { return }
    }
  }

  private func watchImages() {
    guard images == nil else { return }
    images = ImageFolder(configuration.folder, loop: loop) { [bell] in bell?.yield() }
    if images == nil, !hasToldOfFolder {
      hasToldOfFolder = true
      PluginLog.write(
        .info,
        "\(configuration.folder) cannot be watched (\(String(cString: strerror(errno)))): new "
          + "images are seen within 5 minutes, or when a machine starts or stops")
    }
  }

  // MARK: Assignments

  /// Writes the book as it should be from now on. Throws what the disk says, and all is as before.
  func rewrite(_ change: (inout AssignmentBook) -> Void) throws(PluginError) {
    var new = book
    change(&new)
    guard new != book else { return }
    try file.write(new)
    book = new
    bookTrouble = nil
    publish()
  }

  func keep(_ ids: Set<String>) {
    do throws(PluginError) {
      try rewrite { $0.keep(ids) }
    } catch {
      PluginLog.write(.error, error.message)
    }
  }
}
