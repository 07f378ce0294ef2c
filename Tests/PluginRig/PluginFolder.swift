import Glibc
public import RigKit

/// A plugin as a package installs it, in a folder of its own below the desk's.
public struct PluginFolder: Sendable {
  public let name: String
  /// Where the plugin's folder lies, for a host.
  public let root: String
  /// Where its state is kept.
  public let state: String

  public var folder: String { root + "/" + name }
  public var program: String { folder + "/" + name }
  public var configuration: String { folder + "/" + name + ".json" }

  /// Copies the built program, because a folder of builds may be writable by a group, and such
  /// programs are refused; its manifest is the one that is shipped.
  ///
  /// - Parameter configuration: the text of its configuration; nil for none.
  public init(_ name: String, on desk: Desk, configuration: String?) throws {
    self.name = name
    root = desk.folder + "/plugins"
    state = desk.folder + "/plugin-state"
    for path in [root, root + "/" + name, state] { mkdir(path, 0o755) }
    let copy = try run(
      "install", ["-m", "755", Desk.programs + "/" + name, root + "/" + name + "/" + name],
      environment: [:], logPath: desk.log("install"))
    guard copy.code == 0 else { throw RigError(copy.output) }
    try writeText(
      try readFile(Rigs.project + "/Plugins/" + name + "/plugin.json"), to: folder + "/plugin.json")
    chmod(folder + "/plugin.json", 0o644)
    if let configuration { try configure(configuration) }
  }

  public func configure(_ text: String) throws {
    try writeText(text, to: configuration)
    chmod(configuration, 0o644)
  }
}

/// The text of a file.
public func readFile(_ path: String) throws -> String {
  guard let file = fopen(path, "re") else {
    throw RigError("\(path): \(String(cString: strerror(errno)))")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}
