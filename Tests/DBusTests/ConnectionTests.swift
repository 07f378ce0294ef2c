import DBus
import EventLoop
import RigKit
import Testing

/// Two connections on a real, private message bus.
@Suite struct ConnectionTests {
  private static let interface = Interface(
    "test.Thing",
    methods: [
      .init("Echo", in: [.init("value", "v")], out: [.init("value", "v")]),
      .init("Refuse"),
      .init("Never"),
    ],
    properties: [.init("Count", "u"), .init("Name", "s", isConstant: true)])

  private struct Pair {
    var desk: Desk
    var server: Connection
    var client: Connection
    /// A use at the end of a test keeps all three alive until then.
    func end() { desk.stopBus() }
  }

  private func pair() async throws -> Pair {
    let desk = try Desk(loop: try Loop(), policy: .open)
    let server = try await desk.connect()
    let client = try await desk.connect()
    await server.serve(Self.interface) { call in
      switch call.member {
      case "Echo": return call.arguments
      case "Refuse": throw DBusError(name: "test.Error.No", message: "not today")
      default:
        try await Task.sleep(for: .seconds(3600))
        return []
      }
    }
    try await server.manageObjects(at: "/things")
    try await server.publish(["/things/a": Self.thing(1, "a")])
    try await server.own("test.Service")
    return Pair(desk: desk, server: server, client: client)
  }

  private static func thing(_ count: UInt32, _ name: String) -> ObjectState {
    ["test.Thing": ["Count": .uint32(count), "Name": .string(name)]]
  }

  @Test(arguments: [
    Value.byte(255), .bool(true), .int16(-2), .uint16(65535), .int32(-3), .uint32(7),
    .int64(.min), .uint64(.max), .double(0.5), .string("Zoë ☃"), .path("/a/b"),
    .signature("a{sv}"), .strings([]), .strings(["x", ""]), .array(of: "(si)", []),
    .structure([.string("a"), .int32(1)]), .properties(["k": .variant(.bool(false))]),
    .variant(.variant(.uint32(1))),
  ]) func everyTypeCrossesTheBusUnchanged(value: Value) async throws {
    let pair = try await pair()
    defer { pair.end() }
    let answer = try await pair.client.call(
      "test.Service", "/things/a", "test.Thing", "Echo", [.variant(value)])
    #expect(answer == [.variant(value)])
  }

  /// A plugin may name a desktop so.
  @Test func textThatTheBusRefusesIsReplaced() async throws {
    let pair = try await pair()
    defer { pair.end() }
    // U+FFFF and U+FDD0, which a literal may not hold.
    let bytes = Array("a".utf8) + [0xEF, 0xBF, 0xBF] + Array("b".utf8) + [0xEF, 0xB7, 0x90]
    let name = Self.thing(1, String(decoding: bytes, as: UTF8.self))
    try await pair.server.publish(["/things/a": Self.thing(1, "a"), "/things/b": name])
    let answer = try await pair.client.call(
      "test.Service", "/things/b", "org.freedesktop.DBus.Properties", "GetAll",
      [.string("test.Thing")])
    #expect(answer.first?.asDictionary?["Name"] == .string("a\u{FFFD}b\u{FFFD}"))
  }

  @Test func anErrorKeepsItsNameAndMessage() async throws {
    let pair = try await pair()
    defer { pair.end() }
    await #expect(throws: DBusError(name: "test.Error.No", message: "not today")) {
      _ = try await pair.client.call("test.Service", "/things/a", "test.Thing", "Refuse")
    }
  }

  @Test func aCallThatIsNeverAnsweredEnds() async throws {
    let pair = try await pair()
    defer { pair.end() }
    await #expect {
      _ = try await pair.client.call(
        "test.Service", "/things/a", "test.Thing", "Never", timeoutMilliseconds: 50)
    } throws: { ($0 as? DBusError)?.name.isEmpty == false }
  }

  @Test func wrongArgumentsAreRefusedAndTheServiceGoesOn() async throws {
    let pair = try await pair()
    defer { pair.end() }
    await #expect(throws: DBusError.self) {
      _ = try await pair.client.call(
        "test.Service", "/things/a", "test.Thing", "Echo", [.int32(1)])
    }
    let answer = try await pair.client.call(
      "test.Service", "/things/a", "test.Thing", "Echo", [.variant(.byte(1))])
    #expect(answer == [.variant(.byte(1))])
  }

  @Test func publishingAnnouncesExactlyWhatChanged() async throws {
    let pair = try await pair()
    defer { pair.end() }
    let signals = try await pair.client.signals(
      matching: "type='signal',sender='test.Service',path_namespace='/things'")
    try await pair.server.publish([
      "/things/a": Self.thing(2, "a"), "/things/b": Self.thing(1, "b"),
    ])
    try await pair.server.publish(["/things/b": Self.thing(1, "b")])
    var iterator = signals.makeAsyncIterator()
    let changed = await iterator.next()
    #expect(changed?.member == "PropertiesChanged")
    #expect(changed?.path == "/things/a")
    #expect(changed?.arguments[1].asDictionary == ["Count": .uint32(2)])
    let added = await iterator.next()
    #expect(added?.member == "InterfacesAdded")
    #expect(added?.arguments.first == .path("/things/b"))
    let removed = await iterator.next()
    #expect(removed?.member == "InterfacesRemoved")
    #expect(removed?.arguments.first == .path("/things/a"))
  }

  @Test func publishingTheSameAgainSaysNothing() async throws {
    let pair = try await pair()
    defer { pair.end() }
    let signals = try await pair.client.signals(
      matching: "type='signal',sender='test.Service',path_namespace='/things'")
    try await pair.server.publish(["/things/a": Self.thing(1, "a")])
    try await pair.server.publish(["/things/a": Self.thing(9, "a")])
    var iterator = signals.makeAsyncIterator()
    #expect(
      await iterator.next()?.arguments[1].asDictionary == ["Count": .uint32(9)],
      "the first signal is the one real change")
  }

  @Test func introspectionNamesEveryMemberAndArgument() async throws {
    let pair = try await pair()
    defer { pair.end() }
    let answer = try await pair.client.call(
      "test.Service", "/things/a", "org.freedesktop.DBus.Introspectable", "Introspect")
    let xml = answer.first?.asString ?? ""
    for expected in [
      "<method name=\"Echo\">", "<arg type=\"v\" name=\"value\" direction=\"in\"/>",
      "<property name=\"Count\" type=\"u\"", "<property name=\"Name\" type=\"s\"",
    ] {
      #expect(xml.contains(expected), "\(expected) in \(xml)")
    }
  }

  @Test func aTakenNameIsRefused() async throws {
    let pair = try await pair()
    defer { pair.end() }
    await #expect(throws: DBusError.self) { try await pair.client.own("test.Service") }
  }

  @Test func theEndOfTheBusIsNoticed() async throws {
    let pair = try await pair()
    defer { pair.end() }
    pair.desk.stopBus()
    await pair.client.untilLost()
  }

  @Test func theEndOfTheBusEndsItsSignals() async throws {
    let pair = try await pair()
    defer { pair.end() }
    let signals = try await pair.client.signals(matching: "type='signal',path='/things/a'")
    pair.desk.stopBus()
    for await _ in signals {}
  }

  @Test func closingEndsACallThatWaits() async throws {
    let pair = try await pair()
    defer { pair.end() }
    let (asked, ask) = AsyncStream<Void>.makeStream()
    let deaf = Interface("test.Deaf", methods: [.init("Ask")])
    await pair.server.serve(deaf) { _ in
      ask.yield()
      try await Task.sleep(for: .seconds(3600))
      return []
    }
    try await pair.server.publish(["/things/deaf": ["test.Deaf": [:]]])
    let client = pair.client
    let answer = Task { try await client.call("test.Service", "/things/deaf", "test.Deaf", "Ask") }
    for await _ in asked { break }
    await client.close()
    await #expect(throws: DBusError.self) { _ = try await answer.value }
  }

  @Test func anObjectWithAnotherConstantGoesAndComes() async throws {
    let pair = try await pair()
    defer { pair.end() }
    let signals = try await pair.client.signals(
      matching: "type='signal',sender='test.Service',path_namespace='/things'")
    try await pair.server.publish(["/things/a": Self.thing(2, "z")])
    var iterator = signals.makeAsyncIterator()
    #expect(await iterator.next()?.member == "InterfacesRemoved")
    #expect(await iterator.next()?.member == "InterfacesAdded")
  }
}
