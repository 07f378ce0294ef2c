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
            ? .some(random.one(of: [nil, "pci-0000:00:01.0-usb-0:2"])) : nil)
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
      vendor: random.one(of: [0x1111, 0x0409, 0x1050]))
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
          InputFacts.Roles.keyboard, [.keyboard, .keys], .mouse, .keys, .touchpad, .joystick,
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
