import PluginProtocol
import StationModel

/// What one plugin's events go through on their way to the agent: named, and kept from flooding.
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

  func picture(_ desktops: [Desktop], _ freshness: DesktopPicture.Freshness = .fresh) async {
    await mailbox.post(
      .picture(DesktopPicture(plugin: plugin, desktops: desktops, freshness: freshness)))
  }

  func status(_ status: PluginStatus) async { await mailbox.post(.status(status)) }

  func violation(_ what: String) async {
    await post(.violation(plugin: plugin, what: what))
  }

  func log(_ level: LogLevel, _ line: String) async {
    await post(.log(plugin: plugin, level: level, line: line))
  }

  /// A line of the plugin's standard error.
  func standardError(_ line: [UInt8], isCut: Bool) async {
    let (level, bytes) = LogLevel.split(line)
    let text = PlainText.line(bytes, limit: 2000) + (isCut ? "… (the line is too long)" : "")
    guard !text.isEmpty else { return }
    if level.rawValue <= LogLevel.error.rawValue { lastWords = PlainText.line(text, limit: 300) }
    await log(level, text)
  }

  /// A process begins: its predecessor's last words are not its own.
  func begin() { lastWords = nil }

  /// A process ended: tells what the valve still holds.
  func end() async {
    let leftOut = valve.close()
    if leftOut > 0 { await mailbox.post(Self.leftOut(leftOut, plugin)) }
  }

  private func post(_ event: PluginEvent) async {
    switch valve.line(at: now()) {
    case .pass: await mailbox.post(event)
    case .passAfter(let count):
      await mailbox.post(Self.leftOut(count, plugin))
      await mailbox.post(event)
    case .leaveOut: break
    }
  }

  private static func leftOut(_ count: Int, _ plugin: String) -> PluginEvent {
    .log(plugin: plugin, level: .warning, line: "\(count) lines were left out: too many at once")
  }
}
