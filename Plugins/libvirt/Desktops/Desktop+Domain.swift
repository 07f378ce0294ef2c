import PluginKit
import PluginProtocol
import StationModel

extension Desktop {
  /// A domain as a desktop.
  /// - Parameters:
  ///   - isTemplate: by the settings or by its tag.
  ///   - isStarting: we have just asked libvirt to start it.
  ///   - trouble: what went wrong after an operation was accepted, as a sentence.
  init(
    _ domain: DomainDescription, _ state: DomainState, isTemplate: Bool, isStarting: Bool = false,
    trouble: String? = nil, from view: Viewpoint = Viewpoint()
  ) {
    let (shown, health) = state.shown
    let isOff = shown == .stopped || shown == .failed
    self.init(
      id: domain.uuid, name: Self.fitting(domain.title ?? domain.name) ?? domain.uuid,
      kind: domain.isContainer ? "container" : "vm",
      state: isStarting && isOff ? .starting : shown,
      isTemplate: isTemplate,
      station: isTemplate ? nil : domain.tag?.station.flatMap(Self.kept).map(StationKey.init),
      user: isOff ? nil : domain.tag?.user.flatMap(Self.fitting),
      address: isOff ? nil : DesktopAddress(domain.graphics, from: view),
      health: health,
      labels: Set((domain.tag?.labels ?? []).filter(Contract.isLabel)).sorted().prefix(16).map {
        $0
      })
    if let trouble, health.state == .ready {
      self.health = .sentence(.degraded, trouble)
    }
    // One domain that cannot be said must not silence all the others.
    if (try? DesktopReport(desktops: [self]).check()) == nil { address = nil }
  }

  /// Text with its control characters replaced, cut to what the contract allows; nil if none is left.
  static func fitting(_ text: String) -> String? {
    let fitting = PlainText.line(text, bytes: 256)
    return fitting.isEmpty ? nil : fitting
  }

  /// A key is somebody else's word: it is given back unchanged or not at all.
  private static func kept(_ key: String) -> String? { fitting(key) == key ? key : nil }
}

extension DomainState {
  /// In the contract's words.
  var shown: (state: Desktop.State, health: Health) {
    switch self {
    case .off: (.stopped, .ready)
    case .startFailed:
      (.failed, Health(.failed, why: "It could not be started. Its log in libvirt says why."))
    case .crashedOff: (.failed, Health(.failed, why: "It crashed and is off. It may be started."))
    case .crashedKept:
      (.failed, Health(.failed, why: "It crashed and is kept as it was. Switch it off first."))
    case .startingUp: (.starting, .ready)
    case .running: (.running, .ready)
    case .shuttingDown: (.running, Health(.degraded, why: "It is shutting down."))
    case .asleep:
      (.running, Health(.degraded, why: "It put itself to sleep. Starting wakes it up."))
    case .unknown(let isActive):
      (
        isActive ? .running : .stopped,
        Health(.degraded, why: "libvirt does not know what it is doing.")
      )
    case .paused(let pause): (.running, Health(.degraded, why: pause.why))
    }
  }
}

extension DomainState.Pause {
  var why: String {
    switch self {
    case .byAdministrator: "It is paused. Starting lets it go on."
    case .forNow(let what): "It is paused \(what)."
    case .diskError: "It is paused since a disk failed or is full. Make room, then start it."
    case .watchdog: "It is paused by its watchdog: the guest did not answer."
    case .crash: "It is paused since the guest crashed. Switch it off, then start it."
    case .failedMigration: "It is paused since moving it to another computer failed."
    }
  }
}
