public import DBus

/// What a remap does with one station. What `Remap` answers, and `--json` prints.
public struct RemapLine: Sendable, Equatable, Codable {
  public var number: Int
  public var formerNumber: Int
  /// As it is afterwards.
  public var name: String
  public var key: String
  public var formerKey: String

  public init(number: Int, formerNumber: Int, name: String, key: String, formerKey: String) {
    self.number = number
    self.formerNumber = formerNumber
    self.name = name
    self.key = key
    self.formerKey = formerKey
  }

  public var isChanged: Bool { number != formerNumber || key != formerKey }

  static let signature = "(uusss)"

  public static func value(_ lines: [RemapLine]) -> Value {
    .array(
      of: signature,
      lines.map {
        .structure([
          .uint32(UInt32(clamping: $0.number)), .uint32(UInt32(clamping: $0.formerNumber)),
          .string($0.name), .string($0.key), .string($0.formerKey),
        ])
      })
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let number = fields[0].asInt,
      let former = fields[1].asInt
    else { return nil }
    let texts = fields.dropFirst(2).compactMap(\.asString)
    guard texts.count == 3 else { return nil }
    self.init(
      number: number, formerNumber: former, name: texts[0], key: texts[1], formerKey: texts[2])
  }
}
