import LicenseFiles
import Seal
import StationModel

extension BadPack {
  /// Contents of version 1 that break a rule, rightly signed.
  static let payloads = [
    BadPack(
      "payload a list", Issuer.trusted.token(payload: "[1]"),
      .badPayload("it is not a JSON object")),
    BadPack("payload broken", fault: "no JSON", payload: "}", "", "it is not JSON"),
    BadPack("payload with more behind", fault: "no JSON", payload: "}", "} {}", "it is not JSON"),
    BadPack(
      "a comma too many", fault: "comma", payload: "}", ",}",
      "there is a comma before a closing bracket"),
    BadPack(
      "a comma too many in a list", fault: "comma", payload: #""physical"]"#, "\"physical\" , \n]",
      "there is a comma before a closing bracket"),
    BadPack("two commas", fault: "no JSON", payload: ",", ",,", "it is not JSON"),
    BadPack("a comma first", fault: "no JSON", payload: "{", "{,", "it is not JSON"),
    BadPack("no comma", fault: "no JSON", payload: ",", " ", "it is not JSON"),
    BadPack("no colon", fault: "no JSON", payload: ":", " ", "it is not JSON"),
    BadPack("single quotes", fault: "no JSON", payload: #""id""#, "'id'", "it is not JSON"),
    BadPack("a name without quotes", fault: "no JSON", payload: #""id""#, "id", "it is not JSON"),
    BadPack("an unknown escape", fault: "no JSON", payload: "P-1", #"P\x2d1"#, "it is not JSON"),
    BadPack(
      "brackets crossed", fault: "no JSON", payload: #""physical"]"#, #""physical"}"#,
      "it is not JSON"),
    BadPack(
      "white space of another kind", fault: "no JSON", payload: "{", "{\u{A0}", "it is not JSON"),
    BadPack("a form feed", fault: "no JSON", payload: "{", "{\u{C}", "it is not JSON"),
    BadPack("a comment", fault: "no JSON", payload: "{", "{/*x*/", "it is not JSON"),
    BadPack(
      "no number", fault: "no JSON", payload: #""count":2"#, #""count":NaN"#, "it is not JSON"),
    BadPack(
      "half of a surrogate pair in the issuer", fault: "no JSON", payload: Issuer.name, #"a\ud800"#,
      "it is not JSON"),
    BadPack("unknown member", payload: #""v":1"#, #""v":1,"x":0"#, unknown("x", 1)),
    BadPack(
      "a member in other case", payload: #""count":2"#, #""Count":2"#, unknown("Count", 1)),
    BadPack(
      "count twice", payload: #""count":2"#, #""count":2,"count":9"#,
      #"the member "count" is there twice"#),
    BadPack(
      "count twice, once in escapes", payload: #""count":2"#, #""count":2,"c\u006funt":9"#,
      #"the member name "c\u006funt" has an escape in it"#),
    BadPack(
      "id twice", payload: #""id":"P-1""#, #""id":"P-1","id":"P-7""#,
      #"the member "id" is there twice"#),
    BadPack("id missing", payload: #""id":"P-1","#, "", #"the member "id" is missing"#),
    BadPack("id empty", payload: "P-1", "", notAnID("")),
    BadPack("id with a slash", payload: "P-1", "../P", notAnID("../P")),
    BadPack(
      "id too long", payload: "P-1", String(repeating: "x", count: 65),
      notAnID(String(repeating: "x", count: 60) + "…")),
    BadPack(
      "covers nothing", payload: #"["host","physical"]"#, "[]", "it covers no kind of station"),
    BadPack(
      "covers a text", payload: #"["host","physical"]"#, #""host""#,
      #"the member "covers" has a value of the wrong kind"#),
    BadPack(
      "covers the unknown", payload: "physical", "moon",
      #"it covers "moon", which is no kind of station"#),
    BadPack("covers twice", payload: "physical", "host", "it covers one kind of station twice"),
    BadPack("ends as it begins", payload: "1798761600", "1767225600", "it ends before it begins"),
    BadPack(
      "end null", payload: "1798761600", "null",
      #"the member "exp" has a value of the wrong kind"#),
    BadPack("begin missing", payload: #""nbf":1767225600,"#, "", #"the member "nbf" is missing"#),
    BadPack(
      "a nesting bomb", fault: "nested", payload: #""v":1"#,
      #""v":1,"x":"# + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
      "it is nested more than 8 levels deep"),
    BadPack(
      "a nesting bomb that never ends", fault: "nested",
      Issuer.trusted.token(payload: String(repeating: #"{"a":"#, count: 9000)),
      .badPayload("it is nested more than 8 levels deep")),
  ]

  /// Numbers that some reader would take for another.
  static let numbers = [
    BadPack("count zero", payload: #""count":2"#, #""count":0"#, "the count 0 \(counts)"),
    BadPack("count negative", payload: #""count":2"#, #""count":-5"#, "the count -5 \(counts)"),
    BadPack(
      "count too large", payload: #""count":2"#, #""count":1000001"#,
      "the count 1000001 \(counts)"),
    BadPack(
      "count the lowest number", payload: #""count":2"#, #""count":-9223372036854775808"#,
      "the count -9223372036854775808 \(counts)"),
    BadPack(
      "count huge", payload: #""count":2"#, #""count":99999999999999999999999"#,
      #"the member "count" has a value out of range"#),
    BadPack("count beyond a double", payload: #""count":2"#, #""count":1e999"#, notWhole("1e999")),
    BadPack("count with an exponent", payload: #""count":2"#, #""count":2e0"#, notWhole("2e0")),
    BadPack("count a fraction", payload: #""count":2"#, #""count":2.5"#, notWhole("2.5")),
    BadPack("count 2.0", payload: #""count":2"#, #""count":2.0"#, notWhole("2.0")),
    BadPack("minus zero", payload: #""nbf":1767225600"#, #""nbf":-0"#, notWhole("-0")),
    BadPack("count 02", payload: #""count":2"#, #""count":02"#, notWhole("02")),
    BadPack("count +2", fault: "no JSON", payload: #""count":2"#, #""count":+2"#, "it is not JSON"),
    BadPack(
      "count a text", fault: "count no number", payload: #""count":2"#, #""count":"2""#, countKind),
    BadPack(
      "count true", fault: "count no number", payload: #""count":2"#, #""count":true"#, countKind),
    BadPack(
      "count null", fault: "count no number", payload: #""count":2"#, #""count":null"#, countKind),
    BadPack("end in milliseconds", payload: "1798761600", "1798761600000", year("exp")),
    BadPack("begin before 1970", payload: "1767225600", "-1", year("nbf")),
    BadPack(
      "issued in the year 9999", payload: #""iat":1767225600"#, #""iat":253370764800"#, year("iat")),
  ]

  private static let counts = "is not between 1 and 1000000"
  private static let countKind = #"the member "count" has a value of the wrong kind"#
  private static func notWhole(_ number: String) -> String {
    "the number \"\(number)\" is not written as a plain whole number"
  }
  private static func year(_ name: String) -> String {
    "the date \"\(name)\" is not between the years 1970 and 9998"
  }
  static func notAnID(_ id: String) -> String {
    "the id \"\(id)\" is not 1 to 64 of A-Z a-z 0-9 . _ -"
  }
  static func unknown(_ member: String, _ version: Int) -> String {
    "the member \"\(member)\" is not known in version \(version)"
  }
}
