public import DBus

/// What became of the power of a station's port. What `PowerCycle` answers, and `--json` prints.
public struct PowerView: Sendable, Equatable, Codable {
  /// The station's key.
  public var station: String
  public var outcome: Outcome
  /// In the order in which they are switched off.
  public var ports: [PowerPortView]
  /// The USB devices that lose their power, by sysfs path.
  public var devices: [String]
  /// What happened, and what to do next if anything; sentences.
  public var text: String

  public enum Outcome: String, Sendable, Equatable, Codable, CaseIterable {
    /// Nothing was switched: it was asked for the plan.
    case planned
    /// The station's hub went away and came back.
    case returned
    /// The ports were switched and the station's hub stayed: the power did not really go.
    case stayed
    /// The station's hub went away and did not come back in time.
    case away
  }

  public init(
    station: String, outcome: Outcome, ports: [PowerPortView], devices: [String], text: String
  ) {
    self.station = station
    self.outcome = outcome
    self.ports = ports
    self.devices = devices
    self.text = text
  }

  static let arguments: [Interface.Argument] = [
    .init("outcome", "s"), .init("ports", "a" + PowerPortView.signature), .init("devices", "as"),
    .init("text", "s"),
  ]

  /// The values of a D-Bus answer.
  public var values: [Value] {
    [
      .string(outcome.rawValue), .array(of: PowerPortView.signature, ports.map(\.value)),
      .strings(devices), .string(text),
    ]
  }

  init?(_ values: [Value], station: String) {
    guard values.count == 4, let outcome = values[0].asString.flatMap(Outcome.init(rawValue:)),
      let list = values[1].asList, let devices = values[2].asStrings, let text = values[3].asString
    else { return nil }
    let ports = list.compactMap(PowerPortView.init)
    guard ports.count == list.count else { return nil }
    self.init(station: station, outcome: outcome, ports: ports, devices: devices, text: text)
  }
}

/// One port that is switched.
public struct PowerPortView: Sendable, Equatable, Codable {
  /// The hub's sysfs path.
  public var hub: String
  public var label: String
  public var port: Int
  /// per-port, or ganged: all ports of the hub together.
  public var switching: String
  /// kernel or hub: who switches it. Nil for a plan.
  public var way: String?

  public init(hub: String, label: String, port: Int, switching: String, way: String?) {
    self.hub = hub
    self.label = label
    self.port = port
    self.switching = switching
    self.way = way
  }

  static let signature = "(ssuss)"

  var value: Value {
    .structure([
      .string(hub), .string(label), .uint32(UInt32(clamping: port)), .string(switching),
      .string(way ?? ""),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let hub = fields[0].asString,
      let label = fields[1].asString, let port = fields[2].asInt,
      let switching = fields[3].asString, let way = fields[4].asString
    else { return nil }
    self.init(
      hub: hub, label: label, port: port, switching: switching, way: way.isEmpty ? nil : way)
  }
}

extension AgentClient {
  /// Takes the power of the station's port away and gives it back; returns when the station was seen
  /// again, or the agent has given up waiting.
  ///
  /// - Parameter isDry: only says what would be switched.
  public func powerCycle(
    _ number: Int, key: String, isDry: Bool
  ) async throws(DBusError) -> PowerView {
    try await powerCycle(BusName.path("station", String(number)), BusName.station, key, isDry)
  }

  public func powerCycle(candidate key: String, isDry: Bool) async throws(DBusError) -> PowerView {
    try await powerCycle(BusName.path("candidate", key), BusName.candidate, key, isDry)
  }

  private func powerCycle(
    _ path: String, _ interface: String, _ key: String, _ isDry: Bool
  ) async throws(DBusError) -> PowerView {
    // Two seconds without power, ten to come back, and hubs that take their time to answer.
    let answer = try await call(
      path, interface, "PowerCycle", [.bool(isDry)], timeoutMilliseconds: 120_000)
    guard let view = PowerView(answer, station: key) else {
      throw .otherVersion
    }
    return view
  }
}
