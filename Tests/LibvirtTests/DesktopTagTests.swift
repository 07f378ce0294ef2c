import PluginProtocol
import Testing

@testable import libvirt

struct DesktopTagTests {
  private let station = AssignedStation(key: "pci-0000:00:14.0/1.4", number: 4, name: "Row <1> & 2")

  @Test func theElementIsReadByItsNamespaceWhateverItsPrefix() throws {
    let xml = """
      <domain><metadata>
        <o:desktop xmlns:o='urn:somebody:else' template='yes'/>
        <x:desktop xmlns:x='urn:stationmaster:desktop:1' template='yes' user='ada' origin='ABC'>
          <x:station key='a/1' number='4'/>
          <x:label> room-3 </x:label>
        </x:desktop>
      </metadata></domain>
      """
    let tag = try #require(DesktopTag(in: try XMLText(xml)))
    #expect(
      tag
        == DesktopTag(
          isTemplate: true, origin: "abc", user: "ada", station: "a/1", labels: ["room-3"]))
  }

  @Test func withoutOurElementThereIsNoTag() throws {
    let xml = "<domain><metadata><desktop template='yes'/></metadata></domain>"
    #expect(DesktopTag(in: try XMLText(xml)) == nil)
  }

  @Test func assigningKeepsWhatElseStandsInTheElement() throws {
    let old =
      "<desktop template=\"no\" color=\"red\">\n  <label>room-3</label>\n"
      + "  <station key=\"old\"/><station key=\"older\"/><own xmlns=\"urn:theirs\"/></desktop>"
    let new = try XMLText(try DesktopTag.element(from: old, station: station))
    let root = try #require(new.root)
    #expect(root["color"] == "red")
    #expect(root.first("label")?.text == "room-3")
    #expect(root.first("*[local-name() = 'own']") != nil)
    #expect(root.nodes("station").map { $0["key"] } == [station.key])
    #expect(root.first("station")?["name"] == "Row <1> & 2")
    let gone = try XMLText(try DesktopTag.element(from: new.text, station: nil))
    #expect(gone.nodes("/desktop/station").isEmpty)
    #expect(gone.first("/desktop/label")?.text == "room-3")
  }

  @Test func whereThereWasNoneOneIsMade() throws {
    let made = try DesktopTag.element(from: nil, station: station)
    #expect(made.hasPrefix("<desktop><station key=\"pci-0000:00:14.0/1.4\" number=\"4\""))
  }
}
