import Glibc
import Testing

/// A temporary place with plugins in it. Removed with its last reference.
final class Bench: Sendable {
  let root: String

  init() throws {
    var template = Array("/tmp/stationmaster-bench-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    root = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit { Self.remove(root) }

  /// Installs a plugin in Python that is good but for what `script` changes; returns its folder.
  func install(_ script: String, manifest: String? = nil) throws -> String {
    let folder = root + "/bad"
    mkdir(folder, 0o755)
    try write(
      "#!/usr/bin/python3 -IS\n" + BadPlugin.base + script + "\nBad().run()\n",
      to: folder + "/main",
      mode: 0o755)
    try write(
      manifest ?? #"{"name":"bad","protocol":1,"run":["./main"]}"#, to: folder + "/plugin.json")
    return folder
  }

  /// Copies a folder of the source tree, with modes that do not depend on who checked it out.
  func copy(_ path: String, as name: String) throws -> String {
    let folder = root + "/" + name
    mkdir(folder, 0o755)
    let source = Self.source(path)
    for file in try Self.entries(of: source) {
      var facts = stat()
      try #require(stat(source + "/" + file, &facts) == 0)
      guard facts.st_mode & S_IFMT == S_IFREG else { continue }
      try write(
        try Self.read(source + "/" + file), to: folder + "/" + file,
        mode: facts.st_mode & 0o100 != 0 ? 0o755 : 0o644)
    }
    return folder
  }

  func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    try #require(descriptor >= 0, "\(path)")
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      try #require(count > 0)
      done += count
    }
    fchmod(descriptor, mode)
  }

  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0, "\(path) cannot be opened")
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  static func entries(of folder: String) throws -> [String] {
    let stream = try #require(opendir(folder), "\(folder) cannot be read")
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// A file of the source tree.
  static func source(_ path: String) -> String {
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/" + path
  }

  /// The folder of the program that runs the tests, which is among the products.
  static var products: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    return String(cString: path).split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in (try? entries(of: path)) ?? [] { remove(path + "/" + name) }
    rmdir(path)
  }
}
