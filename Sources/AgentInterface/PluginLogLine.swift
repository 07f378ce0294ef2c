public import DBus
import StationModel

/// A line of a plugin's log, of its own or of the agent about it.
public struct PluginLogLine: Sendable, Equatable, Codable {
  /// Each is later than the one before it, so that a reader knows where to go on.
  public var time: WireTime
  /// 0 (emergency) to 7 (debugging), as in syslog(3).
  public var level: Int
  public var text: String

  public init(time: WireTime, level: Int, text: String) {
    self.time = time
    self.level = level
    self.text = text
  }

  static let signature = "(tus)"

  /// The lines as one D-Bus value.
  public static func value(_ lines: [PluginLogLine]) -> Value {
    .array(
      of: signature,
      lines.map { line in
        .structure([
          .uint64(UInt64(clamping: line.time.time.milliseconds)),
          .uint32(UInt32(clamping: line.level)), .string(line.text),
        ])
      })
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 3, let time = fields[0].asInt,
      let level = fields[1].asInt, let text = fields[2].asString
    else { return nil }
    self.init(
      time: WireTime(Timestamp(milliseconds: Int64(time))), level: level, text: text)
  }
}
