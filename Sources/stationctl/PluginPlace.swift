import Glibc
import PluginProtocol

/// The folder of a plugin that is being written: new, and of the plugin's name.
struct PluginPlace {
  var path: String

  /// Makes the folder. Refuses a name that no plugin can have, and one that is taken.
  init(name: String, under folder: String) throws(Failure) {
    guard Manifest.isName(name) else {
      throw Failure(
        .refused, "\(PlainText.line(name, limit: 60)) is not a plugin's name.",
        nextStep: "Take 1 to 32 of the letters a to z, digits and hyphens.")
    }
    path = (folder.hasSuffix("/") ? String(folder.dropLast()) : folder) + "/" + name
    guard mkdir(path, 0o755) == 0 else {
      let number = errno
      throw Failure(
        .refused, "The folder \(path) cannot be made: \(String(cString: strerror(number))).",
        nextStep: number == EEXIST ? "Choose another name, or move the old folder away." : "")
    }
    // Whatever the caller's mask is: what others can write is refused by the agent.
    _ = chmod(path, 0o755)
  }

  func write(_ text: String, to file: String, isProgram: Bool) throws {
    var folder = path
    for part in file.split(separator: "/").dropLast() {
      folder += "/" + part
      if mkdir(folder, 0o755) == 0 { _ = chmod(folder, 0o755) }
    }
    let place = path + "/" + file
    try writeNewFile(text, to: place, mode: isProgram ? 0o755 : 0o644)
    _ = chmod(place, isProgram ? 0o755 : 0o644)
  }
}
