import PluginProtocol
import Testing

@testable import libvirt

struct CloneRecipeTests {
  private let copy = CloneRecipe.Copy(
    name: "golden-station-4", uuid: "11111111-2222-4333-8444-555555555555",
    station: AssignedStation(key: "pci-1/4", number: 4, name: "Window row"),
    operation: "op-1")

  @Test func theCopyHasItsOwnNameAndIsAssigned() throws {
    let domain = try DomainDescription(xml: try definition(Self.golden))
    #expect(domain.name == "golden-station-4")
    #expect(domain.uuid == copy.uuid)
    #expect(domain.title == "Golden image, station 4")
    #expect(
      domain.tag
        == DesktopTag(
          origin: "6695eb01-f6a4-8304-79aa-97f2502e193f", madeFor: "pci-1/4", operation: "op-1",
          station: "pci-1/4", labels: ["room-3"]))
  }

  @Test func whatNoTwoDomainsMayShareIsMadeAnew() throws {
    let xml = try definition(Self.golden)
    for text in [
      "52:54:00:00:00:01", "5907", "5908", "/run/agent.sock", "golden_VARS.fd", "abcdef00-genid",
      "old-station", "template=\"yes\"", "interfaceid", "user=",
    ] {
      #expect(!xml.contains(text), "\(text) is still there: \(xml)")
    }
    let document = try XMLText(xml)
    #expect(document.first("//graphics[@type = 'vnc']")?["autoport"] == "yes")
    #expect(document.first("//graphics[@type = 'vnc']")?["passwd"] == "secret")
    #expect(document.first("//os/nvram")?["template"] == "/usr/share/OVMF_VARS.fd")
    // What is somebody else's stays.
    #expect(document.first("//*[local-name() = 'theirs']")?.text == "kept")
    #expect(document.first("//interface/source")?["network"] == "default")
    #expect(document.first("//interface/virtualport/parameters")?["profileid"] == "p")
  }

  @Test func onlyDisksThatWouldBeWrittenToAreReplaced() throws {
    let document = try XMLText(Self.golden)
    #expect(
      TemplateDisk.all(in: document)
        == [
          TemplateDisk(target: "vda", source: .path("/pool/golden.raw")),
          TemplateDisk(target: "vdb", source: .volume(pool: "images", name: "data")),
        ])
    let result = try XMLText(
      try CloneRecipe.definition(
        from: document, copy,
        disks: [
          ClonedDisk(target: "vda", image: .path("/pool/new.qcow2"), format: "qcow2"),
          ClonedDisk(target: "vdb", image: .volume(name: "new"), format: "raw"),
        ]))
    let disks = result.nodes("//disk")
    #expect(
      disks.map { $0.first("source")?["file"] } == ["/pool/new.qcow2", nil, "/iso/a.iso", "/ro"])
    #expect(disks[0].first("driver")?["type"] == "qcow2")
    #expect(disks[0].first("driver")?["cache"] == "none")
    #expect(disks[0].first("backingStore") == nil)
    #expect(disks[1].first("source")?["volume"] == "new")
    #expect(disks[1].first("source")?["pool"] == "images")
  }

  @Test(arguments: [
    (
      "<disk type='network' device='disk'><source protocol='rbd' name='a'/><target dev='vda'/></disk>",
      "lies on a server (disk type network)"
    ),
    (
      "<disk type='file'><source file='/a'><encryption format='luks'/></source><target dev='vda'/></disk>",
      "is encrypted"
    ),
    (
      "<disk type='file'><source file='/a'><slices><slice type='storage'/></slices></source><target dev='vda'/></disk>",
      "is a part of an image"
    ),
  ])
  func whatCannotBeCopiedSaysWhy(xml: String, why: String) throws {
    let disks = TemplateDisk.all(in: try XMLText("<domain><devices>\(xml)</devices></domain>"))
    #expect(disks.map(\.source) == [.unsuitable(why)])
  }

  @Test func overAFileALayerIsLaidAndOtherImagesAreCopied() throws {
    let volume = try XMLText("<volume><target><format type='raw'/></target></volume>")
    let over = try ImageRecipe(
      volume: volume, pool: try XMLText("<pool type='dir'/>"), path: "/pool/a & b.raw",
      capacity: 1 << 30, name: "new")
    #expect(!over.isCopy && over.format == "qcow2")
    let xml = try XMLText(over.xml)
    #expect(xml.first("/volume/name")?.text == "new.qcow2")
    #expect(xml.first("/volume/capacity")?.text == "1073741824")
    #expect(xml.first("/volume/backingStore/path")?.text == "/pool/a & b.raw")
    #expect(xml.first("/volume/backingStore/format")?["type"] == "raw")
    let copied = try ImageRecipe(
      volume: volume, pool: try XMLText("<pool type='logical'/>"), path: "/dev/vg/a",
      capacity: 1 << 30, name: "new")
    #expect(copied.isCopy && copied.format == "raw")
    #expect(try XMLText(copied.xml).first("/volume/backingStore") == nil)
  }

  @Test func namesAreShortEnoughForFilesAndAllDifferent() {
    let names = CloneRecipe.names(template: String(repeating: "ö", count: 300), station: 12)
    #expect(names.allSatisfy { $0.utf8.count <= 230 })
    #expect(Set(names).count == 100)
    #expect(
      CloneRecipe.names(template: "golden", station: 4).prefix(2) == [
        "golden-station-4", "golden-station-4-2",
      ])
  }

  private func definition(_ xml: String) throws -> String {
    try CloneRecipe.definition(from: try XMLText(xml), copy, disks: [])
  }

  static let golden = """
    <domain type='kvm'>
      <name>golden</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
      <genid>abcdef00-genid</genid><title>Golden image</title>
      <metadata>
        <s:desktop xmlns:s='urn:stationmaster:desktop:1' template='yes' user='ada'>
          <s:label>room-3</s:label><s:station key='old-station'/>
        </s:desktop>
        <t:theirs xmlns:t='urn:theirs'>kept</t:theirs>
      </metadata>
      <os><type>hvm</type><nvram template='/usr/share/OVMF_VARS.fd'>/v/golden_VARS.fd</nvram></os>
      <devices>
        <disk type='file' device='disk'><driver name='qemu' type='raw' cache='none'/>
          <source file='/pool/golden.raw' index='1'/><backingStore/><target dev='vda'/></disk>
        <disk type='volume'><source pool='images' volume='data'/><target dev='vdb'/></disk>
        <disk type='file' device='cdrom'><source file='/iso/a.iso'/><target dev='sda'/></disk>
        <disk type='file'><source file='/ro'/><target dev='vdc'/><readonly/></disk>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/>
          <virtualport><parameters interfaceid='a' profileid='p'/></virtualport></interface>
        <graphics type='vnc' port='5907' autoport='no' websocket='5908' passwd='secret'/>
        <graphics type='spice'><listen type='socket' socket='/run/agent.sock'/></graphics>
        <channel type='unix'><source mode='bind' path='/run/agent.sock'/></channel>
      </devices>
    </domain>
    """
}
