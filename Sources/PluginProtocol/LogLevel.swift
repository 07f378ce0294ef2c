/// How grave a log line is, in syslog's numbers (sd-daemon(3)): 0 is the gravest.
public enum LogLevel: Int, Sendable, CaseIterable {
  case emergency, alert, critical, error, warning, notice, info, debug

  /// Reads the `<3>` that sd-daemon(3) puts before a line. Without one, the line is `info`.
  public static func split(_ line: [UInt8]) -> (level: LogLevel, text: ArraySlice<UInt8>) {
    guard line.count >= 3, line[0] == UInt8(ascii: "<"), line[2] == UInt8(ascii: ">"),
      (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(line[1]),
      let level = LogLevel(rawValue: Int(line[1] - UInt8(ascii: "0")))
    else { return (.info, line[...]) }
    return (level, line[3...])
  }
}
