import StationModel

/// The last lines that a plugin wrote, and what the agent says about it.
struct PluginLog: Equatable {
  struct Line: Equatable {
    /// Each is later than the one before it, so that a reader knows where to go on.
    var time: Timestamp
    /// As in syslog(3).
    var level: Int
    var text: String
  }

  static let limit = 500

  /// A ring once it is full.
  private var lines: [Line] = []
  private var oldest = 0

  mutating func add(_ text: String, level: Int, now: Timestamp) {
    let last = lines.isEmpty ? nil : lines[(oldest + lines.count - 1) % lines.count]
    let time = last.map { max(now, $0.time + Span(milliseconds: 1)) } ?? now
    let line = Line(time: time, level: level, text: text)
    if lines.count < Self.limit {
      lines.append(line)
    } else {
      lines[oldest] = line
      oldest = (oldest + 1) % Self.limit
    }
  }

  /// The oldest first.
  func last(_ count: Int) -> [Line] {
    Array((lines[oldest...] + lines[..<oldest]).suffix(max(0, count)))
  }
}
