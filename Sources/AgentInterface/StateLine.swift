public import DBus

/// A station whose license state is another one because of what an administrator asks for, or would be.
public struct StateLine: Sendable, Equatable, Codable {
  public var number: Int
  public var key: String
  public var name: String
  /// The states in words: "licensed by pack school-1 until 2027-01-20 12:00 UTC".
  public var before: String
  public var after: String

  public init(number: Int, key: String, name: String, before: String, after: String) {
    self.number = number
    self.key = key
    self.name = name
    self.before = before
    self.after = after
  }

  static let signature = "(ussss)"
  static let arguments: [Interface.Argument] = [.init("stations", "a" + signature)]

  public static func value(_ lines: [StateLine]) -> Value {
    .array(
      of: signature,
      lines.map {
        .structure([
          .uint32(UInt32(clamping: $0.number)), .string($0.key), .string($0.name),
          .string($0.before), .string($0.after),
        ])
      })
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let number = fields[0].asInt else {
      return nil
    }
    let texts = fields.dropFirst().compactMap(\.asString)
    guard texts.count == 4 else { return nil }
    self.init(number: number, key: texts[0], name: texts[1], before: texts[2], after: texts[3])
  }
}
