import Glibc
import PluginKit
import PluginProtocol
import RigKit
import Testing

@testable import libvirt

struct SettingsTests {
  @Test func theShippedFileIsTheDefault() throws {
    let path = Rigs.project + "/Plugins/libvirt/libvirt.json"
    let settings = try ConfigurationFile.read(path, as: Settings.self)
    #expect(settings == Settings())
  }

  @Test func everyFieldIsRead() throws {
    let read = try read(
      """
      {"uri": "qemu+ssh://root@vm-1/system", "choose": {"names": ["lab-*", "exam-[0-9]"]},
       "templates": ["golden-*"], "graphics-host": "10.0.0.5"}
      """)
    let settings = try #require(read)
    #expect(settings.uri == "qemu+ssh://root@vm-1/system")
    #expect(settings.choice == .named(["lab-*", "exam-[0-9]"]))
    #expect(settings.templates == ["golden-*"])
    #expect(settings.viewpoint == Viewpoint(remoteHost: "vm-1", graphicsHost: "10.0.0.5"))
  }

  @Test(arguments: [
    (#"{"uri": "qemu"#, "not JSON, line 1"),
    (#"{"uri": 5}"#, "uri has the wrong type"),
    (#"{"uri": "the machine"}"#, "uri is not a libvirt URI"),
    (#"{"url": "qemu:///system"}"#, #""url" is not one of its keys: uri, choose"#),
    (#"{"choose": "all"}"#, #"choose is neither "tag" nor {"names""#),
    (#"{"choose": {"name": ["a"]}}"#, "choose is neither"),
    (#"{"choose": {"names": []}}"#, "choose.names is not 1 to 100 patterns"),
    (#"{"templates": [""]}"#, "templates is not 1 to 100 patterns"),
    (#"{"graphics-host": "a b"}"#, "graphics-host is not a host's name or address"),
    (#"[]"#, "the wrong type"),
  ])
  func aBadFileIsAnsweredWithTheFieldAtFault(text: String, says: String) {
    let error = #expect(throws: FileTrouble.self) { try read(text) }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      ("qemu:///system", nil), ("test:///default", nil),
      ("qemu+unix:///session?socket=/run/a", nil),
      ("qemu://localhost/system", nil), ("qemu+ssh://ada@vm-1:2222/system", "vm-1"),
      ("qemu+tls://[fd00::1]:16514/system", "fd00::1"), ("esx:", nil),
    ] as [(String, String?)])
  func theURISaysWhetherTheHypervisorIsOnAnotherHost(uri: String, host: String?) {
    #expect(Settings.remoteHost(of: uri) == host)
  }

  @Test func byTagOnlyWhatHasOurElementIsADesktop() {
    let settings = Settings()
    #expect(!settings.isDesktop(domain("lab-1")))
    #expect(settings.isDesktop(domain("anything", DesktopTag())))
    #expect(!settings.isTemplate(domain("anything", DesktopTag())))
    #expect(settings.isTemplate(domain("anything", DesktopTag(isTemplate: true))))
  }

  @Test func byNameThePatternsDecideAndCopiesBelongToThem() {
    let settings = Settings(choice: .named(["lab-*"]), templates: ["golden-*"])
    #expect(settings.isDesktop(domain("lab-1")))
    #expect(!settings.isDesktop(domain("mail-server")))
    // Somebody's tag alone is not enough where names decide.
    #expect(!settings.isDesktop(domain("mail-server", DesktopTag())))
    #expect(settings.isDesktop(domain("golden-1")))
    #expect(settings.isTemplate(domain("golden-1")))
    let origin = DesktopTag(origin: "6695eb01-f6a4-8304-79aa-97f2502e193f")
    let copy = domain("golden-1-station-4", origin)
    #expect(settings.isDesktop(copy))
    #expect(!settings.isTemplate(copy))
    #expect(settings.isDesktop(domain("golden-1-station-4-2", origin)))
    #expect(!settings.isDesktop(domain("others-station-4", origin)))
    let exact = Settings(choice: .named(["lab-1"]))
    #expect(exact.isDesktop(domain("lab-1-station-4", origin)))
    #expect(!exact.isDesktop(domain("lab-1-station-4")))
  }

  private func read(_ text: String) throws -> Settings? {
    var template = Array("/tmp/stationmaster-settings-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { removeTree(folder) }
    let path = folder + "/libvirt.json"
    try writeText(text, to: path)
    return try ConfigurationFile.read(path, as: Settings.self)
  }

  private func domain(_ name: String, _ tag: DesktopTag? = nil) -> DomainDescription {
    DomainDescription(uuid: UUIDText().text, name: name, tag: tag)
  }
}
