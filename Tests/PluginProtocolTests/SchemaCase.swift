import PluginProtocol
import StationModel

/// One message, or a part of one, with what both schema and reader must say.
struct SchemaCase {
  var schema: String
  var json: String
  var isGood: Bool

  /// A good desktop whose fields are followed, and so replaced, by these.
  static func desktop(_ fields: String) -> String {
    var values = [
      "id": #""a""#, "name": #""A""#, "kind": #""vm""#, "state": #""running""#,
      "template": "false",
    ]
    var more: [String] = []
    if let colon = fields.firstIndex(of: ":") {
      let key = String(fields[..<colon].dropFirst().dropLast())
      let value = String(fields[fields.index(after: colon)...])
      if value == "-" {
        values[key] = nil
      } else if values[key] != nil {
        values[key] = value
      } else {
        more = [fields]
      }
    }
    return "{"
      + (values.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" } + more)
      .joined(separator: ",") + "}"
  }

  private static func good(_ schema: String, _ json: String...) -> [SchemaCase] {
    json.map { SchemaCase(schema: schema, json: $0, isGood: true) }
  }

  private static func bad(_ schema: String, _ json: String...) -> [SchemaCase] {
    json.map { SchemaCase(schema: schema, json: $0, isGood: false) }
  }

  static var table: [SchemaCase] { messages + desktops + snapshots + requests + manifests }

  private static var messages: [SchemaCase] {
    good(
      "message", #"{"jsonrpc":"2.0","id":1,"method":"gc"}"#,
      #"{"jsonrpc":"2.0","id":"a","method":"x","later":1}"#, #"{"jsonrpc":"2.0","method":"x"}"#,
      #"{"jsonrpc":"2.0","id":7,"result":null}"#,
      #"{"jsonrpc":"2.0","id":null,"error":{"code":5,"message":"no"}}"#,
      #"{"jsonrpc":"2.0","id":1,"error":{"code":5,"message":"no","data":[1]}}"#)
      + bad(
        "message", "[]", "7", "null", #"{"id":1,"method":"gc"}"#,
        #"{"jsonrpc":"1.0","id":1,"method":"gc"}"#, #"{"jsonrpc":"2.0","id":1}"#,
        #"{"jsonrpc":"2.0","id":1.5,"method":"gc"}"#, #"{"jsonrpc":"2.0","id":[],"method":"gc"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":7}"#, #"{"jsonrpc":"2.0","result":{}}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"gc","result":{}}"#,
        #"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":5,"message":"no"}}"#,
        #"{"jsonrpc":"2.0","id":1,"error":"broken"}"#,
        #"{"jsonrpc":"2.0","id":1,"error":{"code":5}}"#)
      + good("error", #"{"code":-32004,"message":"","data":{"retryAfter":"soon"}}"#)
      + bad("error", #"{"message":"m"}"#, #"{"code":"5","message":"m"}"#, "[]")
      + good("accepted", "{}", #"{"later":1}"#) + bad("accepted", "[]", "null", "7")
  }

  private static var desktops: [SchemaCase] {
    let good = [
      "", #""later":{}"#, #""name":"Büro 2""#, #""kind":"my-own""#, #""template":true"#,
      #""network":true"#, #""network":null"#, #""station":"pci-0000:00:14.0/1.4""#,
      #""user":"eva""#, #""user":null"#, #""client":"10.0.0.7""#,
      #""address":{"type":"vnc","host":"::1","port":5901}"#,
      #""address":{"type":"rdp","host":"fe80::1%eth0","port":3389,"later":1}"#,
      #""address":{"type":"spice","socket":"/run/a b"}"#, #""address":null"#,
      #""health":{"state":"ready"}"#, #""health":{"state":"failed","why":"no disk"}"#,
      #""health":null"#, #""labels":["room-3","exam"]"#, #""labels":["a","a"]"#, #""labels":[]"#,
    ]
    let bad = [
      #""id":"""#, #""id":"a/b""#, #""id":"a b""#, #""id":"ü""#, #""id":"a\n""#, #""id":5"#,
      #""id":-"#, #""id":null"#, #""name":"""#, #""name":"a\u0000""#, #""name":"a\n""#,
      #""name":"a\u202eb""#, #""name":"a\u2028b""#, #""name":"a\u0085b""#, #""name":-"#,
      #""kind":"VM""#, #""kind":"""#, #""kind":"a_b""#, #""kind":"vm\n""#, #""kind":-"#,
      #""state":"paused""#, #""state":-"#, #""template":1"#, #""template":-"#, #""network":"yes""#,
      #""station":"""#, #""station":4"#, #""user":"a\tb""#, #""client":"""#,
      #""address":"vnc://a""#,
      #""address":{"type":"http","host":"a","port":1}"#, #""address":{"type":"vnc"}"#,
      #""address":{"type":"vnc","host":"a"}"#, #""address":{"type":"vnc","port":1}"#,
      #""address":{"type":"vnc","host":"a","port":0}"#,
      #""address":{"type":"vnc","host":"a","port":65536}"#,
      #""address":{"type":"vnc","host":"a","port":"1"}"#,
      #""address":{"type":"vnc","host":"","port":1}"#,
      #""address":{"type":"vnc","host":"-a","port":1}"#,
      #""address":{"type":"vnc","host":"a b","port":1}"#,
      #""address":{"type":"vnc","host":"a/b","port":1}"#,
      #""address":{"type":"vnc","host":"a","port":1,"socket":"/a"}"#,
      #""address":{"type":"vnc","socket":"a"}"#, #""address":{"type":"vnc","socket":"/a\nb"}"#,
      #""health":{"state":"failed"}"#, #""health":{"state":"failed","why":""}"#,
      #""health":{"state":"failed","why":null}"#, #""health":{"state":"ill","why":"x"}"#,
      #""health":"ready""#, #""labels":["Room"]"#, #""labels":[""]"#, #""labels":"a""#,
    ]
    return good.map { SchemaCase(schema: "desktop", json: desktop($0), isGood: true) }
      + bad.map { SchemaCase(schema: "desktop", json: desktop($0), isGood: false) }
      + self.bad("desktop", "[]", "7")
  }

  private static var snapshots: [SchemaCase] {
    good(
      "snapshot", #"{"revision":0,"desktops":[]}"#,
      #"{"revision":1,"desktops":[\#(desktop(""))],"later":1}"#,
      #"{"revision":1,"health":{"state":"starting","why":"soon"}}"#,
      #"{"revision":1,"health":{"state":"failed","why":"no"}}"#,
      #"{"revision":1,"health":{"state":"failed","why":"no"},"desktops":[]}"#,
      #"{"revision":1,"health":{"state":"degraded","why":"slow"},"desktops":[]}"#,
      #"{"revision":1,"health":null,"desktops":[]}"#)
      + bad(
        "snapshot", #"{"desktops":[]}"#, #"{"revision":1}"#, #"{"revision":-1,"desktops":[]}"#,
        #"{"revision":"1","desktops":[]}"#, #"{"revision":1.5,"desktops":[]}"#,
        #"{"revision":1,"desktops":{}}"#, #"{"revision":1,"desktops":[7]}"#,
        #"{"revision":1,"desktops":[\#(desktop(#""id":"""#))]}"#,
        #"{"revision":1,"health":{"state":"ready"}}"#,
        #"{"revision":1,"health":{"state":"degraded","why":"slow"}}"#,
        #"{"revision":1,"health":{"state":"failed"},"desktops":[]}"#,
        #"{"revision":1,"health":{"state":"failed","why":"no"},"desktops":null}"#)
  }

  private static var requests: [SchemaCase] {
    let agent = #""agent":{"name":"a","version":"1"},"stateFolder":"/s""#
    let station = #"{"key":"k","number":4,"name":"Window"}"#
    var cases =
      good("initialize.params", #"{"protocol":{"min":1,"max":9},\#(agent),"later":1}"#)
      + bad(
        "initialize.params", "{\(agent)}", #"{"protocol":1,\#(agent)}"#,
        #"{"protocol":{"min":1},\#(agent)}"#, #"{"protocol":{"min":1,"max":1}}"#)
      + good(
        "initialize.result",
        #"{"protocol":1,"plugin":{"name":"p","version":"1"},"capabilities":["desktops","later"]}"#)
      + bad(
        "initialize.result", #"{"protocol":1,"plugin":{"name":"p","version":"1"}}"#,
        #"{"protocol":0,"plugin":{"name":"p","version":"1"},"capabilities":[]}"#,
        #"{"protocol":"1","plugin":{"name":"p","version":"1"},"capabilities":[]}"#,
        #"{"protocol":1,"plugin":{"name":"p"},"capabilities":[]}"#,
        #"{"protocol":1,"plugin":{"name":"p","version":1},"capabilities":[]}"#,
        #"{"protocol":1,"plugin":{"name":"p","version":"1"},"capabilities":[1]}"#)
      + good("gc.params", #"{"keep":[]}"#, #"{"keep":["a"]}"#)
      + bad("gc.params", "{}", #"{"keep":"a"}"#, #"{"keep":[1]}"#)
      + good("desktops.watch.params", "{}") + bad("desktops.watch.params", "[]")
      + good("cancel.params", #"{"id":7}"#) + bad("cancel.params", "{}", #"{"id":"7"}"#)
      + good("desktop.stop.params", #"{"operation":"o","desktop":"a","force":true}"#)
      + bad("desktop.stop.params", #"{"operation":"o","desktop":"a","force":"yes"}"#)
      + good(
        "desktop.assign.params", #"{"operation":"o","desktop":"a","station":\#(station)}"#)
      + bad(
        "desktop.assign.params", #"{"operation":"o","desktop":"a"}"#,
        #"{"operation":"o","desktop":"a","station":"k"}"#,
        #"{"operation":"o","desktop":"a","station":{"key":"k","number":4}}"#,
        #"{"operation":"o","desktop":"a","station":{"key":"k","number":"4","name":"n"}}"#)
    for method in ["start", "stop", "unassign"] {
      let schema = "desktop.\(method).params"
      cases += good(schema, #"{"operation":"7f3a-1","desktop":"lab-1","later":1}"#)
      cases += bad(
        schema, "{}", #"{"operation":"o"}"#, #"{"desktop":"a"}"#,
        #"{"operation":"","desktop":"a"}"#, #"{"operation":"o p","desktop":"a"}"#,
        #"{"operation":"ü","desktop":"a"}"#, #"{"operation":1,"desktop":"a"}"#,
        #"{"operation":"o","desktop":"a/b"}"#, #"{"operation":"o","desktop":""}"#)
    }
    return cases
  }

  private static var manifests: [SchemaCase] {
    func manifest(_ fields: String) -> String { #"{"name":"vms","protocol":1,\#(fields)}"# }
    let run = #""run":["./vms"]"#
    return good(
      "manifest", manifest(run), manifest(#""run":["/usr/lib/vms","-x",".."],"later":1"#),
      manifest(run + #","user":"_vms-1""#), manifest(run + #","user":null"#),
      manifest(run + #","sandbox":[]"#), manifest(run + #","sandbox":true"#),
      manifest(run + #","sandbox":false,"user":"a""#),
      manifest(run + #","sandbox":["ProtectHome=yes","MemoryMax=200M","A="]"#))
      + bad(
        "manifest", "[]", #"{"name":"VMs","protocol":1,\#(run)}"#,
        #"{"name":"","protocol":1,\#(run)}"#, #"{"name":"vms","protocol":2,\#(run)}"#,
        #"{"name":"vms","protocol":0,\#(run)}"#, #"{"name":"vms",\#(run)}"#,
        #"{"name":"vms","protocol":1}"#, manifest(#""run":[]"#), manifest(#""run":"./vms""#),
        manifest(#""run":[""]"#), manifest(#""run":["../vms"]"#), manifest(#""run":["a/../b"]"#),
        manifest(#""run":["./vms","a\u0000b"]"#), manifest(#""run":["./vms",1]"#),
        manifest(run + #","user":"0""#), manifest(run + #","user":"-a""#),
        manifest(run + #","user":"Eva""#), manifest(run + #","user":"""#),
        manifest(run + #","user":"a b""#), manifest(run + #","sandbox":"ProtectHome=yes""#),
        manifest(run + #","sandbox":true,"user":"a""#),
        #"{"name":"a23456789-123456789-12","protocol":1,\#(run),"sandbox":true}"#,
        manifest(run + #","sandbox":["ProtectHome"]"#), manifest(run + #","sandbox":["=yes"]"#),
        manifest(run + #","sandbox":["A=\n"]"#), manifest(run + #","sandbox":["A B=1"]"#))
  }
}
