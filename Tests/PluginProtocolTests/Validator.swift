import PluginProtocol
import Subprocess
import SystemPackage
import Testing

/// What the schemas of docs/plugin-schema say, by the validator of Debian's python3-jsonschema.
enum Validator {
  /// For each instance, whether the schema of that name takes it. One process for all.
  static func verdicts(_ instances: [(schema: String, json: String)]) async throws -> [Bool] {
    let input = instances.map { $0.schema + "\t" + $0.json + "\n" }.joined()
    let result = try await run(
      .path("/usr/bin/python3"),
      arguments: ["-c", script, ContractText.root + "/docs/plugin-schema/"],
      input: .string(input), output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    try #require(
      result.terminationStatus == .exited(0),
      "the validator failed: \(result.standardError)")
    return result.standardOutput.split(separator: "\n").map { $0 == "good" }
  }

  private static let script = """
    import functools, json, sys
    from jsonschema import Draft202012Validator, RefResolver
    folder = sys.argv[1]
    @functools.cache
    def validator(name):
        schema = json.load(open(folder + name + ".json"))
        Draft202012Validator.check_schema(schema)
        base = "file://" + folder + name + ".json"
        return Draft202012Validator(schema, resolver=RefResolver(base, schema))
    for line in sys.stdin.buffer:
        name, text = line.decode().split("\\t", 1)
        print("good" if validator(name).is_valid(json.loads(text)) else "bad")

    """
}

/// What the reader says of the same.
enum Reader {
  static func takes(_ schema: String, _ json: String) throws -> Bool {
    if schema == "message" { return (try? Message(line: Array(json.utf8))) != nil }
    if schema == "manifest" { return (try? Manifest(json: Array(json.utf8))) != nil }
    let isAnswer = schema.hasSuffix(".result") || schema == "accepted"
    let part = schema == "error" ? "error" : isAnswer ? "result" : "params"
    let line =
      #"{"jsonrpc":"2.0","id":1,"#
      + (part == "params" ? #""method":"x","# : "") + "\"\(part)\":\(json)}"
    guard let message = try? Message(line: Array(line.utf8)) else { return false }
    do {
      switch schema {
      case "error": break
      case "snapshot": _ = try message.params(as: DesktopSnapshot.self)
      case "desktop":
        _ = try DesktopList(json: Array("{\"desktops\":[\(json)]}".utf8))
      case "accepted": try DocumentTests.read(message, of: .gc)
      default:
        let method = schema.split(separator: ".").dropLast().joined(separator: ".")
        try DocumentTests.read(message, of: #require(Contract.Method(rawValue: method)))
        if schema == "initialize.result" {
          return try message.result(as: InitializeResult.self).protocol >= Contract.versions.min
        }
      }
      return true
    } catch is PluginError {
      return false
    }
  }
}
