public import DBus
public import StationModel

/// One device, where it hangs and where it was put. What `Devices` and `Explain` answer, and `--json`
/// prints.
public struct DeviceView: Sendable, Equatable, Codable {
  /// The sysfs path.
  public var device: String
  /// The device above it; nil at the top.
  public var parent: String?
  public var label: String
  /// The key of the station or candidate that has it.
  public var station: String
  /// The rule by number and name: `5 territory`.
  public var rule: String
  /// Who says so: heuristics, topology, hardware, udevSeat, enrollment, administrator.
  public var authority: String
  public var why: String
  /// What else was possible, the strongest first.
  public var alternatives: [AlternativeView]

  public init(
    device: String, parent: String?, label: String, station: String, rule: String,
    authority: String, why: String, alternatives: [AlternativeView]
  ) {
    self.device = device
    self.parent = parent
    self.label = label
    self.station = station
    self.rule = rule
    self.authority = authority
    self.why = why
    self.alternatives = alternatives
  }

  /// The devices that have an assignment, sorted so that each comes after the one above it.
  public static func list(
    _ picture: DevicePicture, _ assignments: [DevicePath: Assignment]
  ) -> [DeviceView] {
    picture.devices.values.sorted { $0.path < $1.path }.compactMap { device in
      guard let assignment = assignments[device.path] else { return nil }
      var above = device.path.parent
      while let path = above, picture[path] == nil { above = path.parent }
      return DeviceView(
        device: device.path.text, parent: above?.text, label: device.label,
        station: assignment.station.text,
        rule: "\(assignment.rule.rawValue) \(assignment.rule.title)",
        authority: "\(assignment.authority)", why: assignment.why,
        alternatives: assignment.alternatives.map(AlternativeView.init))
    }
  }

  public static let arraySignature = "a" + signature
  static let signature = "(sssssssa\(AlternativeView.signature))"

  /// The devices as one D-Bus value.
  public static func value(_ devices: [DeviceView]) -> Value {
    .array(of: signature, devices.map(\.value))
  }

  var value: Value {
    .structure([
      .string(device), .string(parent ?? ""), .string(label), .string(station), .string(rule),
      .string(authority), .string(why),
      .array(of: AlternativeView.signature, alternatives.map(\.value)),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 8, let list = fields[7].asList else {
      return nil
    }
    let texts = fields.prefix(7).compactMap(\.asString)
    let alternatives = list.compactMap(AlternativeView.init)
    guard texts.count == 7, alternatives.count == list.count else { return nil }
    self.init(
      device: texts[0], parent: texts[1].isEmpty ? nil : texts[1], label: texts[2],
      station: texts[3], rule: texts[4], authority: texts[5], why: texts[6],
      alternatives: alternatives)
  }
}

/// Where a device could have gone as well, and why it did not.
public struct AlternativeView: Sendable, Equatable, Codable {
  /// The key of a station; nil where the alternative was that nobody has it.
  public var station: String?
  public var rule: String
  public var authority: String
  public var why: String

  public init(station: String?, rule: String, authority: String, why: String) {
    self.station = station
    self.rule = rule
    self.authority = authority
    self.why = why
  }

  init(_ alternative: Alternative) {
    self.init(
      station: alternative.station?.text,
      rule: "\(alternative.rule.rawValue) \(alternative.rule.title)",
      authority: "\(alternative.authority)", why: alternative.why)
  }

  static let signature = "(ssss)"

  var value: Value {
    .structure([.string(station ?? ""), .string(rule), .string(authority), .string(why)])
  }

  init?(_ value: Value) {
    guard let fields = value.asStrings, fields.count == 4 else { return nil }
    self.init(
      station: fields[0].isEmpty ? nil : fields[0], rule: fields[1], authority: fields[2],
      why: fields[3])
  }
}

extension AgentClient {
  /// Every device, with where it was put and why.
  public func devices() async throws(DBusError) -> [DeviceView] {
    let answer = try await call(BusName.root, BusName.manager, "Devices")
    return answer.first?.asList?.compactMap(DeviceView.init) ?? []
  }
}
