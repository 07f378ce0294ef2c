import CUMockdev
import Glibc

/// A USB hub's device node that answers control requests as usbfs would, so that the real libusb can
/// ask it. What is told is noted.
public final class PretendHub: @unchecked Sendable {
  /// The eight bytes that begin a control transfer, without the length.
  public struct Request: Hashable, Sendable {
    public var type: UInt8
    public var request: UInt8
    public var value: UInt16
    public var index: UInt16

    public init(_ type: UInt8, _ request: UInt8, _ value: UInt16, _ index: UInt16) {
      self.type = type
      self.request = request
      self.value = value
      self.index = index
    }
  }

  /// Bus numbers that no recording has, and each node once: umockdev 0.17 aborts when one comes again.
  private nonisolated(unsafe) static var count = 0
  public let node: String
  let handler: UnsafeMutablePointer<UMockdevIoctlBase>

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var answers: [Request: [UInt8]]
  private var heard: [Request] = []
  /// What was submitted and not taken yet, by who opened the node: an address in the memory of one
  /// process is a wild pointer in another.
  private var waiting: [(client: OpaquePointer, urb: UnsafeMutablePointer<UMockdevIoctlData>)] = []

  /// - Parameter answers: what it says; a request that is not among them stalls.
  public init(_ answers: [Request: [UInt8]]) {
    self.answers = answers
    Self.count += 1
    let number = String(Self.count)
    node = "/dev/bus/usb/201/" + String(repeating: "0", count: 3 - number.utf8.count) + number
    handler = umockdev_ioctl_base_new()
    pthread_mutex_init(mutex, nil)
    let onIoctl:
      @convention(c) (
        UnsafeMutablePointer<UMockdevIoctlBase>?, UnsafeMutablePointer<UMockdevIoctlClient>?,
        UnsafeMutableRawPointer?
      ) -> gboolean = { _, client, hub in
        guard let client, let hub else { return 0 }
        Unmanaged<PretendHub>.fromOpaque(hub).takeUnretainedValue().handle(client)
        return 1
      }
    // It lives as long as the testbed, which is as long as the process.
    let own = Unmanaged.passRetained(self).toOpaque()
    g_signal_connect_data(
      handler, "handle-ioctl", unsafeBitCast(onIoctl, to: GCallback.self), own, nil,
      GConnectFlags(rawValue: 0))
    let onVanished:
      @convention(c) (
        UnsafeMutablePointer<UMockdevIoctlBase>?, UnsafeMutablePointer<UMockdevIoctlClient>?,
        UnsafeMutableRawPointer?
      ) -> Void = { _, client, hub in
        guard let client, let hub else { return }
        Unmanaged<PretendHub>.fromOpaque(hub).takeUnretainedValue().forget(client)
      }
    g_signal_connect_data(
      handler, "client-vanished", unsafeBitCast(onVanished, to: GCallback.self), own, nil,
      GConnectFlags(rawValue: 0))
  }

  /// A hub of USB 2 with these ports (USB 2.0, 11.23.2.1): mode 0 switches them together, 1 each, 2
  /// none. All of them have power.
  public convenience init(ports: UInt8, power mode: UInt8) {
    var answers: [Request: [UInt8]] = [
      Request(0xA0, 6, 0x2900, 0): [9, 0x29, ports, mode, 0, 50, 100, 0, 0xFF]
    ]
    for port in 1...UInt16(ports) {
      answers[Request(0xA3, 0, 0, port)] = [0, 1, 0, 0]
      for request in [UInt8(1), 3] { answers[Request(0x23, request, 8, port)] = [] }
    }
    self.init(answers)
  }

  /// All requests so far, in their order.
  public var requests: [Request] { locked { heard } }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  // MARK: usbfs (linux/usbdevice_fs.h)

  private static let connectInfo: gulong = 0x4008_5511
  private static let capabilities: gulong = 0x8004_551A
  private static let submit: gulong = 0x8038_550A
  private static let reap: gulong = 0x4008_550C
  private static let reapNow: gulong = 0x4008_550D

  /// On umockdev's own thread, one after the other.
  private func handle(_ client: UnsafeMutablePointer<UMockdevIoctlClient>) {
    let request = umockdev_ioctl_client_get_request(client)
    let size = Int(request >> 16 & 0x3fff)
    let argument = umockdev_ioctl_client_get_arg(client)
    guard size > 0, let data = umockdev_ioctl_data_resolve(argument, 0, gsize(size), nil) else {
      return umockdev_ioctl_client_complete(client, -1, ENOTTY)
    }
    switch request {
    case Self.connectInfo:
      memset(data.pointee.data, 0, size)
      data.pointee.data[0] = 1
    case Self.capabilities: memset(data.pointee.data, 0, size)
    case Self.submit:
      answer(data)
      locked { waiting.append((OpaquePointer(client), data)) }
    case Self.reap, Self.reapNow:
      let own = locked {
        waiting.firstIndex { $0.client == OpaquePointer(client) }.map { waiting.remove(at: $0).urb }
      }
      guard let urb = own else { return umockdev_ioctl_client_complete(client, -1, EAGAIN) }
      umockdev_ioctl_data_set_ptr(data, 0, urb)
    default: return umockdev_ioctl_client_complete(client, -1, ENOTTY)
    }
    umockdev_ioctl_client_complete(client, 0, 0)
  }

  /// As the kernel takes back what a process that ended had submitted.
  private func forget(_ client: UnsafeMutablePointer<UMockdevIoctlClient>) {
    locked { waiting.removeAll { $0.client == OpaquePointer(client) } }
  }

  /// Fills the `struct usbdevfs_urb` of a control transfer: status at byte 4, buffer at 16, its length
  /// at 24, what was transferred at 28.
  private func answer(_ urb: UnsafeMutablePointer<UMockdevIoctlData>) {
    let fields = UnsafeMutableRawPointer(urb.pointee.data)
    let length = Int(fields?.load(fromByteOffset: 24, as: Int32.self) ?? 0)
    guard let fields, length >= 8,
      let buffer = umockdev_ioctl_data_resolve(urb, 16, gsize(length), nil)
    else { return }
    let bytes = UnsafeMutableBufferPointer(start: buffer.pointee.data, count: length)
    func word(_ at: Int) -> UInt16 { UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 }
    let request = Request(bytes[0], bytes[1], word(2), word(4))
    let found = locked { () -> [UInt8]? in
      heard.append(request)
      return answers[request]
    }
    let answer = (found ?? []).prefix(length - 8)
    for (index, byte) in answer.enumerated() { bytes[8 + index] = byte }
    fields.storeBytes(of: found == nil ? -EPIPE : 0, toByteOffset: 4, as: Int32.self)
    fields.storeBytes(of: Int32(answer.count), toByteOffset: 28, as: Int32.self)
  }
}

extension RecordedSection {
  /// The same device with one line more.
  public func adding(_ line: String) -> RecordedSection {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.insert(line, at: 1)
    return RecordedSection(path: path, text: lines.joined(separator: "\n"))
  }

  /// The same device with a node that answers; its number is another one, as after each plugging in.
  public func answering(as hub: PretendHub) -> RecordedSection {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("E: DEVNAME=") ? "E: DEVNAME=\(hub.node)" : String(line)
    }
    let descriptors = lines.first { $0.hasPrefix("H: descriptors=") }?.dropFirst(15) ?? ""
    let node = "N: \(hub.node.dropFirst(5))=\(descriptors)"
    return RecordedSection(
      path: path, text: ([lines[0], node] + lines.dropFirst()).joined(separator: "\n"))
  }
}
