/// What to do with a domain so that it runs, or so that it does not.
enum PowerStep: Sendable, Equatable {
  /// It is so already, or on its way.
  case nothing
  case create, resume, wakeUp
  case shutdown, destroy
  /// Not now.
  case wait(String)
  /// Not like this.
  case refuse(String)

  static func start(from state: DomainState) -> PowerStep {
    switch state {
    case .off, .startFailed, .crashedOff, .unknown(isActive: false): .create
    case .running, .startingUp, .unknown(isActive: true): .nothing
    case .asleep: .wakeUp
    case .shuttingDown: .wait("it is just shutting down")
    case .crashedKept, .paused(.crash):
      .refuse("it crashed and is kept as it was; switch it off first (stop with force)")
    case .paused(.forNow(let what)): .wait("it is paused \(what)")
    case .paused(.failedMigration):
      .refuse("it is half on another computer since moving it failed; see to it in libvirt")
    case .paused(.byAdministrator), .paused(.diskError), .paused(.watchdog): .resume
    }
  }

  static func stop(from state: DomainState, isForced: Bool) -> PowerStep {
    switch state {
    case .off, .startFailed, .crashedOff, .unknown(isActive: false): .nothing
    case _ where isForced: .destroy
    case .shuttingDown: .nothing
    case .running, .unknown(isActive: true): .shutdown
    case .startingUp: .wait("it is just starting")
    case .crashedKept, .paused(.crash):
      .refuse("it crashed and hears nothing; only switching it off helps (stop with force)")
    case .asleep, .paused(.byAdministrator), .paused(.diskError), .paused(.watchdog):
      .refuse(
        "it is paused or asleep and hears nothing; start it first, or switch it off (stop with force)"
      )
    case .paused(.forNow(let what)): .wait("it is paused \(what)")
    case .paused(.failedMigration):
      .refuse("it is half on another computer since moving it failed; see to it in libvirt")
    }
  }
}
