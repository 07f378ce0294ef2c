import LicenseFiles
import Seal
import StationModel

extension BadPack {
  static let versions = [
    BadPack(
      "version 3", payload: #""v":1"#, #""v":3,"new":3"#,
      "it is of version 3, this agent knows 1 and 2"),
    BadPack(
      "version 0", payload: #""v":1"#, #""v":0"#, "it is of version 0, this agent knows 1 and 2"),
    BadPack("no version", payload: #""v":1,"#, "", #"the member "v" is missing"#),
    BadPack(
      "version a text", payload: #""v":1"#, #""v":"1""#,
      #"the member "v" has a value of the wrong kind"#),
    BadPack(
      "version 1.0", payload: #""v":1"#, #""v":1.0"#,
      #"the number "1.0" is not written as a plain whole number"#),
    BadPack(
      "a host in version 1, where nobody would look for it", payload: #""v":1"#,
      #""v":1,"host":"\#(here)""#, unknown("host", 1)),
    BadPack(
      "version 2 under the number 1", version2: #""v":2"#, #""v":1"#, unknown("convertible", 1)),
    BadPack(
      "version 1 under the number 2", payload: #""v":1"#, #""v":2"#,
      #"the member "kind" is missing"#),
  ]

  /// Contents of version 2 that break a rule, rightly signed.
  static let version2 = [
    BadPack(
      "a member of a later version", version2: #""v":2"#, #""v":2,"seats":3"#, unknown("seats", 2)),
    BadPack(
      "another kind", version2: "device", "site", #"the kind "site" is neither "device" nor "user""#
    ),
    BadPack("kind null", version2: #""device""#, "null", wrongKind("kind")),
    BadPack("product negative", version2: #""product":1"#, #""product":-1"#, product("-1")),
    BadPack("product beyond all", version2: #""product":1"#, #""product":10000"#, product("10000")),
    BadPack("product a text", version2: #""product":1"#, #""product":"1""#, wrongKind("product")),
    BadPack(
      "product null", fault: "product a text", version2: #""product":1"#, #""product":null"#,
      wrongKind("product")),
    BadPack(
      "no features in a list of them", version2: features, "[]", "it has 0 features, not 1 to 32"),
    BadPack("33 features", version2: features, list(33), "it has 33 features, not 1 to 32"),
    BadPack("a feature in upper case", version2: "kiosk", "Kiosk", feature("Kiosk")),
    BadPack("an empty feature", version2: "kiosk", "", feature("")),
    BadPack(
      "a feature of another alphabet", version2: "kiosk", "kiosk\u{0430}", feature("kiosk\u{0430}")),
    BadPack(
      "a feature twice", version2: "reports.v-2", "kiosk", #"the feature "kiosk" is there twice"#),
    BadPack(
      "a feature that is a number", version2: #""kiosk""#, "1",
      #"the member "features.Index 0" has a value of the wrong kind"#),
    BadPack("features null", version2: features, "null", wrongKind("features")),
    BadPack(
      "a host and a site", version2: #""host":"#, #""site":"Room 1","host":"#,
      "it is bound to a host and to a site"),
    BadPack(
      "a host that is too short", version2: here, String(here.dropLast()),
      notAHost(String(here.dropLast()))),
    BadPack("a host in upper case", version2: here, here.uppercased(), notAHost(here.uppercased())),
    BadPack(
      "host null, which would be any host", version2: #""\#(here)""#, "null", wrongKind("host")),
    BadPack("an empty site", version2: host, #""site":"""#, notASite("")),
    BadPack(
      "a site that is turned round", version2: host, #""site":"\u202emooR""#, notASite("?mooR")),
    BadPack(
      "site null, which would be any site", version2: host, #""site":null"#, wrongKind("site")),
    BadPack("replaces nothing", version2: replaces, "[]", "it replaces 0 packs, not 1 to 64"),
    BadPack("replaces 65", version2: replaces, list(65), "it replaces 65 packs, not 1 to 64"),
    BadPack("replaces itself", version2: #""P-1""#, #""P-2""#, "it replaces itself"),
    BadPack("replaces one twice", version2: "p_9", "P-1", #"it replaces "P-1" twice"#),
    BadPack(
      "replaces what is no id", version2: "p_9", "p/9",
      #"it replaces "p/9", which is not 1 to 64 of A-Z a-z 0-9 . _ -"#),
    BadPack("convertible a number", version2: "true", "1", wrongKind("convertible")),
    BadPack(
      "convertible a text", fault: "convertible a number", version2: "true", #""true""#,
      wrongKind("convertible")),
    BadPack(
      "convertible twice", version2: #""convertible":true"#,
      #""convertible":false,"convertible":true"#, #"the member "convertible" is there twice"#),
  ]

  private static let features = #"["kiosk","reports.v-2"]"#
  private static let replaces = #"["P-1","p_9"]"#
  private static let host = #""host":"\#(here)""#
  private static func wrongKind(_ member: String) -> String {
    "the member \"\(member)\" has a value of the wrong kind"
  }
  private static func product(_ number: String) -> String {
    "the product version \(number) is not between 0 and 9999"
  }
  private static func feature(_ word: String) -> String {
    "the feature \"\(word)\" is not 1 to 64 of a-z 0-9 . -"
  }
  private static func notAHost(_ id: String) -> String {
    "the host \"\(id)\" is not an id of 32 hexadecimal digits"
  }
  private static func notASite(_ name: String) -> String {
    "the site \"\(name)\" is not 1 to 64 plain characters"
  }
  private static func list(_ count: Int) -> String {
    "[" + (0..<count).map { "\"x\($0)\"" }.joined(separator: ",") + "]"
  }
}
