import PluginProtocol
import StationModel
import Testing

/// docs/plugin-schema says what the reader does.
@Suite struct SchemaTests {
  @Test func everyExampleOfTheContractKeepsItsSchemas() async throws {
    var instances: [(schema: String, json: String)] = []
    for example in try ContractText.examples() {
      let json = String(decoding: example.json, as: UTF8.self)
      instances.append(("message", json))
      // The part that the method's own schema is about is the rest of the line but a brace.
      switch (example.message.kind, example.method) {
      case (.request, let method?): instances.append((method.rawValue + ".params", part(json)))
      case (.notification, .desktopSnapshot?), (.result, .watchDesktops?):
        instances.append(("snapshot", part(json)))
      case (.notification, let method?):
        instances.append((method.rawValue + ".params", part(json)))
      case (.result, .initialize?): instances.append(("initialize.result", part(json)))
      case (.result, _): instances.append(("accepted", part(json)))
      case (.failure, _): instances.append(("error", part(json)))
      default: Issue.record("no schema for \(json)")
      }
    }
    for block in try ContractText.blocks("json") {
      instances.append(("manifest", block.joined(separator: " ")))
    }
    for (instance, isGood) in zip(instances, try await Validator.verdicts(instances)) {
      #expect(isGood, "\(instance)")
    }
  }

  @Test func schemaAndReaderAgreeOnGoodAndBad() async throws {
    let cases = SchemaCase.table
    let verdicts = try await Validator.verdicts(cases.map { ($0.schema, $0.json) })
    try #require(verdicts.count == cases.count)
    for (one, verdict) in zip(cases, verdicts) {
      let shown = "\(one.schema): \(one.json.prefix(200))"
      #expect(verdict == one.isGood, "the schema on \(shown)")
      #expect(try Reader.takes(one.schema, one.json) == one.isGood, "the reader on \(shown)")
    }
  }

  @Test func theSchemasNumbersAreTheCodes() async throws {
    let cases = SchemaCase.limits
    let verdicts = try await Validator.verdicts(cases.map { ($0.schema, $0.json) })
    try #require(verdicts.count == cases.count)
    for (one, verdict) in zip(cases, verdicts) {
      let shown = "\(one.schema): \(one.json.prefix(100))… of \(one.json.utf8.count) bytes"
      #expect(verdict == one.isGood, "the schema on \(shown)")
      #expect(try Reader.takes(one.schema, one.json) == one.isGood, "the reader on \(shown)")
    }
  }

  @Test func whatNoSchemaCanSayTheReaderSays() async throws {
    let cases: [(schema: String, json: String)] = [
      // Bytes are not characters.
      ("desktop", SchemaCase.desktop(#""name":"\#(String(repeating: "ü", count: 129))""#)),
      // No two with the same id.
      (
        "snapshot",
        #"{"revision":1,"desktops":[\#(SchemaCase.desktop("")),\#(SchemaCase.desktop(""))]}"#
      ),
    ]
    #expect(try await Validator.verdicts(cases) == [true, true])
    for one in cases { #expect(try !Reader.takes(one.schema, one.json)) }
  }

  @Test func everyRequestAndNotificationHasItsSchema() async throws {
    let names = Contract.Method.allCases.map {
      $0 == .desktopSnapshot ? "snapshot" : $0.rawValue + ".params"
    }
    // Nothing is good for an array; a schema that is not there would throw.
    let verdicts = try await Validator.verdicts(names.map { ($0, "[]") })
    #expect(verdicts == names.map { _ in false })
  }

  /// What stands under `params`, `result` or `error` in a line of which it is the last field.
  private func part(_ json: String) -> String {
    for key in ["\"params\":", "\"result\":", "\"error\":"] {
      var rest = json[...]
      while !rest.isEmpty, !rest.hasPrefix(key) { rest.removeFirst() }
      if !rest.isEmpty { return String(rest.dropFirst(key.utf8.count).dropLast()) }
    }
    return "null"
  }
}
