import DBus
public import EventLoop

/// A desktop's notification server for tests and the demo: it shows nothing and remembers all.
///
/// The outermost edge, and the only fake one: what is between it and the agent is what ships.
public actor NotificationStub {
  public struct Shown: Sendable, Equatable {
    public var id: UInt32
    public var replaces: UInt32
    public var summary: String
    public var body: String
    public var urgency: Int
    /// Each button's name, then what is written on it.
    public var buttons: [String]
    public var icon = ""
    public var category = ""
    public var desktopEntry = ""
    /// In milliseconds; -1 leaves it to the server, 0 is for ever.
    public var timeout = -1
  }

  /// How it takes a Notify.
  public enum Manner: Sendable, Equatable {
    case shows
    /// It answers with an error.
    case refuses
    /// It answers only when it is told to go on.
    case hangs
  }

  public enum Event: Sendable, Equatable {
    case notify(Shown)
    case close(UInt32)
  }

  public nonisolated let loop: Loop
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }
  /// What is on the screen now.
  public private(set) var visible: [UInt32: Shown] = [:]
  /// Everything that happened since the start.
  public private(set) var history: [Event] = []
  /// What of it was not asked for yet.
  private var events: [Event] = []
  private let happened: AsyncStream<Void>
  private let report: AsyncStream<Void>.Continuation
  private var lastID: UInt32 = 0
  private var losesNextClose = false
  private var manner = Manner.shows
  private var held: [CheckedContinuation<Void, Never>] = []
  /// How often Notify was refused or is held.
  public private(set) var unanswered = 0
  private let capabilities: [String]
  private let bus: Connection
  private static let path = "/org/freedesktop/Notifications"
  private static let name = "org.freedesktop.Notifications"

  /// - Parameter firstID: servers count anew after a restart; tests give each another start.
  public init(
    loop: Loop, firstID: UInt32 = 1,
    capabilities: [String] = ["actions", "body", "body-markup"]
  ) {
    self.capabilities = capabilities
    self.loop = loop
    bus = Connection(loop: loop)
    lastID = firstID - 1
    (happened, report) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Serves on the session bus at `address`.
  public func start(_ address: String) async throws {
    try await bus.connect(to: .other(address))
    await bus.serve(Self.interface) { [unowned self] call in try await self.answer(call) }
    try await bus.publish([Self.path: [Self.name: [:]]])
    try await bus.own(Self.name)
  }

  public func stop() async {
    be(.shows)
    await bus.close()
  }

  /// The person dismisses a notification.
  ///
  /// - Parameter reason: 1 if it runs out of time instead.
  public func dismiss(_ id: UInt32, reason: UInt32 = 2) async throws {
    guard visible.removeValue(forKey: id) != nil else { return }
    try await bus.emit(
      Self.path, Self.name, "NotificationClosed", [.uint32(id), .uint32(reason)])
  }

  /// What was held is answered if it goes on.
  public func be(_ manner: Manner) {
    self.manner = manner
    guard manner != .hangs else { return }
    for one in held { one.resume() }
    held = []
  }

  /// The person presses a button; as servers do, the notification closes with it.
  public func press(_ action: String, of id: UInt32) async throws {
    try await bus.emit(Self.path, Self.name, "ActionInvoked", [.uint32(id), .string(action)])
    try await dismiss(id)
  }

  /// The next CloseNotification is noted, does nothing and fails like one that was never answered.
  public func loseNextClose() { losesNextClose = true }

  /// The next event that is wanted, past or to come; those before it are passed over. For one
  /// caller at a time.
  public func next(
    _ what: String, seconds: Int64 = 20, where condition: @Sendable (Event) -> Bool
  ) async throws -> Event {
    let deadline = Task { [report] in
      try await Task.sleep(for: .seconds(seconds))
      report.finish()
    }
    defer { deadline.cancel() }
    var iterator = happened.makeAsyncIterator()
    while true {
      while !events.isEmpty {
        let event = events.removeFirst()
        if condition(event) { return event }
      }
      guard await iterator.next() != nil else {
        throw RigError("not seen within \(seconds) s: \(what)")
      }
    }
  }

  private func note(_ event: Event) {
    history.append(event)
    events.append(event)
    report.yield()
  }

  private func answer(_ call: Call) async throws -> [Value] {
    switch call.member {
    case "GetCapabilities": return [.strings(capabilities)]
    case "GetServerInformation":
      return [.string("stub"), .string("stationmaster"), .string("1"), .string("1.2")]
    case "CloseNotification":
      let id = UInt32(clamping: call.arguments.first?.asInt ?? 0)
      note(.close(id))
      if losesNextClose {
        losesNextClose = false
        throw DBusError(name: "org.freedesktop.DBus.Error.NoReply", message: "lost")
      }
      if visible.removeValue(forKey: id) != nil {
        try await bus.emit(
          Self.path, Self.name, "NotificationClosed", [.uint32(id), .uint32(3)])
      }
      return []
    case "Notify":
      if manner != .shows { unanswered += 1 }
      if manner == .refuses {
        throw DBusError(
          name: "org.freedesktop.Notifications.MaxNotificationsExceeded", message: "too many")
      }
      if manner == .hangs { await withCheckedContinuation { held.append($0) } }
      return [.uint32(try notify(call.arguments))]
    default:
      throw DBusError(
        name: "org.freedesktop.DBus.Error.UnknownMethod", message: call.member)
    }
  }

  private func notify(_ arguments: [Value]) throws -> UInt32 {
    guard arguments.count == 8, let replaces = arguments[1].asInt,
      let summary = arguments[3].asString, let body = arguments[4].asString,
      let hints = arguments[6].asDictionary
    else {
      throw DBusError(name: "org.freedesktop.DBus.Error.InvalidArgs", message: "Notify")
    }
    var id = UInt32(clamping: replaces)
    if id == 0 || visible[id] == nil {
      lastID += 1
      id = lastID
    }
    let shown = Shown(
      id: id, replaces: UInt32(clamping: replaces), summary: summary, body: body,
      urgency: hints["urgency"]?.asInt ?? -1, buttons: arguments[5].asStrings ?? [],
      icon: arguments[2].asString ?? "", category: hints["category"]?.asString ?? "",
      desktopEntry: hints["desktop-entry"]?.asString ?? "", timeout: arguments[7].asInt ?? -1)
    visible[id] = shown
    note(.notify(shown))
    return id
  }

  private static let interface = Interface(
    name,
    methods: [
      .init("GetCapabilities", out: [.init("capabilities", "as")]),
      .init(
        "GetServerInformation",
        out: [
          .init("name", "s"), .init("vendor", "s"), .init("version", "s"),
          .init("spec_version", "s"),
        ]),
      .init("CloseNotification", in: [.init("id", "u")]),
      .init(
        "Notify",
        in: [
          .init("app_name", "s"), .init("replaces_id", "u"), .init("app_icon", "s"),
          .init("summary", "s"), .init("body", "s"), .init("actions", "as"),
          .init("hints", "a{sv}"), .init("expire_timeout", "i"),
        ], out: [.init("id", "u")]),
    ],
    signals: [
      .init("NotificationClosed", [.init("id", "u"), .init("reason", "u")]),
      .init("ActionInvoked", [.init("id", "u"), .init("action_key", "s")]),
    ])
}
