import FoundationEssentials

/// `plugin.json`: how to start a plugin (docs/plugins.md).
public struct Manifest: Sendable, Equatable {
  /// 1 to 32 of a-z, 0-9 and `-`, and the name of the folder that the manifest lies in.
  public var name: String
  /// The version of the contract that the plugin was written for.
  public var `protocol`: Int
  /// The program, absolute or relative to the manifest's folder, and its arguments.
  public var run: [String]
  /// The system user that it runs as; nil is the agent's own.
  public var user: String?
  /// What confines it; nil runs it as a plain child of the agent.
  public var sandbox: Sandbox?

  /// The largest manifest in bytes that is read.
  public static let sizeLimit = 64 << 10

  /// Reads and checks a manifest. Throws `parseError` or `invalidParams` with the field at fault.
  public init(json: [UInt8]) throws(PluginError) {
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: Data(json))
    } catch {
      throw PluginError(decoding: error, from: json)
    }
    guard Self.isName(fields.name) else {
      throw PluginError(.invalidParams, "name is not 1 to 32 of a-z, 0-9 and -")
    }
    guard Contract.versions.min...Contract.versions.max ~= fields.protocol else {
      throw PluginError(
        .unsupportedVersion,
        "protocol is \(fields.protocol), and this agent speaks "
          + "\(Contract.versions.min) to \(Contract.versions.max)")
    }
    guard let program = fields.run.first, !program.isEmpty, fields.run.count <= 64 else {
      throw PluginError(.invalidParams, "run is not a program with up to 63 arguments")
    }
    guard !program.split(separator: "/").contains("..") else {
      throw PluginError(.invalidParams, "run[0] has .. in its path")
    }
    guard fields.run.allSatisfy({ !$0.utf8.contains(0) }) else {
      throw PluginError(.invalidParams, "run holds a NUL character")
    }
    if let user = fields.user { try Self.check(user: user) }
    name = fields.name
    user = fields.user
    sandbox = try fields.sandbox?.checked(for: fields.name, user: fields.user)
    self.protocol = fields.protocol
    run = fields.run
  }

  /// Can this be a plugin's name? It becomes part of paths and of station keys.
  public static func isName(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count) && text.utf8.allSatisfy(WireDesktop.isLowercaseOrHyphen)
  }

  /// A user by name: numbers are not taken, since who they are changes.
  private static func check(user: String) throws(PluginError) {
    let first = user.utf8.first.map {
      $0 == UInt8(ascii: "_") || WireDesktop.isLowercaseOrHyphen($0)
    }
    guard first == true, user.utf8.count <= 32,
      user.first.map({ !$0.isNumber && $0 != "-" }) == true,
      user.utf8.allSatisfy({ WireDesktop.isLowercaseOrHyphen($0) || $0 == UInt8(ascii: "_") })
    else { throw PluginError(.invalidParams, "user is not the name of a system user") }
  }

  private struct Fields: Decodable {
    var name: String
    var `protocol`: Int
    var run: [String]
    var user: String?
    var sandbox: WireSandbox?
  }
}
