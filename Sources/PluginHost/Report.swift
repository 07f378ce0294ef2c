import PluginProtocol

/// What one plugin's lines go through on their way to the agent: named, and kept from flooding.
actor Report {
  private let plugin: String
  private let mailbox: Mailbox
  private let now: @Sendable () -> Duration
  private var valve = LogValve()
  /// The last line that was an error or worse; says more about an exit than its status.
  private(set) var lastWords: String?

  init(plugin: String, mailbox: Mailbox, now: @escaping @Sendable () -> Duration) {
    self.plugin = plugin
    self.mailbox = mailbox
    self.now = now
  }

  func violation(_ what: @autoclosure @Sendable () -> String) {
    if passes() { mailbox.post(.violation(plugin: plugin, what: what())) }
  }

  func log(_ level: LogLevel, _ line: String) {
    if passes() { mailbox.post(.log(plugin: plugin, level: level, line: line)) }
  }

  /// Lines of rubbish that nobody looked at.
  func leftOut(_ count: Int) { valve.leaveOut(count) }

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
      guard passes() else { continue }
      let text = PlainText.line(bytes, limit: 2000) + (isCut ? "… (the line is too long)" : "")
      mailbox.post(.log(plugin: plugin, level: level, line: text))
    }
    if let gravest { lastWords = PlainText.line(LogLevel.split(gravest).text, limit: 300) }
  }

  /// A process begins: its predecessor's last words are not its own.
  func begin() { lastWords = nil }

  /// A process ended: tells what the valve still holds.
  func end() {
    let leftOut = valve.close()
    if leftOut > 0 { mailbox.post(Self.leftOut(leftOut, plugin)) }
  }

  private func passes() -> Bool {
    switch valve.line(at: now()) {
    case .pass: return true
    case .passAfter(let count):
      mailbox.post(Self.leftOut(count, plugin))
      return true
    case .leaveOut: return false
    }
  }

  private static func leftOut(_ count: Int, _ plugin: String) -> PluginEvent {
    .log(plugin: plugin, level: .warning, line: "\(count) lines were left out: too many at once")
  }
}
