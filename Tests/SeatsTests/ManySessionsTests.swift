import DBus
import EventLoop
import RigKit
import Testing

@testable import Seats

/// The watch against a logind that says what no real one would.
@Suite struct ManySessionsTests {
  private static let manager = Interface(
    Logind.manager, methods: [.init("ListSessions", out: [.init("sessions", "a(susso)")])])
  private static let session = Interface(
    Logind.session,
    properties: [
      .init("Id", "s"), .init("Name", "s"), .init("Class", "s"), .init("State", "s"),
      .init("Remote", "b"), .init("Timestamp", "t"), .init("User", "(uo)"), .init("Seat", "(so)"),
    ])

  private static func path(_ number: Int) -> String { "\(Logind.path)/session/_\(number)" }

  private static func seat(_ number: Int) -> String {
    (990...999).contains(number) ? "seat-\(number)" : ""
  }

  private static let objects: [String: ObjectState] = {
    var objects: [String: ObjectState] = [Logind.path: [Logind.manager: [:]]]
    for number in 0..<1100 {
      objects[Self.path(number)] = [
        Logind.session: [
          "Id": .string("\(number)"), "Name": .string("user\(number)"), "Class": .string("user"),
          "State": .string("online"), "Remote": .bool(false), "Timestamp": .uint64(1),
          "User": .structure([.uint32(UInt32(number)), .path("/")]),
          "Seat": .structure([.string(Self.seat(number)), .path("/")]),
        ]
      ]
    }
    return objects
  }()

  private func logind(
    _ desk: Desk, _ list: Value, _ objects: [String: ObjectState] = objects,
    onAsked: @escaping @Sendable () async -> Void = {}
  ) async throws -> Connection {
    let bus = try await desk.connect()
    await bus.serve(Self.manager) { _ in
      await onAsked()
      return [list]
    }
    await bus.serve(Self.session) { _ in [] }
    try await bus.publish(objects)
    try await bus.own(Logind.name)
    return bus
  }

  private static func line(_ number: Int) -> Value {
    .structure([
      .string("\(number)"), .uint32(0), .string("x"), .string(seat(number)), .path(path(number)),
    ])
  }

  @Test func noMoreThanAThousandAreLookedAtAndThoseAtSeatsComeFirst() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let bus = try await logind(desk, .array(of: "(susso)", (0..<1100).map(Self.line)))
    let watched = try await Watched(desk)
    await watched.watch.start()
    let picture = try await watched.see("known") { picture, _ in
      if case .known = picture { true } else { false }
    }
    guard case .known(let signIns) = picture else { return }
    #expect(signIns.count == 1000)
    #expect(signIns.count { $0.seat != nil } == 10)
    let remarks = await watched.watch.remarks
    #expect(remarks.contains { $0.contains("1100 sessions") })
    // Of those that nobody looked at, logind's list says that they have no seat.
    #expect(await watched.watch.uncertainSeats == .at([""]))
    await bus.close()
  }

  @Test func manySignalsAreFewLooks() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let looks = Looks()
    let bus = try await logind(desk, .array(of: "(susso)", [Self.line(1)])) { await looks.add() }
    let watched = try await Watched(desk)
    await watched.watch.start()
    try await watched.see([("user1", nil)])
    #expect(await looks.count == 1)
    try await bus.announce(300)
    var sessions = Self.objects
    sessions[Self.path(1)]?[Logind.session]?["State"] = .string("closing")
    try await bus.publish(sessions)
    try await watched.see([])
    // One is under way at a time, and what comes meanwhile is one more.
    #expect(await looks.count < 150)
    await bus.close()
  }

  /// Listed, and gone when it was asked about.
  @Test func aSessionThatEndsDuringTheLookIsLeftOutWithoutAWord() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let bus = try await logind(desk, .array(of: "(susso)", [Self.line(1), Self.line(2000)]))
    let watched = try await Watched(desk)
    await watched.watch.start()
    try await watched.see([("user1", nil)])
    #expect(await watched.watch.remarks.isEmpty)
    await bus.close()
  }

  /// Ids and paths begin anew with each logind.
  @Test func anotherLogindIsAskedAboutItsOwnSessions() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let list = Value.array(of: "(susso)", [Self.line(1)])
    let first = try await logind(desk, list)
    let watched = try await Watched(desk)
    await watched.watch.start()
    try await watched.see([("user1", nil)])
    await first.close()
    try await watched.seeUnknown("systemd-logind")
    var others = Self.objects
    others[Self.path(1)]?[Logind.session]?["Name"] = .string("another")
    let second = try await logind(desk, list, others)
    try await watched.see([("another", nil)])
    await second.close()
  }

  @Test func aListThatIsNoneIsUnknown() async throws {
    let desk = try Desk(loop: try Loop(), policy: .open)
    defer { desk.stopBus() }
    let bus = try await desk.connect()
    await bus.serve(
      Interface(Logind.manager, methods: [.init("ListSessions", out: [.init("sessions", "s")])])
    ) { _ in [.string("none")] }
    try await bus.publish([Logind.path: [Logind.manager: [:]]])
    try await bus.own(Logind.name)
    let watched = try await Watched(desk)
    await watched.watch.start()
    try await watched.seeUnknown("no list")
    await bus.close()
  }
}

/// How often the sessions were listed.
private actor Looks {
  private(set) var count = 0
  func add() { count += 1 }
}

extension Connection {
  /// So many signals, one right after the other.
  fileprivate func announce(_ count: Int) throws {
    for _ in 0..<count {
      try emit(Logind.path, Logind.manager, "SeatNew", [.string("seat-1"), .path("/")])
    }
  }
}
