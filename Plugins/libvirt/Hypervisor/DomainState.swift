import CLibvirt

/// What libvirt says about a domain's state, as far as it makes a difference here.
enum DomainState: Sendable, Equatable {
  case off
  /// It is off because it could not be started.
  case startFailed
  /// It is off because it crashed.
  case crashedOff
  /// It crashed and was kept for examination.
  case crashedKept
  case startingUp
  case running
  case shuttingDown
  case paused(Pause)
  /// The guest put itself to sleep.
  case asleep
  /// libvirt does not know.
  case unknown(isActive: Bool)

  enum Pause: Sendable, Equatable {
    case byAdministrator
    /// libvirt is doing something with it, and goes on by itself.
    case forNow(String)
    case diskError, watchdog, crash, failedMigration
  }

  /// - Parameters:
  ///   - state: `virDomainState`
  ///   - reason: of the enumeration that belongs to that state
  init(_ state: UInt32, reason: UInt32, isActive: @autoclosure () -> Bool) {
    self =
      switch virDomainState(state) {
      case VIR_DOMAIN_RUNNING, VIR_DOMAIN_BLOCKED: .running
      case VIR_DOMAIN_PAUSED: Self.paused(virDomainPausedReason(reason))
      case VIR_DOMAIN_SHUTDOWN: .shuttingDown
      case VIR_DOMAIN_SHUTOFF: Self.off(virDomainShutoffReason(reason))
      case VIR_DOMAIN_CRASHED: isActive() ? .crashedKept : .crashedOff
      case VIR_DOMAIN_PMSUSPENDED: .asleep
      default: .unknown(isActive: isActive())
      }
  }

  private static func off(_ reason: virDomainShutoffReason) -> DomainState {
    switch reason {
    case VIR_DOMAIN_SHUTOFF_CRASHED: .crashedOff
    case VIR_DOMAIN_SHUTOFF_FAILED: .startFailed
    default: .off
    }
  }

  private static func paused(_ reason: virDomainPausedReason) -> DomainState {
    switch reason {
    case VIR_DOMAIN_PAUSED_STARTING_UP: .startingUp
    case VIR_DOMAIN_PAUSED_SHUTTING_DOWN: .shuttingDown
    case VIR_DOMAIN_PAUSED_MIGRATION, VIR_DOMAIN_PAUSED_POSTCOPY:
      .paused(.forNow("while it is moved to another computer"))
    case VIR_DOMAIN_PAUSED_SAVE: .paused(.forNow("while it is saved"))
    case VIR_DOMAIN_PAUSED_DUMP: .paused(.forNow("while its memory is written to a file"))
    case VIR_DOMAIN_PAUSED_SNAPSHOT: .paused(.forNow("while a snapshot is taken"))
    case VIR_DOMAIN_PAUSED_IOERROR: .paused(.diskError)
    case VIR_DOMAIN_PAUSED_WATCHDOG: .paused(.watchdog)
    case VIR_DOMAIN_PAUSED_CRASHED: .paused(.crash)
    case VIR_DOMAIN_PAUSED_POSTCOPY_FAILED: .paused(.failedMigration)
    default: .paused(.byAdministrator)
    }
  }
}
