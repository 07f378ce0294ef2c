import Glibc
import PluginProtocol

/// The folder of a plugin, looked at as the agent looks before each start.
struct PluginFolder: Sendable {
  /// Absolute, without symbolic links.
  var path: String
  var name: String

  /// What to run.
  struct Launch: Sendable, Equatable {
    var program: String
    var arguments: [String]
    var folder: String
  }

  init(_ folder: String) throws(FolderTrouble) {
    guard let whole = realpath(folder, nil) else {
      throw FolderTrouble(folder + ": " + String(cString: strerror(errno)))
    }
    defer { free(whole) }
    path = String(cString: whole)
    name = path.split(separator: "/").last.map { String($0) } ?? ""
  }

  /// Reads the manifest. Throws what is wrong with it, as a sentence.
  func manifest() throws(FolderTrouble) -> Manifest {
    let bytes = try Self.read(path + "/plugin.json")
    let manifest: Manifest
    do throws(PluginError) {
      manifest = try Manifest(json: bytes)
    } catch {
      throw FolderTrouble("plugin.json: " + error.message)
    }
    guard manifest.name == name else {
      throw FolderTrouble(
        "plugin.json: name is \"\(manifest.name)\", and the folder's name is \"\(name)\"")
    }
    return manifest
  }

  func launch(_ manifest: Manifest) throws(FolderTrouble) -> Launch {
    guard var program = manifest.run.first else { throw FolderTrouble("run is empty") }
    if !program.hasPrefix("/") {
      program = path + "/" + (program.hasPrefix("./") ? String(program.dropFirst(2)) : program)
    }
    let mode = try Self.facts(program).st_mode
    guard mode & S_IFMT == S_IFREG, mode & 0o111 != 0 else {
      throw FolderTrouble(program + " is not a program that can be run (chmod +x?)")
    }
    return Launch(program: program, arguments: Array(manifest.run.dropFirst()), folder: path)
  }

  /// Who else could change the plugin, for each path a sentence; empty if nobody could.
  func distrusted(_ launch: Launch, user: UInt32 = geteuid()) throws(FolderTrouble) -> [String] {
    let place = launch.program.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    var found: [String] = []
    var seen: Set<String> = []
    for path in [path, path + "/plugin.json", place.isEmpty ? "/" : place, launch.program]
    where seen.insert(path).inserted {
      let facts = try Self.facts(path)
      if facts.st_uid != 0 && facts.st_uid != user {
        found.append("\(path) belongs to user \(facts.st_uid), not to root or the agent")
      } else if facts.st_mode & 0o002 != 0 {
        found.append(path + " can be written by everyone")
      } else if facts.st_mode & 0o020 != 0 {
        found.append(path + " can be written by its group")
      }
    }
    return found
  }

  private static func facts(_ path: String) throws(FolderTrouble) -> stat {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      throw FolderTrouble(path + ": " + String(cString: strerror(errno)))
    }
    return facts
  }

  private static func read(_ path: String) throws(FolderTrouble) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw FolderTrouble(path + ": " + String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Manifest.sizeLimit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FolderTrouble(path + ": " + String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    throw FolderTrouble(path + " is larger than \(Manifest.sizeLimit) bytes")
  }
}

/// What is wrong with a plugin's folder, as a sentence.
struct FolderTrouble: Error, Sendable, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = PlainText.line(description, limit: 500) }
}
