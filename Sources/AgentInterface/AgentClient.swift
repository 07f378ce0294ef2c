public import DBus

/// The agent as its clients see it: the command line, the session agent, other people's programs.
public struct AgentClient: Sendable {
  let bus: Connection
  private let beforeAsking: (@Sendable () async -> Void)?

  /// On a connection that is already made.
  ///
  /// - Parameter beforeAsking: called before somebody is asked for an administrator's password. If it is
  ///   nil, nobody is, and the call fails with ``AgentError/Code/needsInteraction``.
  public init(_ bus: Connection, beforeAsking: (@Sendable () async -> Void)? = nil) {
    self.bus = bus
    self.beforeAsking = beforeAsking
  }

  /// Calls the agent; if only a password is missing, again in a way that lets somebody type it.
  func call(
    _ path: String, _ interface: String, _ method: String, _ arguments: [Value] = [],
    timeoutMilliseconds: UInt64 = 25_000
  ) async throws(DBusError) -> [Value] {
    do throws(DBusError) {
      return try await bus.call(
        BusName.agent, path, interface, method, arguments,
        timeoutMilliseconds: timeoutMilliseconds)
    } catch {
      guard error.needsInteraction, beforeAsking != nil else { throw error }
    }
    await beforeAsking?()
    return try await bus.call(
      BusName.agent, path, interface, method, arguments,
      timeoutMilliseconds: timeoutMilliseconds + Self.typing, interactive: true)
  }

  /// Longer than the agent waits for somebody who types.
  private static let typing: UInt64 = 130_000

  /// Everything at this moment.
  public func snapshot() async throws(DBusError) -> AgentSnapshot {
    let host = try await rootProperties(of: BusName.manager)
    let licensing = try await rootProperties(of: BusName.licensing)
    let managed = try await bus.call(
      BusName.agent, BusName.root, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects")
    guard let host, let licensing, let objects = managed.first?.asList,
      let snapshot = AgentSnapshot(host: host, licensing: licensing, managed: objects)
    else { throw .otherVersion }
    return snapshot
  }

  /// An object manager does not list its own root.
  private func rootProperties(
    of interface: String
  ) async throws(DBusError) -> [String: Value]? {
    try await bus.call(
      BusName.agent, BusName.root, "org.freedesktop.DBus.Properties", "GetAll",
      [.string(interface)]
    ).first?.asDictionary
  }

  /// One element whenever anything the agent shows has changed, or the agent came or went. It
  /// only says "look again": many changes may be one element.
  public func changes() async throws(DBusError) -> AsyncStream<Void> {
    let agent = try await bus.signals(
      matching: "type='signal',sender='\(BusName.agent)',path_namespace='\(BusName.root)'")
    let owner = try await bus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(BusName.agent)'")
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let listening = Task {
      await withTaskGroup { group in
        for signals in [agent, owner] {
          group.addTask { for await _ in signals { continuation.yield() } }
        }
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in listening.cancel() }
    return stream
  }

  // MARK: Changing things. Each returns when the change is durable.

  public func rename(_ number: Int, _ name: String) async throws(DBusError) {
    _ = try await onStation(number, "Rename", [.string(name)])
  }

  public func bind(_ number: Int, _ display: String) async throws(DBusError) {
    _ = try await onStation(number, "BindDisplay", [.string(display)])
  }

  public func forget(_ number: Int) async throws(DBusError) {
    _ = try await onStation(number, "Forget")
  }

  public func setPriority(_ number: Int, _ priority: Int) async throws(DBusError) {
    _ = try await onStation(number, "SetPriority", [.int32(Int32(clamping: priority))])
  }

  public func setLabels(_ number: Int, _ labels: [String]) async throws(DBusError) {
    _ = try await onStation(number, "SetLabels", [.strings(labels)])
  }

  /// Says that a station that is gone is this candidate.
  public func moved(_ number: Int, to key: String) async throws(DBusError) {
    _ = try await onStation(number, "MovedTo", [.string(key)])
  }

  public func ignore(_ number: Int) async throws(DBusError) {
    _ = try await onStation(number, "Ignore")
  }

  public func ignore(candidate key: String) async throws(DBusError) {
    _ = try await onCandidate(key, "Ignore")
  }

  /// What a remap would do; does it if it is confirmed.
  public func remap(confirm: Bool) async throws(DBusError) -> [RemapLine] {
    let answer = try await call(BusName.root, BusName.manager, "Remap", [.bool(confirm)])
    return answer.first?.asList?.compactMap(RemapLine.init) ?? []
  }

  public func enroll(_ key: String) async throws(DBusError) {
    _ = try await onCandidate(key, "Enroll")
  }

  public func bind(candidate key: String, _ display: String) async throws(DBusError) {
    _ = try await onCandidate(key, "BindDisplay", [.string(display)])
  }

  public func explain(_ number: Int) async throws(DBusError) -> [DeviceView] {
    lines(try await onStation(number, "Explain"))
  }

  public func explain(candidate key: String) async throws(DBusError) -> [DeviceView] {
    lines(try await onCandidate(key, "Explain"))
  }

  private func lines(_ answer: [Value]) -> [DeviceView] {
    answer.first?.asList?.compactMap(DeviceView.init) ?? []
  }

  func onStation(
    _ number: Int, _ method: String, _ arguments: [Value] = []
  ) async throws(DBusError) -> [Value] {
    try await call(BusName.path("station", String(number)), BusName.station, method, arguments)
  }

  private func onCandidate(
    _ key: String, _ method: String, _ arguments: [Value] = []
  ) async throws(DBusError) -> [Value] {
    try await call(BusName.path("candidate", key), BusName.candidate, method, arguments)
  }
}
