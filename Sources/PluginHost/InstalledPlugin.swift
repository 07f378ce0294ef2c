import Glibc
import PluginProtocol

/// A folder with a `plugin.json` in it.
struct InstalledPlugin: Sendable, Equatable {
  /// The folder's name, which must be the manifest's too.
  var name: String
  var folder: String

  /// The plugins in the folders, by name. The first folder that has a name wins, even if that
  /// plugin is then refused: falling back to another program under its name would hide the fault.
  /// A folder that does not exist holds nothing; one that cannot be read is a trouble.
  static func find(in folders: [String]) -> (plugins: [InstalledPlugin], troubles: [SystemTrouble])
  {
    var found: [String: InstalledPlugin] = [:]
    var troubles: [SystemTrouble] = []
    for folder in folders {
      do throws(SystemTrouble) {
        for name in try entries(of: folder) where found[name] == nil {
          let plugin = InstalledPlugin(name: name, folder: folder + "/" + name)
          if access(plugin.manifestPath, F_OK) == 0 { found[name] = plugin }
        }
      } catch {
        troubles.append(error)
      }
    }
    return (found.values.sorted { $0.name < $1.name }, troubles)
  }

  /// Reads the manifest and checks it, the program and their folders. Done again before each
  /// start, since files change.
  ///
  /// - Parameter user: who may own them besides root. One that has a unit is root's: what is run there is
  ///   for no agent to choose.
  func examine(user agent: UInt32 = geteuid()) throws(SystemTrouble) -> Launch {
    guard Manifest.isName(name) else {
      throw SystemTrouble("the folder's name is not 1 to 32 of a-z, 0-9 and -")
    }
    try Self.trust(folder, user: agent)
    let manifest = try readManifest(user: agent)
    let user = manifest.sandbox == .unit ? 0 : agent
    if user != agent {
      for path in [folder, manifestPath] { try Self.trust(path, user: user) }
    }
    guard manifest.name == name else {
      throw SystemTrouble("\(manifestPath) names \"\(manifest.name)\", not its folder's name")
    }
    var program = manifest.run[0]
    if !program.hasPrefix("/") {
      program = folder + "/" + (program.hasPrefix("./") ? String(program.dropFirst(2)) : program)
    }
    try Self.trust(program[..<(program.lastIndex(of: "/") ?? program.endIndex)] + "/", user: user)
    let facts = try Self.trust(program, user: user)
    guard facts.isRegular, facts.isExecutable else {
      throw SystemTrouble(program + " is not a program that can be run")
    }
    let identity = try manifest.user.map { name throws(SystemTrouble) in
      guard agent == 0 else {
        throw SystemTrouble(
          "\(manifestPath) names the user \(name), and only an agent that runs as root can start "
            + "programs as somebody else")
      }
      return try SystemUser(name: name)
    }
    if case .properties = manifest.sandbox { try Launch.checkSandbox() }
    return Launch(
      name: name, folder: folder, program: program, arguments: Array(manifest.run.dropFirst()),
      identity: identity, sandbox: manifest.sandbox)
  }

  private var manifestPath: String { folder + "/plugin.json" }

  /// Checks the open file rather than its path, so that it cannot be exchanged in between.
  private func readManifest(user: UInt32) throws(SystemTrouble) -> Manifest {
    let path = manifestPath
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemTrouble(path, "cannot be opened") }
    defer { close(descriptor) }
    let facts = try FileFacts(descriptor: descriptor, path: path)
    guard facts.isRegular else { throw SystemTrouble(path + " is not a regular file") }
    if let why = facts.distrust(for: user) { throw SystemTrouble(path + " " + why) }
    var bytes = [UInt8](repeating: 0, count: Manifest.sizeLimit + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemTrouble(path, "cannot be read") }
      if count == 0 { break }
      filled += count
    }
    guard filled <= Manifest.sizeLimit else { throw SystemTrouble(path + " is too large") }
    do throws(PluginError) {
      return try Manifest(json: Array(bytes[..<filled]))
    } catch {
      throw SystemTrouble(path + ": " + error.message)
    }
  }

  @discardableResult
  private static func trust(
    _ path: some StringProtocol, user: UInt32
  ) throws(SystemTrouble) -> FileFacts {
    let facts = try FileFacts(path: String(path))
    if let why = facts.distrust(for: user) { throw SystemTrouble(path + " " + why) }
    return facts
  }

  private static func entries(of folder: String) throws(SystemTrouble) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw SystemTrouble(folder, "cannot be read")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
