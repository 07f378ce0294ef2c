import EventLoop
import Glibc
public import StationModel

/// Takes the power of ports away for a moment and gives it back, whatever happens meanwhile.
///
/// It needs nobody to wait for it: once begun it ends by itself. ``hasten()`` ends it at once.
public final class PortPowerCycle: Sendable {
  public let ports: [HubPort]
  private let open: @Sendable (HubPort) throws(USBError) -> any PortSwitch
  private let debts: PowerDebts?
  private let station: StationKey
  private let bell: Bell

  /// The ports in the order in which they lose their power. They get it back in the reverse order.
  ///
  /// - Parameter debts: where it is written down first; nothing is switched if it cannot be.
  public convenience init(_ ports: [HubPort], of station: StationKey, debts: PowerDebts) {
    self.init(ports, of: station, debts: debts) { port throws(USBError) in try openPort(port) }
  }

  init(
    _ ports: [HubPort], of station: StationKey = .host, debts: PowerDebts? = nil,
    open: @escaping @Sendable (HubPort) throws(USBError) -> any PortSwitch
  ) {
    self.ports = ports
    self.station = station
    self.debts = debts
    self.open = open
    bell = Bell()
  }

  /// Gives the power back without waiting any longer.
  public func hasten() { bell.ring() }

  /// Off, two seconds, on; returns how each port was switched. Throws if nothing was switched, or if
  /// a port has no power afterwards.
  public func run(milliseconds: Int32 = 2000) async throws(USBError) -> [PowerWay] {
    try await onOwnThread { [self] in
      Result { () throws(USBError) in try cycle(milliseconds) }
    }.get()
  }

  private func cycle(_ milliseconds: Int32) throws(USBError) -> [PowerWay] {
    // All are opened before the first is switched: half a box without power helps nobody.
    var open: [any PortSwitch] = []
    for port in ports { open.append(try self.open(port)) }
    try debts?.owe(PowerDebt(station: station, ports: ports))
    var failure: USBError?
    var touched = 0
    for port in open {
      touched += 1
      do throws(USBError) {
        try port.takeAway()
      } catch {
        failure = error
        break
      }
    }
    if failure == nil { bell.wait(milliseconds) }
    // Also where taking it away failed: the hub may have obeyed and not said so. The last one first:
    // if the USB 2 side of a socket had its power earlier, a thing of USB 3 would come back as one
    // of USB 2.
    var isOwed = false
    for (index, port) in open.enumerated().prefix(touched).reversed() {
      do throws(USBError) {
        try give(port, number: ports[index].port)
      } catch {
        failure = error
        isOwed = true
      }
    }
    if !isOwed { debts?.settle(station) }
    if let failure { throw failure }
    return open.map(\.way)
  }
}

/// Gives it and looks whether it is there; again if it was in vain.
func give(_ port: any PortSwitch, number: UInt8) throws(USBError) {
  var failure = USBError(.failed, "port \(number) has no power after it was given back")
  for _ in 1...3 {
    do throws(USBError) {
      try port.give()
      if try port.hasPower() { return }
    } catch {
      failure = error
    }
  }
  throw failure
}

/// Waits for a time that can be cut short.
private final class Bell: Sendable {
  private let ends: (reading: Int32, writing: Int32)

  init() {
    var ends: [Int32] = [-1, -1]
    // Without a pipe (no more descriptors) the wait is its full time.
    if pipe(&ends) == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
    self.ends = (ends[0], ends[1])
  }

  deinit {
    if ends.reading >= 0 { close(ends.reading) }
    if ends.writing >= 0 { close(ends.writing) }
  }

  func ring() {
    var one: UInt8 = 1
    if ends.writing >= 0 { _ = write(ends.writing, &one, 1) }
  }

  func wait(_ milliseconds: Int32) {
    var watched = pollfd(fd: ends.reading, events: Int16(POLLIN), revents: 0)
    while poll(&watched, 1, milliseconds) < 0, errno == EINTR {}
  }
}
