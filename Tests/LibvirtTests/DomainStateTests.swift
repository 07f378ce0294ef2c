import CLibvirt
import StationModel
import Testing

@testable import libvirt

struct DomainStateTests {
  @Test(
    arguments: [
      (VIR_DOMAIN_RUNNING, 1, Desktop.State.running, Health.State.ready, ""),
      (VIR_DOMAIN_BLOCKED, 0, .running, .ready, ""),
      (VIR_DOMAIN_SHUTOFF, 1, .stopped, .ready, ""),
      (VIR_DOMAIN_SHUTOFF, 2, .stopped, .ready, ""),
      (VIR_DOMAIN_SHUTOFF, 3, .failed, .failed, "crashed"),
      (VIR_DOMAIN_SHUTOFF, 6, .failed, .failed, "could not be started"),
      (VIR_DOMAIN_PAUSED, 1, .running, .degraded, "paused"),
      (VIR_DOMAIN_PAUSED, 2, .running, .degraded, "moved to another computer"),
      (VIR_DOMAIN_PAUSED, 5, .running, .degraded, "disk"),
      (VIR_DOMAIN_PAUSED, 8, .running, .degraded, "shutting down"),
      (VIR_DOMAIN_PAUSED, 10, .running, .degraded, "guest crashed"),
      (VIR_DOMAIN_PAUSED, 11, .starting, .ready, ""),
      (VIR_DOMAIN_SHUTDOWN, 1, .running, .degraded, "shutting down"),
      (VIR_DOMAIN_CRASHED, 0, .failed, .failed, "kept"),
      (VIR_DOMAIN_PMSUSPENDED, 0, .running, .degraded, "sleep"),
      (VIR_DOMAIN_NOSTATE, 0, .running, .degraded, "does not know"),
      // A later libvirt may have states and reasons that this one has not.
      (virDomainState(99), 0, .running, .degraded, "does not know"),
      (VIR_DOMAIN_PAUSED, 99, .running, .degraded, "paused"),
      (VIR_DOMAIN_SHUTOFF, 99, .stopped, .ready, ""),
    ] as [(virDomainState, UInt32, Desktop.State, Health.State, String)])
  func everyStateOfLibvirtHasItsWordsInTheContract(
    state: virDomainState, reason: UInt32, shown: Desktop.State, health: Health.State, why: String
  ) {
    let result = DomainState(state.rawValue, reason: reason, isActive: true).shown
    #expect(result.state == shown)
    #expect(result.health.state == health)
    #expect((result.health.why ?? "").contains(why))
    #expect((result.health.why == nil) == (health == .ready))
  }

  @Test func whatLibvirtDoesNotKnowIsOffOnlyIfItHasNoProcess() {
    #expect(DomainState(0, reason: 0, isActive: false).shown.state == .stopped)
    #expect(DomainState(6, reason: 0, isActive: false) == .crashedOff)
  }

  @Test(
    arguments: [
      (.off, .create), (.startFailed, .create), (.crashedOff, .create), (.running, .nothing),
      (.startingUp, .nothing), (.asleep, .wakeUp), (.paused(.byAdministrator), .resume),
      (.paused(.diskError), .resume), (.unknown(isActive: false), .create),
    ] as [(DomainState, PowerStep)])
  func startingDoesWhatTheStateNeeds(state: DomainState, step: PowerStep) {
    #expect(PowerStep.start(from: state) == step)
  }

  @Test(
    arguments: [
      (.off, .nothing, .nothing), (.crashedOff, .nothing, .nothing),
      (.running, .shutdown, .destroy),
      (.shuttingDown, .nothing, .destroy), (.unknown(isActive: true), .shutdown, .destroy),
    ] as [(DomainState, PowerStep, PowerStep)])
  func stoppingAsksAndForceSwitchesOff(state: DomainState, asked: PowerStep, forced: PowerStep) {
    #expect(PowerStep.stop(from: state, isForced: false) == asked)
    #expect(PowerStep.stop(from: state, isForced: true) == forced)
  }

  @Test(arguments: [
    DomainState.crashedKept, .asleep, .paused(.byAdministrator), .paused(.crash),
    .paused(.failedMigration),
  ])
  func whatHearsNothingIsNotAskedButMayBeSwitchedOff(state: DomainState) {
    guard case .refuse = PowerStep.stop(from: state, isForced: false) else {
      Issue.record("asked \(state)")
      return
    }
    #expect(PowerStep.stop(from: state, isForced: true) == .destroy)
  }

  @Test(arguments: [DomainState.shuttingDown, .paused(.forNow("while it is saved"))])
  func whatPassesByItselfIsWaitedFor(state: DomainState) {
    guard case .wait = PowerStep.start(from: state) else {
      Issue.record("did not wait for \(state)")
      return
    }
  }
}
