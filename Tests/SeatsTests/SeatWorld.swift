import Dice
import StationModel

@testable import Seats

/// A made-up computer with stations, and a udevd that obeys the rules: a device's own rule first, then
/// the seat of what it hangs on (71-seat.rules, 73-seat-late.rules).
struct SeatWorld {
  static let usb = "/sys/devices/pci0/usb1"
  var bench = SeatBench()
  /// Hubs that udev puts on seats of their own.
  private var ownSeats: Set<DevicePath> = []

  init(seed: UInt64) {
    var dice = SplitMix(seed: seed)
    bench.devices = [:]
    bench.assignments = [:]
    bench.keyboards = []
    bench.stations.removeSubrange(1...)
    let hostCards = Int.random(in: 0...2, using: &dice)
    for card in 0..<hostCards { addCard("/sys/devices/pci0/h\(card)/drm/card\(card)", .host) }
    if dice.chance(70) { bench.key(SeatBench.keyboard0, .host) }
    var hubs: [DevicePath] = []
    for number in 1...Int.random(in: 1...4, using: &dice) {
      addStation(number, below: dice.chance(25) ? hubs.last : nil, &dice)
      hubs.append(hub(number))
    }
    addStrays(hubs, &dice)
    addRules(&dice)
    settle()
    addPeople(&dice)
  }

  private func hub(_ number: Int) -> DevicePath {
    bench.devices.keys.first { $0.name == "hub\(number)" } ?? DevicePath(Self.usb)
  }

  private mutating func addCard(_ path: String, _ owner: StationKey) {
    let path = DevicePath(path)
    bench.add(
      path, "drm-\(path.name)", .card(CardFacts(isBootConsole: false, isMasterOfSeat: true)), owner)
  }

  private mutating func addStation(
    _ number: Int, below outer: DevicePath?, _ dice: inout SplitMix
  ) {
    let key = StationKey("pci-0/\(number)")
    let hub = DevicePath((outer?.text ?? Self.usb) + "/hub\(number)")
    let name = dice.chance(5) ? nil : dice.chance(5) ? "usb-1" : "usb-\(number)"
    bench.add(hub, name, .usb(USBFacts(isHub: true, route: [number])), key)
    if dice.chance(90) { bench.key(DevicePath(hub.text + "/input/input\(number)"), key) }
    if dice.chance(10) {
      bench.devices[hub]?.makesItsOwnSeat = true
      ownSeats.insert(hub)
    }
    var cards: [SeatCard] = []
    let at = dice.chance(40) ? hub.text : "/sys/devices/pci0/s\(number)"
    if dice.chance(90) {
      let path = "\(at)/drm/card\(number + 10)"
      addCard(path, key)
      let others = dice.chance(10) ? ["the host"] : []
      cards.append(SeatCard(path: DevicePath(path), others: others))
      if !others.isEmpty { bench.assignments[DevicePath(path)] = nil }
    }
    let presences: [Presence] = [
      .incomplete(missing: [.keyboard]), .probing(missing: [], until: Timestamp(milliseconds: 1)),
      .absent(since: Timestamp(milliseconds: 0)), .conflict(why: "two want it"),
    ]
    bench.stations.append(
      SeatStation(
        number: number, name: "S\(number)", key: key,
        presence: dice.chance(85) ? .complete : dice.one(of: presences), cards: cards))
  }

  /// What hangs on a station's hub without being its own.
  private mutating func addStrays(_ hubs: [DevicePath], _ dice: inout SplitMix) {
    for (index, hub) in hubs.enumerated() where dice.chance(10) {
      bench.key(DevicePath(hub.text + "/stray/input\(index + 90)"), .host)
    }
  }

  private mutating func addRules(_ dice: inout SplitMix) {
    var rules: [SeatRule] = []
    let names =
      Set(bench.devices.values.compactMap(\.seatName)).sorted() + ["usb-90", "drm-card91"]
    for name in names where dice.chance(20) {
      let seat = dice.one(of: ["seat-left", "seat-station-\(Int.random(in: 1...6, using: &dice))"])
      rules.append(SeatRule(file: "72-seat-\(name).rules", device: name, seat: seat))
    }
    bench.rules = .known(rules)
  }

  private mutating func addPeople(_ dice: inout SplitMix) {
    if dice.chance(3) { bench.sessions = .unknown(why: "no logind") }
    for seat in ["seat0", "seat-left", "seat-station-1", "seat-station-2"] where dice.chance(10) {
      bench.sit("anna", seat)
    }
  }

  // MARK: udevd and logind

  /// Parents first, as udev does it.
  mutating func settle() {
    let rules = Dictionary(bench.rules.list.map { ($0.device, $0.seat) }) { $1 }
    for path in bench.devices.keys.sorted(by: { $0.text.utf8.count < $1.text.utf8.count }) {
      guard let device = bench.devices[path] else { continue }
      let parent = bench.devices.keys.filter { path.isBelow($0) }
        .max { $0.text.utf8.count < $1.text.utf8.count }
      var seat = device.isForSeats == true ? device.seatName.flatMap { rules[$0] } : nil
      if seat == nil, ownSeats.contains(path), let name = device.seatName { seat = "seat-" + name }
      let inherited = parent.flatMap { bench.devices[$0]?.seat }
      bench.devices[path]?.seat = seat ?? inherited
    }
  }

  mutating func obey(_ line: PlannedSeat) {
    var list = bench.rules.list
    if line.state == .release { list.removeAll { $0.station == line.number } }
    for root in line.devices where line.state == .attach {
      guard let name = bench.devices[root]?.seatName, let seat = line.seat else { continue }
      list.removeAll { $0.device == name }
      list.append(SeatRule(file: "72-seat-\(name).rules", device: name, seat: seat))
    }
    bench.rules = .known(list.sorted { $0.file < $1.file })
    settle()
  }

  // MARK: What is asked about it

  /// Where each device that udev counts is.
  var seats: [DevicePath: String] {
    bench.devices.values.reduce(into: [:]) { all, device in
      if device.isForSeats == true { all[device.path] = device.seat ?? "seat0" }
    }
  }

  /// On the computer's own seat.
  var ownKeyboards: Int { bench.keyboards.count { seats[$0] == "seat0" } }
  var ownCards: Int {
    bench.devices.values.count { device in
      if case .card = device.facts { seats[device.path] == "seat0" } else { false }
    }
  }

  var peopleAt: Set<String>? {
    guard case .known(let signIns) = bench.sessions else { return nil }
    return Set(signIns.compactMap(\.seat))
  }
}
