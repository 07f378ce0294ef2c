import PluginProtocol
import StationModel

extension SchemaCase {
  /// What is just within a limit, and what is just beyond it, by the code's numbers.
  static var limits: [SchemaCase] {
    var cases: [SchemaCase] = []
    func limit(_ schema: String, _ limit: Int, _ json: (String) -> String) {
      for (count, isGood) in [(limit, true), (limit + 1, false)] {
        cases.append(
          SchemaCase(
            schema: schema, json: json(String(repeating: "x", count: count)), isGood: isGood))
      }
    }
    for (field, count) in [("id", 128), ("name", 256), ("kind", 32), ("user", 256)] {
      limit("desktop", count) { desktop("\"\(field)\":\"\($0)\"") }
    }
    limit("desktop", 32) { desktop("\"labels\":[\"\($0)\"]") }
    limit("desktop", 500) { desktop(#""health":{"state":"failed","why":"\#($0)"}"#) }
    limit("desktop", 253) { desktop(#""address":{"type":"vnc","host":"\#($0)","port":65535}"#) }
    limit("desktop", 254) { desktop(#""address":{"type":"vnc","socket":"/\#($0)"}"#) }
    limit("desktop", 16) { text in
      desktop(#""labels":[\#(text.map { _ in #""a""# }.joined(separator: ","))]"#)
    }
    limit("desktop.start.params", Contract.operationLimit) {
      #"{"operation":"\#($0)","desktop":"a"}"#
    }
    limit("manifest", 32) { #"{"name":"\#($0)","protocol":1,"run":["a"]}"# }
    limit("manifest", 32) { #"{"name":"a","protocol":1,"run":["a"],"user":"\#($0)"}"# }
    limit("manifest", 63) {
      #"{"name":"a","protocol":1,"run":["a"\#($0.map { _ in #","b""# }.joined())]}"#
    }
    limit("manifest", 64) { text in
      #"{"name":"a","protocol":1,"run":["a"],"sandbox":[\#(text.map { _ in #""A=1""# }.joined(separator: ","))]}"#
    }
    limit("manifest", 1022) { #"{"name":"a","protocol":1,"run":["a"],"sandbox":["A=\#($0)"]}"# }
    for revision in [Contract.revisionLimit, Contract.revisionLimit + 1] {
      cases.append(
        SchemaCase(
          schema: "snapshot", json: #"{"revision":\#(revision),"desktops":[]}"#,
          isGood: revision == Contract.revisionLimit))
    }
    for count in [Contract.desktopLimit, Contract.desktopLimit + 1] {
      let list = (0..<count).map {
        #"{"id":"\#($0)","name":"D","kind":"vm","state":"running","template":false}"#
      }
      cases.append(
        SchemaCase(
          schema: "snapshot",
          json: #"{"revision":1,"desktops":[\#(list.joined(separator: ","))]}"#,
          isGood: count == Contract.desktopLimit))
    }
    for version in [Contract.versions.min - 1, Contract.versions.max, Contract.versions.max + 1] {
      cases.append(
        SchemaCase(
          schema: "manifest", json: #"{"name":"a","protocol":\#(version),"run":["a"]}"#,
          isGood: version == Contract.versions.max))
    }
    return cases + words
  }

  /// Every word that the code knows.
  private static var words: [SchemaCase] {
    let states = Desktop.State.allCases.map { desktop("\"state\":\"\($0.rawValue)\"") }
    let kinds = DesktopAddress.Kind.allCases.map {
      desktop(#""address":{"type":"\#($0.rawValue)","socket":"/a"}"#)
    }
    let health = Health.State.allCases.map {
      desktop(#""health":{"state":"\#($0.rawValue)","why":"w"}"#)
    }
    return (states + kinds + health).map {
      SchemaCase(schema: "desktop", json: $0, isGood: true)
    }
  }
}
