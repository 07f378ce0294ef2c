import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// Desktops made from templates, on the test driver.
struct CloneTests {
  @Test func aTemplateGivesEachStationADesktopOfItsOwnOnce() async throws {
    let admin = try Administrator()
    let id = try template("plain", admin)
    try await withProvider(settings("plain")) { provider, observer in
      try await observer.desktop("plain", "is a template") { $0.isTemplate }
      for _ in 1...2 {
        try await provider.perform(.assign(to: .four), id)
        let copy = try await observer.desktop("plain-station-4", "is assigned") {
          $0.station?.text == AssignedStation.four.key && !$0.isTemplate && $0.state == .stopped
        }
        #expect(copy.id != id)
      }
      try await provider.perform(.assign(to: .five), id)
      try await observer.desktop("plain-station-5", "is assigned") {
        $0.station?.text == AssignedStation.five.key
      }
      #expect(await observer.reports.last?.desktops?.count == 3)
      try await observer.desktop("plain", "is still a free template") {
        $0.isTemplate && $0.station == nil
      }
      #expect(await provider.refusal(.start, id).code == .notSupported)
      try await provider.perform(
        .start, try admin.description(named: "plain-station-4").uuid)
      try await observer.desktop("plain-station-4", "runs") { $0.state == .running }
    }
    let macs = try ["plain", "plain-station-4", "plain-station-5"].map { name in
      let uuid = try admin.description(named: name).uuid
      return try XMLText(try admin.domain(uuid).definition()).first("//mac")?["address"]
    }
    #expect(Set(macs).count == 3 && !macs.contains(nil))
  }

  /// The plugin ended after the copy was made and before it was answered; the agent, which never heard
  /// of the copy, does not count on it, and asks again.
  @Test func theSameOperationAfterACrashGivesTheSameCopy() async throws {
    let admin = try Administrator()
    try admin.makeVolume("again.img")
    let id = try template("again", admin, devices: Self.disk("/default-pool/again.img"))
    let operation = Operation(id: "again-1", desktop: id, action: .assign(to: .four))
    for _ in 1...2 {
      try await withProvider(settings("again"), keep: []) { provider, observer in
        try await observer.desktop("again", "is there")
        // What the agent does not count on was let go by then.
        try await observer.until("none is assigned") { report in
          report.desktops?.allSatisfy { $0.station == nil } == true
        }
        try await provider.perform(operation)
        try await observer.desktop("again-station-4", "is assigned") {
          $0.station?.text == AssignedStation.four.key
        }
        #expect(await observer.reports.last?.desktops?.count == 2)
      }
    }
    #expect(try admin.volumes().count { $0.hasPrefix("again-station") } == 1)
  }

  @Test func aCopyThatIsNobodysGoesToTheStationThatItWasMadeFor() async throws {
    let admin = try Administrator()
    let id = try template("free", admin)
    try await withProvider(settings("free")) { provider, observer in
      try await provider.perform(.assign(to: .four), id)
      let copy = try await observer.desktop("free-station-4", "is assigned") { $0.station != nil }
      try await provider.perform(.unassign, copy.id)
      try await observer.desktop("free-station-4", "is free") { $0.station == nil }
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("free-station-4", "is assigned again") { $0.station != nil }
      #expect(await observer.reports.last?.desktops?.count == 2)
      // Once another station has it, it is not taken away.
      try await provider.perform(.assign(to: .five), copy.id)
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("free-station-4-2", "is assigned") {
        $0.station?.text == AssignedStation.four.key
      }
      try await observer.desktop("free-station-4", "stays where it is") {
        $0.station?.text == AssignedStation.five.key
      }
    }
  }

  @Test func aCopyThatWasLostWithThePluginIsSaidUntilItIsAskedForAgain() async throws {
    let admin = try Administrator()
    let uuid = "33333333-2222-4333-8444-555555555555"
    let left = "lost-station-4-vda-33333333.qcow2"
    for name in ["lost.img", left] { try admin.makeVolume(name) }
    let id = try template(
      "lost", admin, devices: Self.disk("/default-pool/lost.img"),
      inside: "<s:copying name='lost-station-4' uuid='\(uuid)' number='4'/>")
    try await withProvider(settings("lost")) { provider, observer in
      try await observer.desktop("lost", "says so") {
        $0.health.state == .degraded
          && $0.health.why?.contains("A copy for station 4 was not finished") == true
      }
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("lost-station-4", "is assigned") { $0.station != nil }
      try await observer.desktop("lost", "is well") { $0.health == .ready && $0.isTemplate }
    }
    let volumes = try admin.volumes().filter { $0.hasPrefix("lost-station") }
    #expect(volumes.count == 1 && volumes.first != left, "\(volumes)")
    #expect(try admin.description(named: "lost").tag?.unfinished == nil)
    #expect(try admin.description(named: "lost-station-4").tag?.unfinished == nil)
  }

  /// The plugin ended after the copy was there and before it had said so in the template.
  @Test func aCopyThatCameToBeIsNotLostAndKeepsItsDisk() async throws {
    let admin = try Administrator()
    let id = try template("whole", admin)
    try admin.makeVolume("whole-station-4-vda-44444444.qcow2")
    try admin.makeVolume("whole.img")
    let copy = try admin.define(
      "whole-station-4", uuid: "44444444-2222-4333-8444-555555555555",
      inside: """
        <metadata><s:desktop xmlns:s='\(Domain.Metadata.namespace)' origin='\(id)'
          made-for='\(AssignedStation.four.key)' operation='whole-1'/></metadata>
        """)
    _ = try template(
      "whole", admin, uuid: id, devices: Self.disk("/default-pool/whole.img"),
      inside: "<s:copying name='whole-station-4' uuid='\(copy)' number='4'/>")
    try await withProvider(settings("whole")) { provider, observer in
      try await observer.desktop("whole", "is well") { $0.health == .ready }
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("whole-station-4", "is assigned") {
        $0.station != nil && $0.id == copy
      }
    }
    #expect(try admin.volumes().contains("whole-station-4-vda-44444444.qcow2"))
    #expect(try admin.description(named: "whole").tag?.unfinished == nil)
  }

  @Test func aTakenNameGetsANumber() async throws {
    let admin = try Administrator()
    let id = try template("taken", admin)
    try admin.define("taken-station-4")
    try await withProvider(settings("taken")) { provider, observer in
      try await observer.desktop("taken", "is there")
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("taken-station-4-2", "is assigned") { $0.station != nil }
    }
  }

  @Test func itsDiskBecomesALayerOverTheTemplates() async throws {
    let admin = try Administrator()
    try admin.makeVolume("layered.img")
    let disk = Self.disk("/default-pool/layered.img")
    let id = try template("layered", admin, devices: disk)
    try await withProvider(settings("layered")) { provider, observer in
      try await observer.desktop("layered", "is there")
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("layered-station-4", "is assigned") { $0.station != nil }
    }
    let copy = try admin.description(named: "layered-station-4").uuid
    let xml = try XMLText(try admin.domain(copy).definition())
    let path = try #require(xml.first("//disk/source")?["file"])
    #expect(path.hasPrefix("/default-pool/layered-station-4-vda-") && path.hasSuffix(".qcow2"))
    #expect(xml.first("//disk/driver")?["type"] == "qcow2")
    let volume = try #require(try Volume.at(path: path, of: admin.connection))
    let description = try XMLText(try volume.xml())
    #expect(description.first("//backingStore/path")?.text == "/default-pool/layered.img")
    #expect(description.first("/volume/capacity")?.text == String(64 << 20))
  }

  @Test func whatCannotBeCopiedLeavesNothingBehind() async throws {
    let admin = try Administrator()
    try admin.makeVolume("halfway.img")
    let id = try template(
      "halfway", admin,
      devices: Self.disk("/default-pool/halfway.img")
        + Self.disk("/elsewhere/halfway.img", "vdb"))
    try await withProvider(settings("halfway")) { provider, observer in
      try await observer.desktop("halfway", "is there")
      let refusal = await provider.refusal(.assign(to: .four), id)
      #expect(refusal.code == .notSupported)
      #expect(refusal.message.contains("the disk vdb of halfway lies in no storage pool"))
      #expect(await observer.reports.last?.desktops?.count == 1)
    }
    #expect(try !admin.volumes().contains { $0.hasPrefix("halfway-station") })
    #expect(try !admin.connection.hasDomain(named: "halfway-station-4"))
  }

  @Test func aTemplateThatRunsIsNotCopiedSinceItsDiskChanges() async throws {
    let admin = try Administrator()
    try admin.makeVolume("busy.img")
    let id = try template("busy", admin, devices: Self.disk("/default-pool/busy.img"))
    try admin.domain(id).create()
    try await withProvider(settings("busy")) { provider, observer in
      try await observer.desktop("busy", "is there")
      let refusal = await provider.refusal(.assign(to: .four), id)
      #expect(refusal.code == .busy && refusal.message.contains("shut it down first"))
      try admin.domain(id).destroy()
      try await provider.perform(.assign(to: .four), id)
      try await observer.desktop("busy-station-4", "is assigned") { $0.station != nil }
    }
  }

  private static func disk(_ path: String, _ target: String = "vda") -> String {
    "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='\(path)'/>"
      + "<target dev='\(target)' bus='virtio'/></disk>"
  }

  private func template(
    _ name: String, _ admin: Administrator, uuid: String = UUIDText().text, devices: String = "",
    inside: String = ""
  ) throws -> String {
    try admin.define(
      name, uuid: uuid,
      inside: """
        <metadata><s:desktop xmlns:s='\(Domain.Metadata.namespace)' template='yes'>\(inside)
        </s:desktop></metadata>
        """,
      devices: devices + "<interface type='network'><source network='default'/></interface>")
  }

  private func settings(_ name: String) -> Settings {
    Settings(uri: "test:///default", choice: .named([name + "*"]))
  }
}
