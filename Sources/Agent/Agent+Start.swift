import AgentInterface
import Configuration
import DBus
import Enrollment
import EventLoop
import Ledger
import StationModel
import Udev

extension Agent {
  /// Opens everything and takes the first look. When it returns, the agent is on the bus and shows
  /// the truth.
  ///
  /// Throws `CancellationError` if the start is abandoned.
  public func start() async throws {
    do { try await open() } catch { throw isEnding ? CancellationError() : error }
  }

  /// Ends a start that is under way; it waits for a bus as long as that is silent, or for udev. To one
  /// that has started it does nothing.
  public func abandonStart() async {
    guard monitor == nil else { return }
    isEnding = true
    deviceQueue?.giveUp()
    await bus.close()
    await sessionBus?.close()
  }

  private func open() async throws {
    if isEnding { throw CancellationError() }
    // First: systemd counts from when it is told that the agent is ready, which does not always wait for
    // the first look.
    _ = try loop.feedWatchdog()
    ledger = try openLedger()
    repayPower()
    try startClock()
    startedAt = clock.now
    pluginDesk.listen(from: clock.now)
    sightings = Sightings(
      awaiting: Set(
        book.enrolled.filter { $0.kind == .physical && $0.absentSince == nil }.map(\.key)),
      until: clock.now + Self.startingTime)
    readTrustedKeys()
    try await bus.connect(to: settings.busAddress)
    for interface in AgentSnapshot.interfaces {
      await bus.serve(interface) { [weak self] call in
        guard let self else {
          throw DBusError(
            name: "org.freedesktop.DBus.Error.ServiceUnknown", message: "The agent is ending.")
        }
        return try await self.answer(call)
      }
    }
    try await bus.manageObjects(at: BusName.root)
    alarm = Alarm(loop) { [weak self] in self?.assumeIsolated { $0.look() } }
    pictureAlarm = Alarm(loop) { [weak self] in self?.assumeIsolated { $0.lookAtPicture() } }
    try await watchSessions()
    openHooks(on: settings.bus == .session ? sessions == nil ? nil : sessionBus : bus)
    await waitForUdev()
    if isEnding { throw CancellationError() }
    monitor = try DeviceMonitor(loop: loop) { [weak self] in self?.assumeIsolated { $0.look() } }
    look()
    try await bus.own(BusName.agent)
  }

  /// At boot udev is still at work when this starts: with what it has not seen to yet, the first look
  /// would find half a station. It never waits as long as the start may take (stationd).
  private func waitForUdev() async {
    guard let queue = DeviceQueue(), !isEnding else { return }
    deviceQueue = queue
    await queue.settle(loop, limit: Self.longestWaitForUdev)
    deviceQueue = nil
  }

  private static let longestWaitForUdev = Span.seconds(5)
  /// How long udev may take to show at boot what is plugged in.
  private static let startingTime = Span.seconds(10)
}
