import Glibc

/// One port of a hub, by the hub's node.
public struct HubPort: Sendable, Hashable {
  public var node: String
  public var port: UInt8

  public init(node: String, port: UInt8) {
    self.node = node
    self.port = port
  }
}

/// Takes the power of ports away for a moment and gives it back, whatever happens meanwhile.
///
/// It needs nobody to wait for it: once begun it ends by itself. ``hasten()`` ends it at once.
public final class PortPowerCycle: Sendable {
  private let ports: [HubPort]
  private let open: @Sendable (String) throws(USBError) -> any Pipe
  private let bell: Bell

  public convenience init(_ ports: [HubPort]) {
    self.init(ports) { node throws(USBError) in try LibusbPipe(node: node) }
  }

  init(
    _ ports: [HubPort], open: @escaping @Sendable (String) throws(USBError) -> any Pipe
  ) {
    self.ports = ports
    self.open = open
    bell = Bell()
  }

  /// Gives the power back without waiting any longer.
  public func hasten() { bell.ring() }

  /// Off, two seconds, on. Throws if nothing was switched, or if a port has no power afterwards.
  public func run(milliseconds: Int32 = 2000) async throws(USBError) {
    try await onOwnThread { [self] in
      Result { () throws(USBError) in try cycle(milliseconds) }
    }.get()
  }

  private func cycle(_ milliseconds: Int32) throws(USBError) {
    // All are opened before the first is switched: half a port without power helps nobody.
    var open: [(pipe: any Pipe, port: UInt8)] = []
    for port in ports { open.append((try self.open(port.node), port.port)) }
    var failure: USBError?
    var isOff = false
    for (pipe, port) in open {
      do throws(USBError) {
        try pipe.tell(.power(false, port: port))
        isOff = true
      } catch {
        failure = error
        break
      }
    }
    if isOff, failure == nil { bell.wait(milliseconds) }
    // Also where taking it away failed: the hub may have obeyed and not said so.
    for (pipe, port) in open {
      do throws(USBError) {
        try give(pipe, port)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Gives it and reads the port's status back; once more if the first time was in vain.
  private func give(_ pipe: any Pipe, _ port: UInt8) throws(USBError) {
    // wPortStatus has the power in another bit on the half of USB 3 (USB 3.2, 10.16.2.6.1).
    let bit: UInt8 = pipe.deviceProtocol == 3 ? 2 : 1
    var failure = USBError(.failed, "port \(port) has no power after it was given back")
    for _ in 1...3 {
      do throws(USBError) {
        try pipe.tell(.power(true, port: port))
        let status = try pipe.ask(.portStatus(port), length: 4)
        if status.count == 4, status[1] & bit != 0 { return }
      } catch {
        failure = error
      }
    }
    throw failure
  }
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
