import CLibvirt
import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// The provider on libvirt's own test driver, beside somebody else who changes things too. Each test
/// has domains of its own, by their names.
struct TestDriverTests {
  @Test func onlyTheChosenAreDesktopsAndEachChangeIsSeen() async throws {
    let admin = try Administrator()
    let one = try admin.define("seen-1", isRunning: true)
    try admin.define("unseen-1")
    try await withProvider(named("seen-*")) { _, observer in
      try await observer.desktop("seen-1", "runs") { $0.state == .running && $0.id == one }
      #expect(await observer.reports.last?.desktops?.count == 1)
      try admin.define("seen-2", inside: "<title>The second</title>")
      try await observer.desktop("The second", "is there") { $0.state == .stopped }
      try admin.domain(one).destroy()
      try await observer.desktop("seen-1", "is off") { $0.state == .stopped && $0.address == nil }
      try admin.domain(one).create()
      try await observer.desktop("seen-1", "runs again") { $0.state == .running }
      try admin.suspend(one)
      try await observer.desktop("seen-1", "is paused") { $0.health.state == .degraded }
      try admin.domain(one).resume()
      try await observer.desktop("seen-1", "goes on") { $0.health == .ready }
    }
  }

  @Test func anotherNameIsTheSameDesktopAndDeletedIsGone() async throws {
    let admin = try Administrator()
    let id = try admin.define("named-1")
    try await withProvider(named("named-*", "other-*")) { _, observer in
      try await observer.desktop("named-1", "is there")
      try admin.rename(id, "other-1")
      try await observer.desktop("other-1", "has the same id") { $0.id == id }
      try await observer.noDesktop("named-1")
      // Renamed so that it is none of ours any more.
      try admin.rename(id, "elsewhere-1")
      try await observer.noDesktop("other-1")
      try admin.rename(id, "named-1")
      try await observer.desktop("named-1", "is back") { $0.id == id }
      try admin.undefine(id)
      try await observer.noDesktop("named-1")
    }
  }

  @Test func aTagMakesADesktopWhileThePluginRuns() async throws {
    let admin = try Administrator()
    let id = try admin.define("tagged-1", isRunning: true)
    try await withProvider(Settings(uri: "test:///default")) { provider, observer in
      try await observer.until("a list") { $0.desktops != nil }
      #expect(await provider.refusal(.start, id).code == .noSuchDesktop)
      try admin.domain(id).setMetadata(
        "<desktop user=\"ada\"><label>room-3</label><label>exam</label></desktop>")
      try await observer.desktop("tagged-1", "is one") {
        $0.user == "ada" && $0.labels == ["exam", "room-3"] && !$0.isTemplate
      }
      try admin.domain(id).setMetadata("<desktop template=\"yes\"/>")
      try await observer.desktop("tagged-1", "is a template") { $0.isTemplate && $0.user == nil }
      try admin.call(id) { domain in
        virDomainSetMetadata(
          domain, Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue), nil, nil, Domain.Metadata.namespace,
          VIR_DOMAIN_AFFECT_LIVE.rawValue | VIR_DOMAIN_AFFECT_CONFIG.rawValue)
      }
      try await observer.noDesktop("tagged-1")
    }
  }

  @Test func startAndStopAreAcceptedAlsoWhenItIsSoAlready() async throws {
    let admin = try Administrator()
    let id = try admin.define("power-1")
    try await withProvider(named("power-*")) { provider, observer in
      try await observer.desktop("power-1", "is off") { $0.state == .stopped }
      for _ in 1...2 {
        try await provider.perform(.start, id)
        try await observer.desktop("power-1", "runs") { $0.state == .running }
      }
      for isForced in [false, false, true] {
        try await provider.perform(.stop(force: isForced), id)
        try await observer.desktop("power-1", "is off") { $0.state == .stopped }
      }
      try await provider.perform(.start, id)
      try admin.suspend(id)
      #expect(await provider.refusal(.stop(force: false), id).code == .notSupported)
      try await provider.perform(.start, id)
      try await observer.desktop("power-1", "goes on") { $0.health == .ready }
      try await provider.perform(.stop(force: true), id)
      try await observer.desktop("power-1", "is off") { $0.state == .stopped }
    }
  }

  @Test func whatIsNoDesktopOfOursIsNotTouched() async throws {
    let admin = try Administrator()
    try admin.define("mine-1")
    let other = try admin.define("theirs-1", isRunning: true)
    try await withProvider(named("mine-*")) { provider, observer in
      try await observer.desktop("mine-1", "is there")
      for id in [other, UUIDText().text, "mine-1", other.uppercased()] {
        for action in [Operation.Action.start, .stop(force: true), .assign(to: .four), .unassign] {
          #expect(await provider.refusal(action, id).code == .noSuchDesktop)
        }
      }
      #expect(try admin.domain(other).isActive())
      #expect(try admin.domain(other).metadata() == nil)
    }
  }

  @Test func anAssignmentIsInTheDomainAndOutlivesThePlugin() async throws {
    let admin = try Administrator()
    let id = try admin.define("bound-1", isRunning: true)
    try await withProvider(named("bound-*")) { provider, observer in
      try await observer.desktop("bound-1", "is free") { $0.station == nil }
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("bound-1", "is bound") {
        $0.station?.text == AssignedStation.four.key
      }
      try await provider.perform(.assign(to: .five), id)
      try await observer.desktop("bound-1", "is bound to the other") {
        $0.station?.text == AssignedStation.five.key
      }
    }
    // In what will be started next time, too.
    let kept = try admin.description(named: "bound-1").tag
    #expect(kept?.station == AssignedStation.five.key)
    try admin.domain(id).destroy()
    try await withProvider(named("bound-*")) { provider, observer in
      try await observer.desktop("bound-1", "is still bound") {
        $0.station?.text == AssignedStation.five.key && $0.state == .stopped
      }
      for _ in 1...2 {
        try await provider.perform(.unassign, id)
        try await observer.desktop("bound-1", "is free") { $0.station == nil }
      }
    }
  }

  @Test func whatTheAgentDoesNotCountOnLeavesItsStationAndNothingElseHappens() async throws {
    let admin = try Administrator()
    let kept = try admin.define("gc-1", inside: tag(.four))
    let dropped = try admin.define("gc-2", inside: tag(.five), isRunning: true)
    try admin.define("gc-3")
    let other = try admin.define("nogc-1", inside: tag(.five))
    try await withProvider(named("gc-*"), keep: [kept]) { provider, observer in
      try await observer.desktop("gc-2", "left its station") { $0.station == nil }
      try await observer.desktop("gc-1", "is still bound") { $0.station != nil }
      try await observer.desktop("gc-2", "still runs") { $0.state == .running }
      // What is assigned later stays, whatever was said before.
      try await provider.perform(.assign(to: .five), dropped)
      try await observer.desktop("gc-2", "is bound") { $0.station != nil }
      try admin.rename(kept, "gc-4")
      try await observer.desktop("gc-4", "is still bound") { $0.station != nil }
      try await observer.desktop("gc-2", "is still bound") { $0.station != nil }
    }
    #expect(try admin.domain(other).metadata() != nil)
    // Said while it is connected.
    try await withProvider(named("gc-*")) { provider, observer in
      try await observer.desktop("gc-2", "is bound") { $0.station != nil }
      await provider.keep([])
      try await observer.desktop("gc-2", "left its station") { $0.station == nil }
      try await observer.desktop("gc-4", "left its station") { $0.station == nil }
    }
  }

  @Test func whatIsAskedRightAfterTheStartWaitsForTheConnection() async throws {
    let admin = try Administrator()
    let id = try admin.define("early-1")
    try await withProvider(named("early-*")) { provider, observer in
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("early-1", "is bound") { $0.station != nil }
    }
  }

  @Test func whatIsAssignedBeforeTheOthersAreClearedStays() throws {
    let admin = try Administrator()
    let (early, old) = (
      try admin.define("order-1"), try admin.define("order-2", inside: tag(.five))
    )
    let assignments = Assignments()
    assignments.keepOnly([])
    try assignments.set(try admin.domain(early), to: .four)
    #expect(try !assignments.clear(try admin.domain(early)))
    #expect(try assignments.clear(try admin.domain(old)))
    #expect(try admin.description(named: "order-1").tag?.station == AssignedStation.four.key)
    #expect(try admin.description(named: "order-2").tag?.station == nil)
  }

  @Test func onAHypervisorThatIsAwayItSaysSoAndRefuses() async throws {
    let uri = "test+unix:///default?socket=/nowhere/libvirt-sock"
    try await withProvider(Settings(uri: uri)) { provider, observer in
      try await observer.until("failed") { $0.health.state == .failed && $0.desktops == nil }
      let why = await observer.reports.last?.health.why
      #expect(why?.contains("/nowhere/libvirt-sock") == true, "\(why ?? "")")
      #expect(await provider.refusal(.start, UUIDText().text).code == .unavailable)
    }
  }

  private func named(_ patterns: String...) -> Settings {
    Settings(uri: "test:///default", choice: .named(patterns))
  }

  private func tag(_ station: AssignedStation) -> String {
    """
    <metadata><s:desktop xmlns:s='\(Domain.Metadata.namespace)'>
    <s:station key='\(station.key)'/></s:desktop></metadata>
    """
  }
}
