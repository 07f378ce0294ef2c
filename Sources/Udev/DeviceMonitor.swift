public import DeviceFacts
public import EventLoop
public import StationModel

/// The picture of all devices, kept true by udev's events. Lives on the event loop.
///
/// Cold start in the order that loses nothing: listen, then enumerate, then drain what came
/// meanwhile. Every event is handled idempotently by path: one seen twice changes nothing.
public final class DeviceMonitor {
  public private(set) var picture = DevicePicture()
  /// How often the kernel dropped events and everything was read anew.
  public private(set) var overflows: UInt64 = 0
  /// How often receiving failed for another reason.
  public private(set) var failures: UInt64 = 0

  private let source: any EventSource
  private let onChange: () -> Void
  private var watch: ReadWatch?
  /// Events were lost, and everything could not be read anew yet: the next event tries again.
  private var isOutOfDate = false
  private var learned = Learned()

  /// Make it on the loop's thread; `onChange` is called there, once for any number of events that
  /// waited together, and only if the picture or ``overflows`` is another one.
  public convenience init(loop: Loop, onChange: @escaping () -> Void) throws {
    let source = try LibudevSource()
    try self.init(source: source, onChange: onChange)
    watch = try ReadWatch(loop, descriptor: source.descriptor) { [weak self] in self?.drain() }
  }

  init(source: any EventSource, onChange: @escaping () -> Void) throws(UdevError) {
    self.source = source
    self.onChange = onChange
    picture = DevicePicture(try source.enumerate())
    drain()
  }

  /// Takes all events that wait, and after an overflow reads everything anew.
  func drain() {
    var changed = false
    receiving: while true {
      switch source.receive() {
      case .nothing: break receiving
      case .removed(let path):
        if picture.remove(path) {
          learned.keep(picture)
          changed = true
        }
      case .present(let path, let device): if take(path, device) { changed = true }
      // What still waits in the queue is older than what was dropped: go on, then look again.
      case .overflow:
        overflows += 1
        isOutOfDate = true
      case .failed:
        failures += 1
        isOutOfDate = true
        break receiving
      }
    }
    // What cannot be read now is read with the next event.
    if isOutOfDate, let devices = try? source.enumerate() {
      isOutOfDate = false
      picture = DevicePicture(devices.map { learned.completing($0) })
      learned.keep(picture)
      // Also if it is the same: the counter is another.
      changed = true
    }
    if changed { onChange() }
  }

  // MARK: What hubs say themselves

  /// Hubs that nobody has asked since they came, the outermost first. Ask each, and ``learn`` what
  /// it says or that it ``cannotAsk``.
  public var unreadHubs: [Device] {
    hubs.filter { $0.node != nil && learned.isOpen($0) }.sorted { $0.path < $1.path }
  }

  /// The file with the names of monitor makers; without it they are three letters.
  public static let monitorMakers = "/usr/share/hwdata/pnp.ids"

  /// Hubs that could not be asked, and why.
  public var closedHubs: [(hub: Device, why: String)] {
    hubs.sorted { $0.path < $1.path }.compactMap { hub in
      learned.trouble(of: hub).map { (hub, $0) }
    }
  }

  private var hubs: [Device] {
    picture.devices.values.filter { device in
      if case .usb(let usb) = device.facts { usb.isHub } else { false }
    }
  }

  /// Takes what a hub said, until it is unplugged. True if the picture changed. An answer that comes
  /// after another device has taken the place is nobody's.
  public func learn(_ hub: Device, _ report: HubReport) -> Bool {
    guard let present = picture[hub.path], present.node == hub.node else { return false }
    learned.take(report, of: present)
    return picture.put(learned.completing(present))
  }

  /// Remembers why, and does not ask again before udev says something about that hub.
  public func cannotAsk(_ hub: Device, why: String) {
    guard let present = picture[hub.path], present.node == hub.node else { return }
    learned.cannotAsk(present, why: why)
  }

  /// True if the picture changed, or a hub can be asked that could not be.
  private func take(_ path: DevicePath, _ device: Device?) -> Bool {
    guard let device else { return picture.remove(path) }
    // Rights are not in the picture: without a word nobody would ask the hub again.
    var changed = learned.tryAgain(path)
    if picture.put(learned.completing(device)) { changed = true }
    // A monitor that is plugged in shows only as a change of its card, with or without the
    // connector's name: read all its connectors again.
    if case .card = device.facts, let connectors = try? source.enumerate(below: path) {
      let gone = picture.paths(below: path)
        .filter { old in !connectors.contains { $0.path == old } }
      for old in gone where picture.remove(old) { changed = true }
      for connector in connectors where picture.put(connector) { changed = true }
    }
    if case .usb(let usb) = device.facts, usb.isHub, readPeers(of: usb, at: path) {
      changed = true
    }
    return changed
  }

  /// The ports of a hub's two halves know each other only when the later half has its driver. What
  /// hangs on the earlier one was read before that, and no event of its own tells.
  private func readPeers(of hub: USBFacts, at path: DevicePath) -> Bool {
    // Root hubs hang in no port: their halves are the two below one controller.
    guard let other = hub.isRootHub ? path.parent : hub.peer,
      picture.devices.contains(where: { $0.key.isBelow(other) && $0.value.mayHaveAPeer }),
      let devices = try? source.enumerate(below: other)
    else { return false }
    var changed = false
    for device in devices where device.mayHaveAPeer || device.hasAPeer {
      // One that is not in the picture comes with an event of its own.
      if picture[device.path] != nil, picture.put(learned.completing(device)) { changed = true }
    }
    return changed
  }
}

extension Device {
  /// A device in a port of which the peer is not known.
  fileprivate var mayHaveAPeer: Bool {
    if case .usb(let usb) = facts { !usb.isRootHub && usb.peer == nil } else { false }
  }

  fileprivate var hasAPeer: Bool {
    if case .usb(let usb) = facts { usb.peer != nil } else { false }
  }
}
