import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// Domains are defined by others than us.
struct HostileDescriptionTests {
  private static let uuid = "6695eb01-f6a4-8304-79aa-97f2502e193f"

  private static func domain(_ name: String) -> String {
    "<domain><name>\(name)</name><uuid>\(uuid)</uuid></domain>"
  }

  @Test(arguments: [
    // All but their beginnings are as they should be.
    "<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\(domain("&a;"))",
    "<?xml version='1.0'?><!DOCTYPE domain [<!ENTITY a 'b'>]>\(domain("a"))",
    "  \n<!-- a --><!DOCTYPE domain SYSTEM 'http://example.org/a.dtd'>\(domain("a"))",
    "", "<", "text", "<domain>", "<domain><name>a</name></domain>",
    domain("&undefined;"),
    "<domain><name>a</name><uuid>not one</uuid></domain>",
  ])
  func whatIsNoPlainDescriptionIsRefused(xml: String) {
    #expect(throws: XMLText.Trouble.self) { try DomainDescription(xml: xml) }
  }

  @Test func sizeAndDepthAreBounded() throws {
    _ = try DomainDescription(xml: Self.domain("a"))
    let name = String(repeating: "a", count: XMLText.sizeLimit)
    #expect(throws: XMLText.Trouble.self) {
      try DomainDescription(xml: "<domain><name>\(name)</name><uuid>\(Self.uuid)</uuid></domain>")
    }
    let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    #expect(throws: XMLText.Trouble.self) {
      try DomainDescription(
        xml: "<domain><name>a</name><uuid>\(Self.uuid)</uuid>\(deep)</domain>")
    }
  }

  @Test func whateverStandsInItTheReportKeepsTheRules() throws {
    let long = String(repeating: "\u{1F5A5}", count: 500)
    let labels = (0..<30).map { "<s:label>room-\($0)</s:label>" }.joined()
    let domain = try DomainDescription(
      xml: """
        <domain type='kvm'><name>a</name><title>\u{202E}\(long)</title><uuid>\(Self.uuid)</uuid>
        <metadata><s:desktop xmlns:s='urn:stationmaster:desktop:1' user='\(long)'>
        <s:station key='a&#10;b'/><s:label>Not A Word</s:label><s:label/>\(labels)</s:desktop></metadata>
        <devices><graphics type='vnc' port='5901' listen='-oProxyCommand=x'/></devices></domain>
        """)
    let desktop = Desktop(
      domain, .running, isTemplate: false, trouble: String(repeating: "\u{0}x", count: 900))
    try DesktopReport(desktops: [desktop]).check()
    #expect(desktop.name.utf8.count <= 256 && desktop.name.hasPrefix("\u{FFFD}\u{1F5A5}"))
    // A key that the agent cannot have given is not given back.
    #expect(desktop.station == nil)
    #expect(desktop.address == nil)
    #expect(desktop.labels.count == 16)
  }

  @Test(arguments: ["\u{0}", "", "\n", "\u{202E}"])
  func aNameIsNeverEmpty(title: String) throws {
    let domain = DomainDescription(uuid: Self.uuid, name: "a", title: title)
    try DesktopReport(desktops: [Desktop(domain, .off, isTemplate: false)]).check()
  }

  @Test func uuidsAreReadStrictlyAndMadeRight() {
    #expect(UUIDText("6695EB01-F6A4-8304-79AA-97F2502E193F")?.text == Self.uuid)
    for text in ["", "test", Self.uuid + "0", "6695eb01f6a4830479aa97f2502e193f", "../../etc"] {
      #expect(UUIDText(text) == nil)
    }
    let new = UUIDText()
    #expect(UUIDText(new.text) == new)
    #expect(Array(new.text)[14] == "4")
    #expect(new != UUIDText())
  }
}
