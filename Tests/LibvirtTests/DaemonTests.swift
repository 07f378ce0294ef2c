import CLibvirt
import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// The shipped program on a real daemon, where libvirtd is installed; the hypervisor in it is still
/// the test driver.
@Suite(.enabled(if: Libvirtd.isHere, "libvirtd is not installed"))
struct DaemonTests {
  @Test func whenTheDaemonIsAwayNothingIsKnownAndItComesBackByItself() async throws {
    let daemon = try await Libvirtd()
    let uri = daemon.uri("test", "/default")
    let plugin = try await SpokenPlugin(
      #"{"uri": "\#(uri)", "choose": {"names": ["test", "new-*"]}}"#)
    try await plugin.desktop("test", "runs") { $0.state == .running }
    let id = try #require(await plugin.desktops?.first?.id)
    try await plugin.perform(.stop(force: true), id)
    try await plugin.desktop("test", "is off") { $0.state == .stopped }
    await daemon.stop()
    try await plugin.until("failed") { $0.health.state == .failed && $0.desktops == nil }
    let refusal = await #expect(throws: PluginError.self) {
      try await plugin.perform(.start, id)
    }
    #expect(refusal?.code == .unavailable)
    try await daemon.start()
    // The test driver begins anew with its daemon: it runs again, so this is a new look.
    try await plugin.desktop("test", "is back") { $0.state == .running && $0.id == id }
    // Events come over the new connection too.
    let admin = try Administrator(uri: uri)
    try admin.define("new-1")
    try await plugin.desktop("new-1", "is seen")
    await daemon.stop()
    #expect(await plugin.end() == 0)
  }

  @Test func anAssignmentOutlivesTheProgram() async throws {
    let daemon = try await Libvirtd()
    let configuration =
      #"{"uri": "\#(daemon.uri("test", "/default"))", "choose": {"names": ["test"]}}"#
    // The test driver forgets everything when nobody is connected.
    let admin = try Administrator(uri: daemon.uri("test", "/default"))
    let first = try await SpokenPlugin(configuration)
    let id = try await first.desktop("test", "is there").id
    try await first.perform(.assign(to: .four), id)
    #expect(await first.end() == 0)
    let second = try await SpokenPlugin(configuration, keep: [id])
    try await second.desktop("test", "is still bound") {
      $0.station?.text == AssignedStation.four.key
    }
    #expect(await second.end() == 0)
    let third = try await SpokenPlugin(configuration, keep: [])
    try await third.desktop("test", "is free") {
      $0.station == nil && $0.state == .running
    }
    #expect(await third.end() == 0)
    #expect(admin.connection.isAlive)
    await daemon.stop()
  }

  @Test func startedBeforeTheDaemonItWaitsForIt() async throws {
    let daemon = try await Libvirtd()
    await daemon.stop()
    let uri = daemon.uri("test", "/default")
    let plugin = try await SpokenPlugin(
      #"{"uri": "\#(uri)", "choose": {"names": ["test"]}}"#, keep: [])
    try await plugin.until("failed") { $0.health.state == .failed && $0.desktops == nil }
    try await daemon.start()
    try await plugin.desktop("test", "is there") { $0.state == .running }
    await daemon.stop()
  }

  @Test func aDaemonThatHangsIsSaidToBeAwayWhileItIsWaitedFor() async throws {
    let daemon = try await Libvirtd()
    await daemon.hang()
    try await withProvider(settings(daemon), connecting: .milliseconds(100)) { _, observer in
      try await daemon.whileItHangs {
        try await observer.until("failed") {
          $0.health.state == .failed && $0.health.why?.contains("still waiting") == true
        }
      }
      try await observer.desktop("test", "is there")
    }
    await daemon.stop()
  }

  @Test func whatTakesLongIsAcceptedAndItsEndIsShown() async throws {
    let daemon = try await Libvirtd()
    try await withProvider(settings(daemon), patience: .milliseconds(100)) { provider, observer in
      let id = try await observer.desktop("test", "runs") { $0.state == .running }.id
      try await daemon.whileItHangs {
        try await provider.perform(.stop(force: true), id)
        // It is still in hand.
        #expect(await provider.refusal(.start, id).code == .busy)
      }
      try await observer.desktop("test", "is off") { $0.state == .stopped && $0.health == .ready }
    }
    await daemon.stop()
  }

  @Test func whatFailsAfterItWasAcceptedIsShownUntilItIsTriedAgain() async throws {
    let daemon = try await Libvirtd()
    try await withProvider(settings(daemon), patience: .milliseconds(100)) { provider, observer in
      let id = try await observer.desktop("test", "runs") { $0.state == .running }.id
      try await daemon.whileItHangs {
        try await provider.perform(.stop(force: true), id)
        await daemon.stop()
      }
      try await observer.until("failed") { $0.desktops == nil }
      try await daemon.start()
      let desktop = try await observer.desktop("test", "has its trouble") {
        $0.health.state == .degraded
      }
      #expect(desktop.health.why?.hasPrefix("What was last asked failed: libvirt says:") == true)
      try await provider.perform(.start, id)
      try await observer.desktop("test", "is well") { $0.health == .ready }
    }
    await daemon.stop()
  }

  @Test func whatNobodyWaitsForAnyMoreIsAnsweredAsCancelled() async throws {
    let daemon = try await Libvirtd()
    try await withProvider(settings(daemon)) { provider, observer in
      let id = try await observer.desktop("test", "runs") { $0.state == .running }.id
      try await daemon.whileItHangs {
        let waiting = Task { await provider.refusal(.stop(force: true), id) }
        try await eventually("it is in hand") { provider.hands.isTaken(id) }
        waiting.cancel()
        #expect(await waiting.value.code == .cancelled)
      }
      try await observer.desktop("test", "is off") { $0.state == .stopped }
    }
    await daemon.stop()
  }

  private func settings(_ daemon: Libvirtd) -> Settings {
    Settings(uri: daemon.uri("test", "/default"), choice: .named(["test"]))
  }
}
