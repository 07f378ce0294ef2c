import Glibc
import RigKit
import Testing

/// The files that packages install, and the tools that know their formats.
enum Packaging {
  static let folder = Rigs.project + "/Packaging"
  static let units = folder + "/systemd"

  /// Runs the body in a folder of its own.
  static func inFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { removeTree(folder) }
    try body(folder)
  }

  static func tool(_ program: String, _ arguments: [String], in folder: String) throws
    -> CommandResult
  {
    try run(
      program, arguments, environment: ["HOME": folder, "SYSTEMD_COLORS": "0"],
      logPath: folder + "/log")
  }

  /// The values of a key of a unit, in their order.
  static func values(_ key: String, of unit: String) throws -> [String] {
    try readText(units + "/" + unit).split(separator: "\n").filter { $0.hasPrefix(key + "=") }
      .map { String($0.dropFirst(key.utf8.count + 1)) }
  }
}

extension Packaging {
  /// The entries of a folder, by name.
  static func names(in path: String) throws -> [String] {
    let folder = try #require(opendir(path))
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
