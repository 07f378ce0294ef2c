import StationModel
import Testing

@testable import libvirt

struct AddressTests {
  @Test(
    arguments: [
      (
        "<graphics type='vnc' port='5901' autoport='yes' listen='127.0.0.1'><listen type='address' address='127.0.0.1'/></graphics>",
        "vnc://127.0.0.1:5901"
      ),
      (
        "<graphics type='vnc' port='5901'><listen type='address' address='0.0.0.0'/></graphics>",
        "vnc://127.0.0.1:5901"
      ),
      (
        "<graphics type='spice' port='5902'><listen type='address' address='::'/></graphics>",
        "spice://[::1]:5902"
      ),
      (
        "<graphics type='spice' port='5902'><listen type='network' network='default' address='192.168.122.1'/></graphics>",
        "spice://192.168.122.1:5902"
      ),
      (
        "<graphics type='vnc' socket='/run/a.sock'><listen type='socket' socket='/run/a.sock'/></graphics>",
        "vnc+unix:///run/a.sock"
      ),
      // As libvirt wrote it long ago.
      ("<graphics type='vnc' port='5903' listen='10.0.0.7'/>", "vnc://10.0.0.7:5903"),
      ("<graphics type='rdp' port='3389' listen='10.0.0.7'/>", "rdp://10.0.0.7:3389"),
      // The first that can be reached counts.
      (
        "<graphics type='egl-headless'/><graphics type='spice'><listen type='none'/></graphics><graphics type='vnc' port='5904' listen='127.0.0.1'/>",
        "vnc://127.0.0.1:5904"
      ),
      // It has no port yet, or only an encrypted one, or nobody can reach it.
      ("<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>", nil),
      ("<graphics type='spice' tlsPort='5905' listen='127.0.0.1'/>", nil),
      ("<graphics type='vnc' port='70000' listen='127.0.0.1'/>", nil),
      ("<graphics type='sdl' display=':0'/>", nil),
      ("", nil),
    ] as [(String, String?)])
  func theDefinitionSaysWhereAViewerGoes(xml: String, url: String?) throws {
    #expect(try address(xml) == url)
  }

  @Test func theConfiguredHostStandsForAllAddresses() throws {
    let view = Viewpoint(graphicsHost: "desks.example.org")
    let all = "<graphics type='vnc' port='5901' listen='0.0.0.0'/>"
    #expect(try address(all, view) == "vnc://desks.example.org:5901")
    let one = "<graphics type='vnc' port='5901' listen='127.0.0.1'/>"
    #expect(try address(one, view) == "vnc://127.0.0.1:5901")
  }

  @Test func whatOnlyTheOtherHostCanReachIsNoAddress() throws {
    let view = Viewpoint(remoteHost: "vm-1")
    let all = "<graphics type='vnc' port='5901' listen='0.0.0.0'/>"
    #expect(try address(all, view) == "vnc://vm-1:5901")
    for listen in ["127.0.0.1", "::1"] {
      #expect(try address("<graphics type='vnc' port='5901' listen='\(listen)'/>", view) == nil)
    }
    #expect(try address("<graphics type='vnc' socket='/run/a.sock'/>", view) == nil)
  }

  @Test func whatIsOffHasNoAddress() throws {
    let domain = try describe("<graphics type='vnc' port='5901' listen='127.0.0.1'/>")
    #expect(Desktop(domain, .off, isTemplate: false).address == nil)
    #expect(Desktop(domain, .running, isTemplate: false).address != nil)
  }

  private func address(_ graphics: String, _ view: Viewpoint = Viewpoint()) throws -> String? {
    Desktop(try describe(graphics), .running, isTemplate: false, from: view).address?.url
  }

  private func describe(_ graphics: String) throws -> DomainDescription {
    try DomainDescription(
      xml: """
        <domain type='kvm'><name>a</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
        <devices>\(graphics)</devices></domain>
        """)
  }
}
