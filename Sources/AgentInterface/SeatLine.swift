public import DBus

/// What is so, and what would be done, about the seat of one station.
public struct SeatLine: Sendable, Equatable, Codable {
  public var number: Int
  /// The station's name.
  public var name: String
  /// The seat that it has or would have; nil if none.
  public var seat: String?
  /// One of `ready`, `attach`, `release`, `waiting`, `working`, `impossible`, `failed`, `none`.
  public var state: String
  /// Why, as a sentence.
  public var why: String
  /// What to do next, as a sentence; nil if nothing needs doing.
  public var nextStep: String?
  /// The devices that would be attached or released, as sysfs paths.
  public var devices: [String]

  public init(
    number: Int, name: String, seat: String?, state: String, why: String, nextStep: String?,
    devices: [String]
  ) {
    self.number = number
    self.name = name
    self.seat = seat
    self.state = state
    self.why = why
    self.nextStep = nextStep
    self.devices = devices
  }

  static let signature = "(usssssas)"
  static let arraySignature = "a" + signature

  public var value: Value {
    .structure([
      .uint32(UInt32(clamping: number)), .string(name), .string(seat ?? ""), .string(state),
      .string(why), .string(nextStep ?? ""), .strings(devices),
    ])
  }

  /// The answer of a method.
  public static func value(_ lines: [SeatLine]) -> Value {
    .array(of: signature, lines.map(\.value))
  }

  public init?(_ value: Value) {
    guard case .structure(let fields) = value, fields.count == 7,
      let number = fields[0].asInt, let name = fields[1].asString, let seat = fields[2].asString,
      let state = fields[3].asString, let why = fields[4].asString,
      let step = fields[5].asString, let devices = fields[6].asStrings
    else { return nil }
    self.init(
      number: number, name: name, seat: seat.isEmpty ? nil : seat, state: state, why: why,
      nextStep: step.isEmpty ? nil : step, devices: devices)
  }
}
