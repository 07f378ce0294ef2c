import PluginProtocol
import Testing

@Suite struct ManifestTests {
  @Test(arguments: [
    (#"{"name":"vms","protocol":1,"run":["./vms","-x"],"later":{}}"#, "ok"),
    (#"{"name":"VMs","protocol":1,"run":["./vms"]}"#, "name is not"),
    (#"{"name":"../x","protocol":1,"run":["./vms"]}"#, "name is not"),
    (
      #"{"name":"vms","protocol":2,"run":["./vms"]}"#, "protocol is 2, and this agent speaks 1 to 1"
    ),
    (#"{"name":"vms","protocol":1,"run":[]}"#, "run is not"),
    (#"{"name":"vms","protocol":1,"run":"./vms"}"#, "run has the wrong type"),
    (#"{"name":"vms","protocol":1,"run":["../vms"]}"#, "run[0] has .."),
    (#"{"name":"vms","protocol":1,"run":["./vms","a\u0000b"]}"#, "run holds a NUL"),
    (#"{"name":"vms","run":["./vms"]}"#, "protocol is missing"),
    ("name = vms", "not JSON"),
    ("[]", "the message has the wrong type"),
  ])
  func everyFieldIsChecked(json: String, outcome: String) {
    do throws(PluginError) {
      let manifest = try Manifest(json: Array(json.utf8))
      #expect(outcome == "ok")
      #expect(manifest.run == ["./vms", "-x"])
    } catch {
      #expect(error.message.hasPrefix(outcome), "\(error.message)")
    }
  }

  @Test(arguments: [
    ("<3>broken", LogLevel.error, "broken"), ("<7>", .debug, ""), ("<8>x", .info, "<8>x"),
    ("<3", .info, "<3"), ("plain", .info, "plain"), ("", .info, ""),
  ])
  func logLinesCarryTheirLevel(line: String, level: LogLevel, text: String) {
    let found = LogLevel.split(Array(line.utf8))
    #expect(found.level == level)
    #expect(String(decoding: found.text, as: UTF8.self) == text)
  }

  @Test func versionsMeetAtTheHighestThatBothSpeak() {
    let ours = VersionRange(min: 2, max: 4)
    #expect(ours.highestCommon(with: VersionRange(min: 1, max: 3)) == 3)
    #expect(ours.highestCommon(with: VersionRange(min: 4, max: 9)) == 4)
    #expect(ours.highestCommon(with: VersionRange(min: 5, max: 9)) == nil)
    #expect(ours.highestCommon(with: VersionRange(min: 1, max: 1)) == nil)
  }

  @Test func textFromOutsideCannotMoveACursor() {
    #expect(PlainText.line("a\u{1B}[2J\nb\u{9B}c\u{2028}", limit: 20) == "a�[2J�b�c�")
    #expect(PlainText.line("abcdef", limit: 3) == "abc…")
  }
}
