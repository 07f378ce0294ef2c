import StationModel

@testable import Seats

/// A computer with a keyboard and a card of its own, and two stations: hub 1 with a card below it, hub 2
/// with a card of its own elsewhere.
struct SeatBench {
  static let root = "/sys/devices/pci0/usb1"
  static let hub1 = DevicePath(root + "/1-1")
  static let card1 = DevicePath(root + "/1-1/1-1.1/drm/card1")
  static let hub2 = DevicePath(root + "/1-2")
  static let card2 = DevicePath("/sys/devices/pci0/02/drm/card2")
  static let card0 = DevicePath("/sys/devices/pci0/01/drm/card0")
  static let keyboard0 = DevicePath("/sys/devices/platform/i8042/input/input0")

  var devices: [DevicePath: Device] = [:]
  var assignments: [DevicePath: Assignment] = [:]
  var stations: [SeatStation] = []
  var keyboards: [DevicePath] = []
  var rules = SeatRules.known([])
  var sessions = SessionPicture.known([])
  var screens: Set<String> = []
  var uncertainSeats = UncertainSeats.nowhere
  var hostLeavesCards = false

  init() {
    add(Self.card0, "drm-0", .card(CardFacts(isBootConsole: false, isMasterOfSeat: true)), .host)
    key(Self.keyboard0, .host)
    for (number, hub) in [(1, Self.hub1), (2, Self.hub2)] {
      let owner = StationKey("pci-0/\(number)")
      add(hub, "usb-\(number)", .usb(USBFacts(isHub: true, route: [number])), owner)
      key(DevicePath(hub.text + "/1-\(number).2/input/input\(number)"), owner)
    }
    card(Self.card1, 1)
    card(Self.card2, 2)
    stations = [
      SeatStation(number: 0, name: "Host", key: .host, presence: .complete, cards: []),
      SeatStation(
        number: 1, name: "Door", key: StationKey("pci-0/1"), presence: .complete,
        cards: [SeatCard(path: Self.card1)]),
      SeatStation(
        number: 2, name: "Window", key: StationKey("pci-0/2"), presence: .complete,
        cards: [SeatCard(path: Self.card2)]),
    ]
  }

  private mutating func card(_ path: DevicePath, _ number: Int) {
    add(
      path, "drm-\(number)", .card(CardFacts(isBootConsole: false, isMasterOfSeat: true)),
      StationKey("pci-0/\(number)"))
  }

  mutating func key(_ path: DevicePath, _ owner: StationKey) {
    add(path, "input-\(path.name)", .input(InputFacts(roles: [.keyboard], busType: 3)), owner)
    keyboards.append(path)
  }

  mutating func add(
    _ path: DevicePath, _ name: String?, _ facts: Device.Facts, _ owner: StationKey
  ) {
    devices[path] = Device(
      path: path, label: path.name, seatName: name, isForSeats: true, facts: facts)
    assignments[path] = Assignment(
      device: path, station: owner, rule: .territory, authority: .topology, why: "")
  }

  /// udev hands the seat of a rule down to all that hangs on the device.
  mutating func obey(_ seat: String?, _ root: DevicePath) {
    for path in devices.keys where path == root || path.isBelow(root) {
      devices[path]?.seat = seat
    }
  }

  mutating func obey(_ line: PlannedSeat) {
    var list = rules.list
    for root in line.devices {
      obey(line.seat, root)
      guard let name = devices[root]?.seatName, let seat = line.seat else { continue }
      list.removeAll { $0.device == name }
      list.append(SeatRule(file: "72-seat-\(name).rules", device: name, seat: seat))
    }
    rules = .known(list)
  }

  mutating func sit(_ user: String, _ seat: String) {
    guard case .known(let others) = sessions else { return }
    sessions = .known(
      others + [
        SignIn(
          session: "c\(others.count)", user: user, uid: 1000, seat: seat, isRemote: false,
          since: Timestamp(milliseconds: 0))
      ])
  }

  var input: SeatInput {
    let leavesCards = hostLeavesCards
    return SeatInput(
      stations: stations, picture: DevicePicture(devices.values), assignments: assignments,
      keyboards: keyboards, rules: rules, sessions: sessions, screens: screens,
      uncertainSeats: uncertainSeats, hostLeavesCards: { leavesCards })
  }

  var plan: SeatPlan { planSeats(input) }
}
