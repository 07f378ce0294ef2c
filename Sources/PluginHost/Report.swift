import PluginProtocol

/// What one plugin's lines go through on their way to the agent: named, and kept from flooding.
actor Report {
  private let plugin: String
  private let mailbox: Mailbox
  private let now: @Sendable () -> Duration
  /// One for each kind, so that rubbish on standard output does not drown the log.
  private var violationValve = LogValve()
  private var logValve = LogValve()
  /// The last line that was an error or worse; says more about an exit than its status.
  private(set) var lastWords: String?

  init(plugin: String, mailbox: Mailbox, now: @escaping @Sendable () -> Duration) {
    self.plugin = plugin
    self.mailbox = mailbox
    self.now = now
  }

  func violation(_ what: @autoclosure @Sendable () -> String) {
    if passes(&violationValve, "of standard output") {
      mailbox.post(.violation(plugin: plugin, what: what()))
    }
  }

  func log(_ level: LogLevel, _ line: String) {
    if passes(&logValve, "of the log") {
      mailbox.post(.log(plugin: plugin, level: level, line: line))
    }
  }

  /// Lines of rubbish that nobody looked at.
  func leftOut(_ count: Int) { violationValve.leaveOut(count) }

  /// Lines of the plugin's standard error.
  func standardError(_ elements: [LineReader.Element]) {
    var gravest: [UInt8]?
    for element in elements {
      let (line, isCut) =
        switch element {
        case .line(let line): (line, false)
        case .tooLong(let beginning): (beginning, true)
        }
      let (level, bytes) = LogLevel.split(line)
      guard !bytes.isEmpty else { continue }
      if level.rawValue <= LogLevel.error.rawValue { gravest = line }
      // A flood's lines are not made fit for a terminal that they never reach.
      guard passes(&logValve, "of the log") else { continue }
      let text = PlainText.line(bytes, limit: 2000) + (isCut ? "… (the line is too long)" : "")
      mailbox.post(.log(plugin: plugin, level: level, line: text))
    }
    if let gravest { lastWords = PlainText.line(LogLevel.split(gravest).text, limit: 300) }
  }

  /// A process begins: its predecessor's last words are not its own.
  func begin() { lastWords = nil }

  /// A process ended: tells what the valves still hold.
  func end() {
    for (count, which) in [
      (violationValve.close(), "of standard output"), (logValve.close(), "of the log"),
    ]
    where count > 0 {
      mailbox.post(leftOut(count, which))
    }
  }

  private func passes(_ valve: inout LogValve, _ which: String) -> Bool {
    switch valve.line(at: now()) {
    case .pass: return true
    case .passAfter(let count):
      mailbox.post(leftOut(count, which))
      return true
    case .leaveOut: return false
    }
  }

  private func leftOut(_ count: Int, _ which: String) -> PluginEvent {
    .log(
      plugin: plugin, level: .warning,
      line: "\(count) lines \(which) were left out: too many at once")
  }
}
