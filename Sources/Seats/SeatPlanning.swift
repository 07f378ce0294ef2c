import StationModel

/// Decides about the seats of all stations. Pure: the same input gives the same plan.
public func planSeats(_ input: SeatInput) -> SeatPlan {
  var planning = SeatPlanning(input)
  // The inner ones first: what they get, the station on whose hub they hang does not take along.
  let stations = input.stations.sorted { left, right in
    let depths = [left, right].map { planning.depth(of: $0) }
    return depths[0] != depths[1] ? depths[0] > depths[1] : left.number < right.number
  }
  for station in stations { planning.decide(station) }
  planning.releaseOrphans()
  var plan = SeatPlan(lines: planning.lines.sorted { $0.number < $1.number }, ours: planning.ours)
  if case .unknown(let why) = input.rules { plan.rulesUnknown = why }
  return plan
}

/// The plan while it is being made.
struct SeatPlanning {
  let input: SeatInput
  /// By station: its outermost hubs, which may be several chips and halves.
  private let hubs: [StationKey: [DevicePath]]
  private(set) var lines: [PlannedSeat] = []
  private(set) var ours: [Int: OwnSeat] = [:]
  /// What the lines so far take from the computer's own seat.
  var taken: Set<DevicePath> = []
  let people: SeatPeople

  init(_ input: SeatInput) {
    self.input = input
    people = SeatPeople(input.sessions, input.uncertainSeats)
    hubs = Self.hubs(input)
    for rule in input.rules.list {
      if let number = rule.station { ours[number, default: OwnSeat()].files.append(rule.file) }
    }
    for device in input.picture.devices.values {
      guard let seat = device.ownSeat, let number = stationNumber(ofSeat: seat) else { continue }
      ours[number, default: OwnSeat()].devices.append(device.path)
    }
    for number in ours.keys {
      ours[number]?.devices.sort()
      ours[number]?.obstacle = people.obstacle(on: [seatName(ofStation: number)])
    }
  }

  private static func hubs(_ input: SeatInput) -> [StationKey: [DevicePath]] {
    let keys = Set(input.stations.map(\.key)).subtracting([.host])
    var found: [StationKey: [DevicePath]] = [:]
    for device in input.picture.devices.values {
      guard case .usb(let usb) = device.facts, usb.isHub, !usb.isRootHub,
        let key = input.assignments[device.path]?.station, keys.contains(key)
      else { continue }
      found[key, default: []].append(device.path)
    }
    return found.mapValues { hubs in
      hubs.filter { hub in !hubs.contains { hub.isBelow($0) } }.sorted()
    }
  }

  func hubs(of station: SeatStation) -> [DevicePath] { hubs[station.key] ?? [] }

  func depth(of station: SeatStation) -> Int {
    hubs(of: station).map { $0.text.utf8.count { $0 == UInt8(ascii: "/") } }.max() ?? 0
  }

  mutating func decide(_ station: SeatStation) {
    let line = line(for: station)
    lines.append(line)
    if line.state == .attach {
      for root in line.devices { taken.formUnion([root] + input.picture.paths(below: root)) }
    }
  }

  /// Rules of ours for stations that are enrolled no more.
  mutating func releaseOrphans() {
    let numbers = Set(input.stations.map(\.number))
    for (number, own) in ours where !numbers.contains(number) && !own.files.isEmpty {
      lines.append(
        release(
          number: number, name: "", own,
          why: "There is no physical station \(number) any more, but rules for its seat."))
    }
  }

  func release(number: Int, name: String, _ own: OwnSeat, why: String) -> PlannedSeat {
    let seat = seatName(ofStation: number)
    if let obstacle = own.obstacle {
      return PlannedSeat(
        number: number, name: name, seat: seat, state: .waiting,
        why: "\(why) They are left \(obstacle).", devices: own.devices)
    }
    return PlannedSeat(
      number: number, name: name, seat: seat, state: .release, why: why,
      nextStep: "Take them away with: stationctl seat release \(number)", devices: own.devices)
  }
}

extension Device {
  /// udev's seat, nil for the computer's own.
  var ownSeat: String? { seat == "seat0" ? nil : seat }
}
