import Dice
import StationModel
import Topology

extension Bench {
  /// A random machine: up to three controllers, nested hubs, and everything that can hang on them.
  static func random(using random: inout SplitMix) -> Bench {
    var bench = random.chance(70) ? Bench.computer : Bench.bareBox
    for bus in 1...Int.random(in: 1...3, using: &random) {
      if random.chance(95) { bench.root(bus: bus, idPath: random.chance(95)) }
      bench.grow(below: [], bus: bus, using: &random)
    }
    if random.chance(50) { bench.mirror(using: &random) }
    if random.chance(30) { bench.addEvdi(using: &random) }
    return bench
  }

  private mutating func grow(below route: [Int], bus: Int, using random: inout SplitMix) {
    // Port 1 of every root hub stays free.
    for port in 2...5 where random.chance(60) {
      let here = route + [port]
      let seat = random.one(of: [nil, nil, nil, "seat0", "seat-1", "seat-2"])
      let removable = random.one(of: [USBFacts.Removable.removable, .fixed, .unknown, .unknown])
      if here.count < 5, random.chance(40) {
        usb(
          here, bus: bus, isHub: true, removable: removable,
          label: random.one(of: ["hub", "Keyboard Hub"]), seat: seat, makesSeat: random.chance(5),
          vendor: random.one(of: [0x0409, 0x1111]), megabits: random.one(of: [480, 5000]),
          idPath: random.chance(10)
            ? .some(random.one(of: [nil, "pci-0000:00:01.0-usb-0:2"])) : nil,
          serial: random.one(of: [nil, nil, "1", "2"]),
          container: random.one(of: [nil, nil, Self.containers[0], Self.containers[1]]),
          fixedPorts: random.one(of: [[], [], [2], [3, 4]]))
        grow(below: here, bus: bus, using: &random)
      } else {
        leaf(here, bus: bus, removable: removable, seat: seat, using: &random)
      }
    }
  }

  private mutating func leaf(
    _ route: [Int], bus: Int, removable: USBFacts.Removable, seat: String?,
    using random: inout SplitMix
  ) {
    let path = usb(
      route, bus: bus, removable: removable, seat: seat,
      vendor: random.one(of: [0x1111, 0x0409, 0x1050, 0x17e9, 0x0c45]),
      product: random.one(of: [1, 0x7401]))
    let number = devices.count
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return
    case 1:
      card(
        path.text + "/x:1.0", number: number,
        idPath: random.chance(90) ? "pci-0000:00:0\(bus).0-usb-0:\(number):1.0" : nil,
        seat: seat, sockets: random.one(of: [[], ["VGA-1"], ["VGA-1", "DP-1"]]))
    case 2:
      put(
        Device(
          path: DevicePath(path.text + "/x:1.0/sound/card\(number)"), label: "s", seat: seat,
          facts: .sound))
    default:
      for input in 0...Int.random(in: 0...2, using: &random) {
        let roles = random.one(of: [
          InputFacts.Roles.keyboard, [.keyboard, .keys], .mouse, .keys, .touchpad, [],
        ])
        put(
          Device(
            path: DevicePath(path.text + "/x:1.\(input)/0003:1:1.1/input/input\(number)\(input)"),
            label: "i", seat: seat,
            facts: .input(
              InputFacts(roles: roles, busType: random.one(of: [3, 3, 3, 3, 5, 6, nil])))))
      }
    }
  }

  /// Zero, a good one, and more that are good or hard-coded as it comes.
  private static let containers = ["00", "11", "22", "33"].compactMap {
    ContainerID(String(repeating: $0, count: 16))
  }

  /// A bus of USB 3 on controller 1 with the other halves of some of its hubs, and hubs of its own.
  private mutating func mirror(using random: inout SplitMix) {
    let bus = 4
    put(
      Device(
        path: Self.path([], bus: bus, controller: 1), label: "root", idPath: "pci-0000:00:01.0",
        facts: .usb(USBFacts(isHub: true, route: [], bus: bus, megabits: 5000))))
    var made: Set<[Int]> = [[]]
    for device in devices {
      guard case .usb(let slow) = device.facts, slow.isHub, slow.bus == 1, !slow.isRootHub,
        made.contains(Array(slow.route.dropLast())), random.chance(70)
      else { continue }
      made.insert(slow.route)
      var fast = slow
      fast.bus = bus
      fast.megabits = random.one(of: [5000, 10_000])
      fast.peer = random.chance(40) ? device.path : nil
      if random.chance(50) { fast.containerID = random.one(of: Self.containers) }
      fast.hub = nil
      let path = Self.path(slow.route, bus: bus, controller: 1)
      put(Device(path: path, label: "half", idPath: device.idPath, facts: .usb(fast)))
      if random.chance(50) {
        let leaf = slow.route + [6]
        put(
          Device(
            path: Self.path(leaf, bus: bus, controller: 1), label: "stick",
            facts: .usb(USBFacts(isHub: false, route: leaf, bus: bus, megabits: 5000))))
      }
    }
  }

  private mutating func addEvdi(using random: inout SplitMix) {
    let adapters = devices.filter { device in
      guard case .usb(let usb) = device.facts else { return false }
      return usb.vendor == 0x17e9
    }.map(\.path)
    for number in 0..<Int.random(in: 1...3, using: &random) {
      evdi(
        number, number: 900 + number,
        shows: random.chance(50) ? adapters.randomElement(using: &random) : nil,
        idPath: random.chance(10) ? .some(nil) : nil)
    }
  }

  func guidance(using random: inout SplitMix) -> Guidance {
    let found = sorted()
    var guidance = Guidance()
    for key in found.candidates.map(\.key) + [Bench.key(9, bus: 9)] {
      if random.chance(30) { guidance.enrolled.insert(key) }
      if random.chance(20), !found.displays.isEmpty {
        let place = random.one(of: found.displays).place
        guidance.bindings[key] = random.chance(50) ? place : DisplayPlace(card: place.card)
      }
    }
    return guidance
  }
}
