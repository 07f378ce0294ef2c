import Dispatch
import Glibc
import PluginKit
import PluginProtocol
import StationModel

/// Serves the desktops that a JSON file lists, and follows the file as it changes.
struct FileProvider: DesktopProvider {
  let file: String
  let name = "desktop-list"
  let version = "1.0"

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    let path = surroundings.configurationPath(file)
    return AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      // A thread of its own: it spends its life in a read that blocks.
      DispatchQueue(label: "desktop-list").async {
        do {
          // First the watch, then the file: a change in between is seen twice rather than never.
          let watch = try FileWatch(path: path)
          ConfigurationFile.waitUntilThere(path)
          continuation.yield(DesktopReport(desktops: try ListFile.read(path)))
          while try watch.waitForChange() {
            do {
              continuation.yield(DesktopReport(desktops: try ListFile.read(path)))
            } catch {
              PluginLog.write(.error, "\(error); the last good list stays")
            }
          }
        } catch {
          continuation.finish(throwing: error)
        }
      }
    }
  }
}

/// What is wrong with the file or its folder, in a sentence.
struct FileTrouble: Error, CustomStringConvertible {
  var description: String

  init(_ path: String, _ what: String) { description = path + ": " + what }

  /// With the reason of the system call that just failed.
  init(_ path: String, _ what: String, errno number: Int32) {
    self.init(path, what + ": " + String(cString: strerror(number)))
  }
}

/// The file: `{"desktops": [{"id", "name", "kind", "state", "template"}]}`.
enum ListFile {
  /// A list of the largest size that a snapshot can have is below this.
  static let sizeLimit = 2 << 20

  static func read(_ path: String) throws -> [Desktop] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileTrouble(path, "cannot be opened", errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileTrouble(path, "cannot be read", errno: errno) }
      guard count > 0 else { break }
      bytes += buffer[..<count]
      guard bytes.count <= sizeLimit else {
        throw FileTrouble(path, "is larger than \(sizeLimit) bytes")
      }
    }
    do throws(PluginError) {
      return try DesktopList(json: bytes).desktops
    } catch {
      throw FileTrouble(path, error.message)
    }
  }
}
