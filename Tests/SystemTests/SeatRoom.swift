import AgentInterface
import Glibc
import RigKit
import Testing

/// The recorded host with two hubs and three cards, a logind and a systemd. The test plays udevd, and
/// what logind and the helper do with the files.
final class SeatRoom: @unchecked Sendable {
  static let hub = "/devices/pci0000:00/0000:00:04.0/usb1/1-1"
  static let hub2 = "/devices/pci0000:00/0000:00:04.0/usb1/1-2"
  static let card = "/devices/pci0000:00/0000:00:10.0/0000:01:00.0/drm/card1"
  static let seat = "seat-station-1"
  static let unit = "stationmaster-release-seat@1.service"
  static let denied =
    "raise dbus.exceptions.DBusException('no', name='org.freedesktop.DBus.Error.AccessDenied')"

  let room: Classroom
  var logind: PretendLogind
  let systemd: PretendSystemd
  let recording: Recording
  var rules: String { room.desk.folder + "/rules" }

  static func open(
    _ managing: String = "observe", enroll: Bool = true,
    _ body: (SeatRoom) async throws -> Void
  ) async throws {
    try await Classroom.open("03-two-stations-three-cards") { room in
      let seats = try await SeatRoom(room)
      defer { seats.end() }
      mkdir(seats.rules, 0o755)
      try await room.startAgent(seats.configuration(managing))
      try await room.see("logind was heard, and the hub") { snapshot in
        snapshot.licensing.peopleUnknown == nil
          && snapshot.candidates.contains { $0.key == Docks.key(port: 1) }
      }
      if enroll { try await seats.enroll() }
      try await body(seats)
    }
  }

  private init(_ room: Classroom) async throws {
    self.room = room
    recording = try Recording("03-two-stations-three-cards")
    logind = try await PretendLogind(room.desk)
    try await logind.answerAttach()
    systemd = try await PretendSystemd(room.desk)
  }

  private func end() {
    for child in [logind.child, systemd.child] where !child.hasEnded { child.end(SIGKILL) }
  }

  func configuration(_ managing: String) -> String {
    Classroom.impatient + "\n[Seats]\nseats = \(managing)\nrules = \(rules)\n"
  }

  /// Hub 1 with the second card is station 1.
  func enroll() async throws {
    try room.command("station", "bind", Docks.key(port: 1), "card1")
    try await room.see("station 1 is complete") { $0[1]?.state == "complete" }
  }

  /// Another logind, as after `systemctl restart systemd-logind`.
  func restartLogind() async throws {
    if !logind.child.hasEnded { logind.child.end(SIGKILL) }
    try await room.see("logind is gone") { $0.licensing.peopleUnknown != nil }
    logind = try await PretendLogind(room.desk)
    try await logind.answerAttach()
    try await room.see("logind was heard") { $0.licensing.peopleUnknown == nil }
  }

  // MARK: What is asked of others

  /// Waits until logind was asked so often for this device.
  func asked(_ path: String, _ times: Int, _ seat: String = SeatRoom.seat) throws {
    try waitUntil("\(path) was asked for \(times) times") {
      logind.attaches(seat, "/sys" + path) >= times
    }
    #expect(logind.attaches(seat, "/sys" + path) == times, "\(path)")
  }

  func started(_ times: Int) throws {
    try waitUntil("the helper was started \(times) times") { systemd.starts(Self.unit) >= times }
    #expect(systemd.starts == times)
  }

  // MARK: What others do

  /// The rule's file as logind writes it.
  func write(_ path: String, _ seat: String = SeatRoom.seat) throws {
    guard let name = seatName(path) else { throw RigError("\(path) has no ID_FOR_SEAT") }
    try writeText(
      "TAG==\"seat\", ENV{ID_FOR_SEAT}==\"\(name)\", ENV{ID_SEAT}=\"\(seat)\"\n",
      to: file(path))
  }

  func file(_ path: String) -> String { "\(rules)/72-seat-\(seatName(path) ?? "").rules" }

  /// logind's file, and what udevd makes of it.
  func obey(_ path: String, _ seat: String = SeatRoom.seat) throws {
    try write(path, seat)
    move(path, to: seat)
  }

  func move(_ path: String, to seat: String) {
    for device in recording.below(path) where device.text.contains("E: ID_FOR_SEAT=") {
      room.testbed.change(device.path, property: "ID_SEAT", to: seat)
    }
  }

  /// What the helper does.
  func removeRules(_ paths: String...) {
    for path in paths {
      unlink(file(path))
      move(path, to: "seat0")
    }
  }

  /// Plugs in what udevd knows by its rules to be on that seat.
  func plug(_ path: String, _ seat: String = SeatRoom.seat) throws {
    try room.testbed.plug(
      recording.below(path).map { device in
        device.text.contains("E: ID_FOR_SEAT=") ? device.adding("E: ID_SEAT=\(seat)") : device
      })
  }

  private func seatName(_ path: String) -> String? {
    recording.sections.first { $0.path == path }?.text.split(separator: "\n")
      .first { $0.hasPrefix("E: ID_FOR_SEAT=") }.map { String($0.dropFirst(15)) }
  }

  // MARK: What the agent says

  func lines() async throws -> [SeatLine] { try await AgentClient(room.bus).seatPlan() }

  /// Waits until the plan of a station is in this state.
  @discardableResult
  func see(_ state: String, of number: Int = 1, seconds: Int = 20) async throws -> SeatLine? {
    let deadline = SuspendingClock.now + .seconds(seconds)
    var last: SeatLine?
    repeat {
      last = try await lines().first { $0.number == number }
      if (last?.state ?? "gone") == state { return last }
      poll(nil, 0, 20)
    } while SuspendingClock.now < deadline
    throw RigError("station \(number) is not \(state): \(String(describing: last))")
  }

  /// Makes the agent look this often.
  func lookAgain(_ times: Int) async throws {
    for time in 1...times {
      try room.command("station", "rename", "0", "Look \(time)")
    }
    try await room.see("the last look") { $0[0]?.name == "Look \(times)" }
  }
}
