import PluginProtocol
import StationModel
import Testing

@Suite struct DesktopSnapshotTests {
  static let good = #"{"id":"a","name":"A","kind":"vm","state":"running","template":false}"#

  /// A snapshot of `good` with one desktop after it.
  static func after(_ desktop: String) -> String {
    #"{"revision":1,"desktops":["# + good + "," + desktop + "]}"
  }

  static func desktop(
    id: String = #""b""#, name: String = #""B""#, kind: String = #""vm""#,
    state: String = #""stopped""#, template: String = "true"
  ) -> String {
    after(
      #"{"id":\#(id),"name":\#(name),"kind":\#(kind),"state":\#(state),"template":\#(template)}"#)
  }

  @Test func aGoodSnapshotIsTakenWithUnknownFieldsIgnored() throws {
    let snapshot = try read(
      Self.after(
        #"{"id":"b","name":"Büro 2","kind":"container","state":"failed","template":true,"new":[]}"#)
    )
    #expect(
      snapshot
        == DesktopSnapshot(
          revision: 1,
          report: DesktopReport(desktops: [
            Desktop(id: "a", name: "A", kind: "vm", state: .running),
            Desktop(id: "b", name: "Büro 2", kind: "container", state: .failed, isTemplate: true),
          ])))
  }

  @Test(arguments: [
    (desktop(id: #""a""#), "desktops[1].id is the same as desktops[0].id: a"),
    (desktop(id: #""""#), "desktops[1].id is not"),
    (desktop(id: #""b/c""#), "desktops[1].id is not"),
    (desktop(id: #""b c""#), "desktops[1].id is not"),
    (desktop(id: #""ü""#), "desktops[1].id is not"),
    (desktop(id: "\"\(String(repeating: "x", count: 129))\""), "desktops[1].id is not"),
    (desktop(id: "5"), "desktops[1].id has the wrong type"),
    (desktop(id: "null"), "desktops[1].id is null"),
    (desktop(name: #""""#), "desktops[1].name is not"),
    (desktop(name: #""a\u001b[2Jb""#), "desktops[1].name is not"),
    (desktop(name: #""a\u202eb""#), "desktops[1].name is not"),
    (desktop(name: "\"\(String(repeating: "ü", count: 129))\""), "desktops[1].name is not"),
    (desktop(kind: #""VM""#), "desktops[1].kind is not"),
    (desktop(kind: #""""#), "desktops[1].kind is not"),
    (desktop(state: #""sleeping""#), #"desktops[1].state is "sleeping", not one of stopped"#),
    (desktop(template: "1"), "desktops[1].template has the wrong type"),
    (
      after(#"{"id":"b","name":"B","kind":"vm","state":"running"}"#),
      "desktops[1].template is missing"
    ),
    (after("7"), "desktops[1] has the wrong type"),
    (#"{"revision":1}"#, "desktops is missing"),
    (#"{"desktops":[]}"#, "revision is missing"),
    (#"{"revision":-1,"desktops":[]}"#, "revision is not between"),
    (#"{"revision":9007199254740992,"desktops":[]}"#, "revision is not between"),
    (#"{"revision":1e300,"desktops":[]}"#, "a number or a text"),
    (#"{"revision":"1","desktops":[]}"#, "revision has the wrong type"),
  ])
  func aBadSnapshotIsRefusedAsAWholeAndTheFieldNamed(result: String, why: String) {
    do throws(PluginError) {
      let snapshot = try read(result)
      Issue.record("taken: \(snapshot)")
    } catch {
      #expect(error.code == .invalidParams)
      #expect(error.message.hasPrefix(why), "\(error.message)")
    }
  }

  @Test func tenThousandDesktopsAreTakenAndOneMoreIsNot() throws {
    func snapshot(_ count: Int) -> String {
      let desktops = (0..<count).map {
        #"{"id":"d\#($0)","name":"D\#($0)","kind":"vm","state":"running","template":false}"#
      }
      return #"{"revision":1,"desktops":["# + desktops.joined(separator: ",") + "]}"
    }
    #expect(snapshot(10_000).utf8.count < Contract.lineLimit)
    #expect(try read(snapshot(10_000)).report.desktops?.count == 10_000)
    #expect(throws: PluginError(.invalidParams, "desktops holds more than 10000")) {
      try read(snapshot(10_001))
    }
  }

  @Test func theWriterChecksByTheSameRules() {
    let good = Desktop(id: "a", name: "A", kind: "vm", state: .running, isTemplate: false)
    var bad = good
    bad.name = "two\nlines"
    #expect(throws: Never.self) { try DesktopList([good]).check() }
    #expect(throws: PluginError.self) { try DesktopList([good, good]).check() }
    #expect(throws: PluginError.self) { try DesktopList([bad]).check() }
  }

  @Test func aFileWithASyntaxErrorSaysWhere() {
    do throws(PluginError) {
      _ = try DesktopList(json: Array("{\"desktops\": [\n  {\"id\": \"a\",,}\n]}\n".utf8))
      Issue.record("taken")
    } catch {
      #expect(error.code == .parseError)
      #expect(error.message.contains("line 2"), "\(error.message)")
    }
  }

  private func read(_ result: String) throws(PluginError) -> DesktopSnapshot {
    let line = #"{"jsonrpc":"2.0","id":1,"result":"# + result + "}"
    return try Message(line: Array(line.utf8)).result(as: DesktopSnapshot.self)
  }
}
