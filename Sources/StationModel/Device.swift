/// One device as udev knows it, reduced to the facts that sorting needs.
///
/// A missing fact is nil or `unknown`, never a default that looks like knowledge.
public struct Device: Sendable, Equatable {
  public var path: DevicePath
  /// What people would call it: "Logitech K120 Keyboard". Falls back to the kernel's name.
  public var label: String
  /// udev's `ID_PATH`, which names the place and survives a reboot: `pci-0000:00:04.0-usb-0:1.1`.
  public var idPath: String?
  /// udev's `ID_SEAT`. Nil means that no rule set one, which udev and logind read as `seat0`.
  public var seat: String?
  /// udev's `ID_AUTOSEAT=1`: the hardware database says that this device makes a seat by itself.
  public var makesItsOwnSeat: Bool
  /// udev's `ID_FOR_SEAT`: the name by which a rule puts this device on a seat. Two devices can share one.
  public var seatName: String?
  /// Is it tagged `seat`: a device that belongs to a seat at all? Nil where udev tells of no tags.
  public var isForSeats: Bool?
  /// The device node, `/dev/input/event3`, where there is one.
  public var node: String?
  public var facts: Facts

  /// What the device is, by subsystem.
  public enum Facts: Sendable, Equatable {
    case usb(USBFacts)
    case input(InputFacts)
    case card(CardFacts)
    case connector(ConnectorFacts)
    case sound
    case framebuffer
    /// A serial line (`ttyUSB0`, `ttyACM0`) of a USB device.
    case serialLine
  }

  public init(
    path: DevicePath, label: String, idPath: String? = nil, seat: String? = nil,
    makesItsOwnSeat: Bool = false, seatName: String? = nil, isForSeats: Bool? = nil,
    node: String? = nil, facts: Facts
  ) {
    self.path = path
    self.label = label
    self.idPath = idPath
    self.seat = seat
    self.makesItsOwnSeat = makesItsOwnSeat
    self.seatName = seatName
    self.isForSeats = isForSeats
    self.node = node
    self.facts = facts
  }
}

/// A USB device (`DEVTYPE=usb_device`); interfaces are not devices here.
public struct USBFacts: Sendable, Equatable {
  public var isHub: Bool
  /// Port numbers from the root hub down (`devpath`): `[1, 4]` for `1-1.4`, empty for a root hub.
  public var route: [Int]
  /// Kernel bus number. Changes between boots; never part of a key.
  public var bus: Int?
  /// Megabits per second as the kernel says: 1.5, 12, 480, 5000, 10000.
  public var megabits: Double?
  public var vendor: UInt16?
  public var product: UInt16?
  /// `ID_SERIAL_SHORT` only; `ID_SERIAL` exists even where the device has no serial number.
  public var serial: String?
  public var removable: Removable
  /// The interface classes from `ID_USB_INTERFACES`, each `class << 16 | subclass << 8 | protocol`.
  public var interfaces: [UInt32]
  /// What the firmware says of the socket that the device is in (`port/connect_type`).
  public var socket: Socket
  /// The path that a device in the same socket has at the other speed (`port/peer`): the other half
  /// of a USB 3 hub. Nil while the kernel does not know.
  public var peer: DevicePath?
  /// Nil while it is not known: most devices of USB 2 have none, and reading it can need rights.
  public var containerID: ContainerID?
  /// A hub's own description; nil while it is not known.
  public var hub: HubFacts?

  /// sysfs `removable`: what the firmware says about the port that the device hangs on.
  public enum Removable: String, Sendable, Equatable {
    case removable, fixed, unknown
  }

  /// sysfs `port/connect_type`. `hardwired` is soldered to the board.
  public enum Socket: String, Sendable, Equatable {
    case hotplug, hardwired
    case notUsed = "not used"
    case unknown
  }

  public var isRootHub: Bool { route.isEmpty }

  public init(
    isHub: Bool, route: [Int], bus: Int? = nil, megabits: Double? = nil, vendor: UInt16? = nil,
    product: UInt16? = nil, serial: String? = nil, removable: Removable = .unknown,
    interfaces: [UInt32] = [], socket: Socket = .unknown, peer: DevicePath? = nil,
    containerID: ContainerID? = nil, hub: HubFacts? = nil
  ) {
    self.isHub = isHub
    self.route = route
    self.bus = bus
    self.megabits = megabits
    self.vendor = vendor
    self.product = product
    self.serial = serial
    self.removable = removable
    self.interfaces = interfaces
    self.socket = socket
    self.peer = peer
    self.containerID = containerID
    self.hub = hub
  }
}

/// An input device (`…/input/inputN`); its `eventN` and `mouseN` nodes are not devices here.
public struct InputFacts: Sendable, Equatable {
  public var roles: Roles
  /// The kernel's `BUS_*` number (`id/bustype`, linux/input.h): 3 USB, 5 Bluetooth, 6 virtual,
  /// 0x11 PS/2, 0x19 host. Nil if it could not be read.
  public var busType: UInt16?

  /// udev's `ID_INPUT_*` judgements.
  public struct Roles: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let keyboard = Roles(rawValue: 1)
    /// Some keys, but not a keyboard: power buttons, volume knobs.
    public static let keys = Roles(rawValue: 2)
    public static let mouse = Roles(rawValue: 4)
    public static let touchpad = Roles(rawValue: 8)
    public static let tablet = Roles(rawValue: 16)
    public static let touchscreen = Roles(rawValue: 32)
    public static let pointingStick = Roles(rawValue: 64)
    /// Everything that can move a pointer over a whole screen.
    public static let anyPointer: Roles = [
      .mouse, .touchpad, .tablet, .touchscreen, .pointingStick,
    ]
  }

  public init(roles: Roles, busType: UInt16?) {
    self.roles = roles
    self.busType = busType
  }
}

/// A graphics card as the kernel's mode setting knows it (`…/drm/cardN`).
public struct CardFacts: Sendable, Equatable {
  /// True for `platform-simple-framebuffer` and its like: the boot console, not a card to sit at.
  public var isBootConsole: Bool
  /// Is it tagged `master-of-seat`, so that logind makes a seat of it? Nil where udev tells of no tags.
  public var isMasterOfSeat: Bool?
  /// Nil for all cards but those of the evdi driver.
  public var evdi: EvdiFacts?

  public init(isBootConsole: Bool, isMasterOfSeat: Bool? = nil, evdi: EvdiFacts? = nil) {
    self.isBootConsole = isBootConsole
    self.isMasterOfSeat = isMasterOfSeat
    self.evdi = evdi
  }
}

/// A card without hardware: a program sends its picture to a DisplayLink adapter, somewhere on USB.
public struct EvdiFacts: Sendable, Equatable {
  /// The USB device that the driver says it belongs to; nil while it says nothing, as older ones do.
  public var adapter: DevicePath?

  public init(adapter: DevicePath? = nil) { self.adapter = adapter }
}

/// One socket of a card (`…/drm/cardN/cardN-HDMI-A-1`).
public struct ConnectorFacts: Sendable, Equatable {
  /// The socket's name without the card's: `HDMI-A-1`.
  public var name: String
  public var status: Status
  /// What is plugged in, from its EDID; nil if nothing is, or nothing that can be read.
  public var monitor: Monitor?

  /// sysfs `status`. The health of a display, never a reason to lose its station.
  public enum Status: String, Sendable, Equatable {
    case connected, disconnected, unknown
  }

  public init(name: String, status: Status, monitor: Monitor? = nil) {
    self.name = name
    self.status = status
    self.monitor = monitor
  }
}
