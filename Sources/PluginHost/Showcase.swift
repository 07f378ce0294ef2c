import StationModel

/// The last picture of one plugin, over all its processes: fresh, then stale for a minute, then lost.
actor Showcase {
  private let plugin: String
  private let mailbox: Mailbox
  private let patience: Patience
  private var desktops: [Desktop]?
  private var freshness = DesktopPicture.Freshness.fresh
  private var decay: Task<Void, Never>?

  init(plugin: String, mailbox: Mailbox, patience: Patience) {
    self.plugin = plugin
    self.mailbox = mailbox
    self.patience = patience
  }

  /// The plugin stands by these, sorted by id. What is shown already is not shown again.
  func show(_ new: [Desktop]) {
    decay?.cancel()
    decay = nil
    guard new != desktops || freshness != .fresh else { return }
    desktops = new
    freshness = .fresh
    post()
  }

  /// The plugin is away, or does not know. Nothing happens if that was so before, or if it never
  /// showed anything.
  func doubt() {
    guard desktops != nil, freshness == .fresh else { return }
    freshness = .stale
    post()
    decay = Task { [patience] in
      // A cancelled sleep throws.
      guard (try? await patience.clock.sleep(for: patience.staleness)) != nil else { return }
      lose()
    }
  }

  /// The plugin is forgotten, or the host ends.
  func close() {
    decay?.cancel()
    decay = nil
    desktops = nil
  }

  private func lose() {
    // Fresh again in the moment in which the time was over?
    guard desktops != nil, freshness == .stale, !Task.isCancelled else { return }
    freshness = .lost
    post()
  }

  private func post() {
    guard let desktops else { return }
    mailbox.post(
      .picture(DesktopPicture(plugin: plugin, desktops: desktops, freshness: freshness)))
  }
}
