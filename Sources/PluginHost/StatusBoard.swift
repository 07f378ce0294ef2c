import PluginProtocol
import StationModel

/// The status of one plugin, posted whenever it changes.
actor StatusBoard {
  private let mailbox: Mailbox
  private let patience: Patience
  private(set) var status: PluginStatus
  private var isPosted = false
  /// What the plugin says of itself; the status has it, unless the host knows worse.
  private var ownHealth = PluginStatus.unheard
  private var isFlooding = false
  private var calming: Task<Void, Never>?

  init(name: String, mailbox: Mailbox, patience: Patience) {
    self.mailbox = mailbox
    self.patience = patience
    status = PluginStatus(name: name, phase: .starting)
  }

  func change(_ edit: @Sendable (inout PluginStatus) -> Void) {
    var new = status
    edit(&new)
    post(new)
  }

  func health(_ health: Health) {
    ownHealth = health
    showHealth()
  }

  /// It floods now. Ends by itself when it was not said again for the time of the flood meter.
  func flooded() {
    calming?.cancel()
    calming = Task { [patience] in
      guard (try? await patience.clock.sleep(for: patience.flood)) != nil else { return }
      calm()
    }
    isFlooding = true
    showHealth()
  }

  /// A process ended: nothing that it said of itself is so any more.
  func processEnded() {
    calm()
    ownHealth = PluginStatus.unheard
    change {
      $0.health = PluginStatus.unheard
      $0.processID = nil
    }
  }

  private func calm() {
    calming?.cancel()
    calming = nil
    isFlooding = false
    showHealth()
  }

  private func showHealth() {
    let health =
      isFlooding && ownHealth.state != .failed
      ? Health(.degraded, why: "it floods its standard output or its log, and is read slowly")
      : ownHealth
    change { $0.health = health }
  }

  private func post(_ new: PluginStatus) {
    guard new != status || !isPosted else { return }
    status = new
    isPosted = true
    mailbox.post(.status(new))
  }
}
